// The bench of chapter 3's experiments: data, model and mini-batches for one
// training. See ch03_l2_parts.h.
#include "ch03_l2_parts.h"

#include "fail.h"
#include "init.h"

#include <math.h>
#include <string.h>

static void begin_weights(float *w, Start start, Rng rng)
{
    float width = 1.0f / sqrtf(FEATURES);
    if (start == UNIFORM)
        for (size_t i = 0; i < FEATURES; i++)
            w[i] = width * (2.0f * rng_uniform(&rng) - 1.0f);
    else if (start == ZERO)
        memset(w, 0, FEATURES * sizeof *w);
    else
        init_normal(w, FEATURES, start == SMALL ? 0.01f : 1.0f, &rng);
}

void bench_open(Bench *b, uint64_t seed, Start start)
{
    Rng draws = rng_seed(seed, 0);
    *b = (Bench){.order = rng_seed(seed, 2)};
    bool ok = dataset_make_regression(&b->data, TRAIN, TEST, FEATURES, &draws);
    b->mb = ok ? minibatch_new(&b->data.train, BATCH) : NULL;
    if (!b->mb)
        fail("out of memory for the regression set; close other programs");
    b->model = (LinearModel){FEATURES, b->w, b->dw, b->prediction, b->target};
    begin_weights(b->w, start, rng_seed(seed, 1));
}

void bench_close(Bench *b)
{
    data_pair_free(&b->data);
    minibatch_free(b->mb);
}

void bench_train(Bench *b, int n_epochs, Penalty penalty, float lambda)
{
    for (int epoch = 0; epoch < n_epochs; epoch++)
        penalty_train_epoch(&b->model, &b->data.train, b->mb, RATE, penalty,
                            lambda, &b->order);
}

double set_loss(const float *w, const Dataset *data)
{
    float prediction[TEST] = {0};
    linear_predict(prediction, data->x, w, data->n, data->n_features);
    return squared_loss(prediction, data->target, data->n);
}

double norm(const float *w, size_t n)
{
    return sqrt(2.0 * l2_penalty(w, n));
}

void mean_number(Numbers *n, const Table *t, const char *name,
                 const char *where, const char *column)
{
    double mean = table_mean(t, where, column, NULL);
    bool whole = mean >= 10.0 && mean < 1e4;
    number(n, name, whole ? "%.0f" : "%#.2g", mean);
}
