// Chapter 2's experiments with units that fall silent.
#include "ch02_gradients_parts.h"

#include "layers.h"
#include "progress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float MEDIUM = 0.1f; // a learning rate that trains
enum { LONG = 10 };               // epochs of `dying`

// Circumstances in which a ReLU may die.
typedef struct Danger {
    const char *name;
    Start start;
    float bias, lr;
} Danger;

static const Danger DANGERS[] = {{"zero", UNIFORM, 0.0f, 0.5f},
                                 {"minus2", UNIFORM, -0.2f, 0.5f},
                                 {"minus5", UNIFORM, -0.5f, 0.5f},
                                 {"he", SCALED, 0.0f, 0.3f}};
enum { N_DANGERS = sizeof DANGERS / sizeof *DANGERS };

// What the network does with the sample: the share of hidden units, and of
// those in the first layer, that are never above 0; the accuracy.
typedef struct Look {
    double silent, first, accuracy;
} Look;

static Look look(Bench *b)
{
    uint8_t loud[MAX_UNITS] = {0};
    Mlp *net = b->net;
    Dataset data = bench_sample(b);
    size_t right = 0, units = 0;
    for (size_t i = 0; i < data.n; i += BATCH) {
        size_t rows = batch_rows(i, data.n, BATCH);
        deep_forward(net, data.x + i * data.n_features, rows);
        right +=
            count_correct(net->z[net->n_layers - 1], data.y + i, rows, CLASSES);
        units = 0;
        for (size_t l = 1; l < net->n_layers; l++, units += WIDTH)
            for (size_t k = 0; k < rows * WIDTH; k++)
                loud[units + k % WIDTH] |= net->z[l - 1][k] > 0.0f;
    }
    Look seen = {.accuracy = (double)right / (double)data.n};
    for (size_t u = 0; u < units; u++) {
        seen.silent += loud[u] ? 0.0 : 1.0 / (double)units;
        seen.first += loud[u] || u >= WIDTH ? 0.0 : 1.0 / WIDTH;
    }
    return seen;
}

// 0, 1, 2, 3, 4, 6, 9, ... and, last, end.
static size_t next_look(size_t step, size_t end)
{
    size_t next = step < 3 ? step + 1 : step * 3 / 2;
    return step < end && next > end ? end : next;
}

// ReLU and leaky ReLU side by side, in dangerous circumstances.
void dying(Run *run)
{
    Bench b = bench_open();
    size_t end = LONG * bench_steps(&b);
    progress_begin(2 * N_DANGERS * LONG);
    for (int k = 0; k < 2 * N_DANGERS; k++) {
        const Danger *d = &DANGERS[k / 2];
        Activation activation = k % 2 ? ACT_LEAKY_RELU : ACT_RELU;
        bench_net(&b, run->seed, SHALLOW, activation, d->start);
        bench_set_biases(&b, d->bias);
        for (size_t step = 0; step <= end; step = next_look(step, end)) {
            bench_train_to(&b, step, d->lr);
            Look seen = look(&b);
            emit(run, "%s-%s\t%zu\t%.6g\t%.6g\t%.6g", k % 2 ? "leaky" : "relu",
                 d->name, step, seen.silent, seen.first, seen.accuracy);
        }
    }
    bench_close(&b);
}

// The share of hidden z that are not above 0: what a program counts that
// computes ReLU on the side.
static double counted_zeros(Bench *b)
{
    size_t zeros = 0, all = 0;
    Dataset data = bench_sample(b);
    for (size_t i = 0; i < data.n; i += BATCH) {
        size_t rows = batch_rows(i, data.n, BATCH);
        deep_forward(b->net, data.x + i * data.n_features, rows);
        for (size_t l = 1; l < b->net->n_layers; l++)
            for (size_t k = 0; k < rows * WIDTH; k++, all++)
                zeros += b->net->z[l - 1][k] > 0.0f ? 0 : 1;
    }
    return all > 0 ? (double)zeros / (double)all : 0.0;
}

// ReLU as it should be; ReLU counted but not fed to the next layer, so that the
// network is linear; and no hidden layer at all.
void unfed(Run *run)
{
    static const char *const names[] = {"fed", "counted", "single"};
    Bench b = bench_open();
    progress_begin(3 * EPOCHS);
    for (int k = 0; k < 3; k++) {
        if (k == 2)
            bench_linear(&b, run->seed);
        else
            bench_net(&b, run->seed, SHALLOW, k ? ACT_IDENTITY : ACT_RELU,
                      UNIFORM);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            EpochReport r = {0};
            GradStats stats[MLP_MAX_LAYERS] = {0};
            deep_train_epoch(&r, stats, b.net, &b.data.train, b.mb, MEDIUM,
                             &b.order);
            progress_step(b.data.train.n);
            emit(run, "%s\t%d\t%.6g\t%.6g", names[k], epoch, r.accuracy,
                 counted_zeros(&b));
        }
    }
    bench_close(&b);
}

static void named(Numbers *n, const char *what, const char *run,
                  const char *format, double value)
{
    char name[64], text[32];
    snprintf(name, sizeof name, "%s-%s", what, run);
    snprintf(text, sizeof text, format, value);
    number(n, name, "%s", text);
}

// At the start, at worst and at the end; and how many seeds learned, that is,
// end above 50 % accuracy.
static void dying_numbers(Numbers *n, const Table *t, const char *run)
{
    char where[64];
    snprintf(where, sizeof where, "run=%s", run);
    size_t found;
    double *step = selected(t, where, "batches", &found);
    double *silent = selected(t, where, "silent", &found);
    double *accuracy = selected(t, where, "accuracy", &found);
    double end = 0.0, peak = 0.0, learned = 0.0;
    for (size_t i = 0; i < found; i++) {
        end = fmax(end, step[i]);
        peak = fmax(peak, silent[i]);
    }
    for (size_t i = 0; i < found; i++)
        learned += step[i] >= end && accuracy[i] > 0.5;
    free(step);
    free(silent);
    free(accuracy);
    named(n, "peak", run, "%.1f", 100 * peak);
    named(n, "learned", run, "%.0f", learned);
    snprintf(where, sizeof where, "run=%s batches=0", run);
    named(n, "start", run, "%.1f", 100 * table_mean(t, where, "silent", NULL));
    snprintf(where, sizeof where, "run=%s batches=%.0f", run, end);
    named(n, "end", run, "%.1f", 100 * table_mean(t, where, "silent", NULL));
    named(n, "first", run, "%.1f", 100 * table_mean(t, where, "first", NULL));
    named(n, "acc", run, "%.1f", 100 * table_mean(t, where, "accuracy", NULL));
}

void unit_numbers(Numbers *n)
{
    Table t = numbers_table(n, "dying");
    for (int k = 0; k < 2 * N_DANGERS; k++) {
        char run[48];
        snprintf(run, sizeof run, "%s-%s", k % 2 ? "leaky" : "relu",
                 DANGERS[k / 2].name);
        dying_numbers(n, &t, run);
    }
    table_free(&t);
    t = numbers_table(n, "unfed");
    const char *const runs[] = {"fed", "counted", "single"};
    for (int k = 0; k < 3; k++) {
        char where[64];
        snprintf(where, sizeof where, "run=%s epoch=%d", runs[k], EPOCHS);
        named(n, "acc", runs[k], "%.1f",
              100 * table_mean(&t, where, "accuracy", NULL));
        named(n, "zeros", runs[k], "%.1f",
              100 * table_mean(&t, where, "zero", NULL));
    }
    table_free(&t);
}
