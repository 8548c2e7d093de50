// Chapter 3's experiments that compare ways to apply a penalty: in the loss or
// in the update, with SGD or Adam, rightly or wrongly.
#include "ch03_l2_parts.h"

#include "ch05_mlp.h"
#include "fail.h"

#include <math.h>
#include <stdlib.h>

// A training with the penalty in the gradient, or with decay in the update.
typedef struct Way {
    Bench bench;
    Adam *adam; // NULL: SGD
    bool decay;
} Way;

static void way_open(Way *way, uint64_t seed, bool with_adam, bool decay)
{
    *way = (Way){.decay = decay};
    bench_open(&way->bench, seed, UNIFORM);
    if (with_adam) {
        way->adam = adam_new(FEATURES, RATE);
        if (!way->adam)
            fail("out of memory for Adam; close other programs");
        way->adam->weight_decay = decay ? LAMBDA : 0.0f;
    }
}

static void way_close(Way *way)
{
    bench_close(&way->bench);
    adam_free(way->adam);
}

static void way_step(Way *way)
{
    Bench *b = &way->bench;
    if (way->adam) {
        if (!way->decay)
            l2_gradient(b->dw, b->w, FEATURES, LAMBDA);
        adam_step(way->adam, b->w, b->dw);
    } else if (way->decay)
        sgd_step_decay(b->w, b->dw, FEATURES, FEATURES, RATE, LAMBDA);
    else
        sgd_step_penalty(b->w, b->dw, FEATURES, FEATURES, RATE, PENALTY_L2,
                         LAMBDA);
}

static void way_epoch(Way *way)
{
    Bench *b = &way->bench;
    const Dataset *data = &b->data.train;
    rng_permutation(&b->order, b->mb->order, data->n);
    for (size_t i = 0, rows; (rows = minibatch_take(b->mb, data, i)) > 0;
         i += rows) {
        for (size_t k = 0; k < rows; k++)
            b->target[k] = data->target[b->mb->order[i + k]];
        linear_predict(b->prediction, b->mb->x, b->w, rows, FEATURES);
        squared_loss_gradient(b->dw, b->mb->x, b->prediction, b->target, rows,
                              FEATURES);
        way_step(way);
    }
}

// How far apart the two ways are, measured against the length of the weights.
static double distance(const float *a, const float *b)
{
    float apart[FEATURES];
    for (int i = 0; i < FEATURES; i++)
        apart[i] = a[i] - b[i];
    return norm(apart, FEATURES) / norm(a, FEATURES);
}

// The same data, start and order for both ways, under SGD and under Adam.
void ways(Run *run)
{
    for (int with_adam = 0; with_adam < 2; with_adam++) {
        Way way[2];
        for (int k = 0; k < 2; k++)
            way_open(&way[k], run->seed, with_adam, k);
        const Bench *a = &way[0].bench, *b = &way[1].bench;
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            way_epoch(&way[0]);
            way_epoch(&way[1]);
            emit(run, "%s\t%d\t%.6g\t%.6g\t%.6g\t%.6g\t%.6g",
                 with_adam ? "adam" : "sgd", epoch, distance(a->w, b->w),
                 set_loss(a->w, &a->data.test), set_loss(b->w, &b->data.test),
                 norm(a->w, FEATURES), norm(b->w, FEATURES));
        }
        way_close(&way[0]);
        way_close(&way[1]);
    }
}

// The length of the weights under two wrong penalties: the half forgotten, and
// the penalty multiplied by the batch size.
void wrong(Run *run)
{
    static const char *names[] = {"none", "right", "nohalf", "batch"};
    const float lambdas[] = {0.0f, LAMBDA, 2.0f * LAMBDA, BATCH * LAMBDA};
    for (int k = 0; k < 4; k++) {
        Bench b;
        bench_open(&b, run->seed, UNIFORM);
        for (int epoch = 0; epoch <= EPOCHS; epoch++) {
            if (epoch > 0)
                bench_train(&b, 1, PENALTY_L2, lambdas[k]);
            emit(run, "%s\t%d\t%.6g\t%.6g", names[k], epoch,
                 norm(b.w, FEATURES), set_loss(b.w, &b.data.test));
        }
        bench_close(&b);
    }
}

