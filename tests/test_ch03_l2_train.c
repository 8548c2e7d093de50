// Suite of chapter 3, fourth part: an epoch of training with a penalty.
#include "ch03_l2.h"
#include "mlp.h" // batch_rows
#include "structs.h"
#include "suite.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

void train_tasks(Suite *suite);
// In tests/test_ch03_l2_step.c.
double penalty_slope(Penalty penalty, double w);
void arg_penalty(Call *c, Penalty penalty);

static const char *show_model(const void *value)
{
    LinearModel model;
    memcpy(&model, value, sizeof model);
    return words("model->n=%zu", model.n);
}

// A call of penalty_train_epoch and the number of the weights.
typedef struct Trained {
    Call *call;
    int w;
} Trained;

static Trained epoch_call(const float *w, const Dataset *data, size_t batch,
                          float lr, Penalty penalty, float lambda, Rng rng)
{
    Trained t = {.call = call_begin("penalty_train_epoch", T_F64)};
    LinearModel model = {.n = data->n_features};
    int s = arg_inout(t.call, "model", T_BYTES, &model, sizeof model);
    arg_show(t.call, show_model);
    t.w = array_inout(t.call, "model->w", T_F32, w, model.n);
    int dw = array_out(t.call, "model->dw", T_F32, model.n);
    int prediction = array_out(t.call, "model->prediction", T_F32, batch);
    int target = array_out(t.call, "model->target", T_F32, batch);
    array_link(t.call, s, offsetof(LinearModel, w), t.w, 0);
    array_link(t.call, s, offsetof(LinearModel, dw), dw, 0);
    array_link(t.call, s, offsetof(LinearModel, prediction), prediction, 0);
    array_link(t.call, s, offsetof(LinearModel, target), target, 0);
    array_ignore(t.call, dw);
    array_ignore(t.call, prediction);
    array_ignore(t.call, target);
    arg_dataset(t.call, "data", data);
    arg_minibatch(t.call, "mb", data, batch);
    arg_f32(t.call, "lr", lr);
    arg_penalty(t.call, penalty);
    arg_f32(t.call, "lambda", lambda);
    arg_rng(t.call, "rng", rng);
    return t;
}

static Dataset regression_data(Rng *rng, size_t n, size_t n_features)
{
    return (Dataset){.n = n,
                     .n_features = n_features,
                     .x = normal_f32(rng, n * n_features),
                     .target = normal_f32(rng, n)};
}

static double error_of(const Dataset *data, size_t i, const double *w)
{
    double error = -(double)data->target[i];
    for (size_t j = 0; j < data->n_features; j++)
        error += (double)data->x[i * data->n_features + j] * w[j];
    return error;
}

enum { MAX_FEATURES = 16, MAX_SAMPLES = 32 };

// The same epoch in double. Returns the mean squared error as seen.
static double reference_epoch(double *w, const Dataset *data, size_t batch,
                              double lr, Penalty penalty, double lambda,
                              Rng rng)
{
    size_t n = data->n_features, order[MAX_SAMPLES];
    double sum = 0.0;
    rng_permutation(&rng, order, data->n);
    for (size_t i = 0; i < data->n; i += batch) {
        size_t rows = batch_rows(i, data->n, batch);
        double g[MAX_FEATURES] = {0};
        for (size_t k = i; k < i + rows; k++) {
            double error = error_of(data, order[k], w);
            sum += error * error / (double)data->n;
            for (size_t j = 0; j < n; j++)
                g[j] += 2.0 * error * (double)data->x[order[k] * n + j] /
                        (double)rows;
        }
        for (size_t j = 0; j < n; j++)
            w[j] -= lr * (g[j] + lambda * penalty_slope(penalty, w[j]));
    }
    return sum;
}

// Samples, batch, features: full batches, a short last one, one sample, one at
// a time, all at once.
static const size_t EPOCHS[][3] = {
    {12, 4, 5}, {11, 4, 5}, {1, 4, 3}, {5, 1, 1}, {7, 7, 16}};

START_TEST(epoch_agrees_with_the_formula)
{
    for (size_t k = 0; k < 5; k++) {
        size_t batch = EPOCHS[k][1], n = EPOCHS[k][2];
        Rng rng = test_rng(130 + k);
        Dataset data = regression_data(&rng, EPOCHS[k][0], n);
        float *w = normal_f32(&rng, n), *after = normal_f32(&rng, n);
        double want[MAX_FEATURES];
        for (size_t j = 0; j < n; j++)
            want[j] = (double)w[j];
        double loss =
            reference_epoch(want, &data, batch, 0.02, (Penalty)_i, 3.0, rng);
        for (size_t j = 0; j < n; j++)
            after[j] = (float)want[j];
        Trained t = epoch_call(w, &data, batch, 0.02f, (Penalty)_i, 3.0f, rng);
        call_both(t.call);
        expect_f32(t.call, t.w, after, (Tolerance){1e-5, 1e-4},
                   "Shuffle once, then a step a batch: mean gradient of its "
                   "rows plus lambda times the penalty's, whatever its size.");
        expect_number(t.call, loss, (Tolerance){1e-5, 1e-4},
                      "The mean squared error of a sample as seen during the "
                      "epoch, without the penalty.");
        expect_same(t.call, (Tolerance){1e-5, 1e-4},
                    "One permutation is all that is drawn.");
    }
}
END_TEST

START_TEST(epoch_returns_the_mean_loss)
{
    Rng rng = test_rng(140);
    Dataset data = regression_data(&rng, 10, 5);
    float *w = normal_f32(&rng, 5);
    double copy[5], want = 0.0;
    for (size_t j = 0; j < 5; j++)
        copy[j] = (double)w[j];
    for (size_t i = 0; i < 10; i++)
        want += pow(error_of(&data, i, copy), 2.0) / 10.0;
    Trained t = epoch_call(w, &data, 4, 0.0f, PENALTY_L2, 3.0f, rng);
    call_student(t.call);
    expect_number(t.call, want, (Tolerance){1e-5, 1e-5},
                  "Without steps (lr = 0) the mean over 4 + 4 + 2 samples is "
                  "that of the whole set, and the penalty is no part of it.");
    expect_f32(t.call, t.w, w, EXACT, "lr = 0 changes no weight.");
    data.n = 0;
    t = epoch_call(w, &data, 4, 0.1f, PENALTY_L2, 3.0f, rng);
    call_student(t.call);
    expect_number(t.call, 0.0, EXACT, "No data: 0, not 0 / 0.");
    expect_f32(t.call, t.w, w, EXACT, "No data: no step.");
}
END_TEST

void train_tasks(Suite *suite)
{
    TCase *t = task(suite, "penalty-train-epoch");
    tcase_add_loop_test(t, epoch_agrees_with_the_formula, 0, 3);
    tcase_add_test(t, epoch_returns_the_mean_loss);
}