enum { INPUTS = 10, PARAMS = INPUTS + 1, STEPS = 1000 };
static const float OFFSET = 5.0f;

// Targets are raised by OFFSET, and the last input is always 1: its weight is
// the bias.
static void add_bias(Dataset *data)
{
    for (size_t i = 0; i < data->n; i++) {
        data->x[i * PARAMS + INPUTS] = 1.0f;
        data->target[i] += OFFSET;
    }
}

// Weights and bias together, decaying or not, by gradient descent.
void bias(Run *run)
{
    DataPair data;
    Rng rng = rng_seed(run->seed, 0);
    if (!dataset_make_regression(&data, TEST, TEST, PARAMS, &rng))
        fail("out of memory for the regression set; close other programs");
    add_bias(&data.train);
    add_bias(&data.test);
    for (int all = 0; all < 2; all++)
        for (int lambda = 0; lambda <= 3; lambda += 3) {
            float params[PARAMS] = {0}, g[PARAMS] = {0}, y[TEST] = {0};
            for (int step = 0; step < STEPS; step++) {
                linear_predict(y, data.train.x, params, TEST, PARAMS);
                squared_loss_gradient(g, data.train.x, y, data.train.target,
                                      TEST, PARAMS);
                sgd_step_decay(params, g, all ? PARAMS : INPUTS, PARAMS, 0.02f,
                               (float)lambda);
            }
            emit(run, "%s\t%d\t%.6g\t%.6g", all ? "all" : "weights", lambda,
                 (double)params[INPUTS], set_loss(params, &data.test));
        }
    data_pair_free(&data);
}

// The length of the weights where lr times lambda is no longer small.
void limit(Run *run)
{
    for (int lambda = 100; lambda <= 800; lambda += 100) {
        Bench b;
        bench_open(&b, run->seed, UNIFORM);
        bench_train(&b, EPOCHS, PENALTY_L2, (float)lambda);
        emit(run, "%d\t%.6g", lambda, norm(b.w, FEATURES));
        bench_close(&b);
    }
}

static void bias_numbers(Numbers *n)
{
    Table t = numbers_table(n, "bias");
    mean_number(n, &t, "bias-free", "decayed=weights lambda=3", "bias");
    mean_number(n, &t, "bias-free-test", "decayed=weights lambda=3", "test");
    mean_number(n, &t, "bias-decayed", "decayed=all lambda=3", "bias");
    mean_number(n, &t, "bias-decayed-test", "decayed=all lambda=3", "test");
    table_free(&t);
}

void ways_numbers(Numbers *n)
{
    Table t = numbers_table(n, "ways");
    for (int k = 0; k < 2; k++) {
        static const char *columns[] = {"difference", "penalty", "decay",
                                        "norm_penalty", "norm_decay"};
        for (int c = 0; c < 5; c++) {
            char name[48], where[48];
            snprintf(name, sizeof name, "%s-%s", k ? "adam" : "sgd",
                     columns[c]);
            snprintf(where, sizeof where, "optimiser=%s epoch=100",
                     k ? "adam" : "sgd");
            mean_number(n, &t, name, where, columns[c]);
        }
    }
    table_free(&t);
    t = numbers_table(n, "wrong");
    mean_number(n, &t, "start-norm", "rule=right epoch=0", "norm");
    mean_number(n, &t, "right-norm", "rule=right epoch=100", "norm");
    mean_number(n, &t, "nohalf-norm", "rule=nohalf epoch=100", "norm");
    mean_number(n, &t, "batch-norm", "rule=batch epoch=100", "norm");
    mean_number(n, &t, "nohalf-test", "rule=nohalf epoch=100", "test");
    mean_number(n, &t, "batch-test", "rule=batch epoch=100", "test");
    table_free(&t);
    t = numbers_table(n, "limit");
    mean_number(n, &t, "limit-300", "lambda=300", "norm");
    mean_number(n, &t, "limit-600", "lambda=600", "norm");
    mean_number(n, &t, "limit-700", "lambda=700", "norm");
    table_free(&t);
    bias_numbers(n);
}
