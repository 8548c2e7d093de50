// Chapter 2's experiments with gradients by layer; those with units that fall
// silent are in ch02_gradients_units.c. Run by `make plots
// ONLY=ch02_gradients`.
#include "ch02_gradients_parts.h"

#include "fail.h"
#include "progress.h"

#include <math.h>
#include <stdlib.h>

static const float SLOW = 0.001f; // the learning rate of this file

// The networks that are compared, each with several activations.
typedef struct Family {
    const char *name;
    size_t n_middle;
    Start start;
    size_t n_activations; // of ACTIVATIONS
} Family;

static const Activation ACTIVATIONS[] = {ACT_RELU, ACT_SIGMOID, ACT_TANH,
                                         ACT_LEAKY_RELU};
static const Family FAMILIES[] = {{"shallow", SHALLOW, UNIFORM, 4},
                                  {"deep", DEEP, UNIFORM, 3},
                                  {"scaled", DEEP, SCALED, 3}};
enum { N_FAMILIES = sizeof FAMILIES / sizeof *FAMILIES };

// The mean of |g| over weights and biases alike: the mistake.
static double mixed_mean(const Mlp *net, size_t l)
{
    size_t n = (net->width[l] + 1) * net->width[l + 1];
    double sum = 0.0; // db[l] lies right behind dw[l]
    for (size_t i = 0; i < n; i++)
        sum += fabs((double)net->dw[l][i]);
    return sum / (double)n;
}

// One epoch, and a row for each of its layers.
static void epoch_rows(Run *run, Bench *b, const char *name, int epoch)
{
    static uint8_t alive[MAX_UNITS];
    GradStats all[MLP_MAX_LAYERS] = {0}, last[MLP_MAX_LAYERS] = {0};
    double mean[MLP_MAX_LAYERS] = {0}, sd[MLP_MAX_LAYERS] = {0};
    double last_mean[MLP_MAX_LAYERS] = {0}, last_sd[MLP_MAX_LAYERS] = {0};
    EpochReport r = {0}; // for labs that do not write it yet
    size_t n_layers = b->net->n_layers;
    deep_train_epoch(&r, all, b->net, &b->data.train, b->mb, SLOW, &b->order);
    progress_step(b->data.train.n);
    grad_stats_finish(mean, sd, all, n_layers);
    grad_stats_add(last, b->net);
    grad_stats_finish(last_mean, last_sd, last, n_layers);
    Dataset sample = bench_sample(b);
    double dead = dead_share(alive, b->net, &sample);
    for (size_t l = 0; l < n_layers; l++)
        emit(run, "%s\t%d\t%zu\t%.6g\t%.6g\t%.6g\t%.6g\t%.6g\t%.6g\t%.6g\t%.6g",
             name, epoch, l + 1, r.loss, r.accuracy, r.zero_share, dead,
             mean[l], sd[l], last_mean[l], mixed_mean(b->net, l));
}

static void layers(Run *run)
{
    Bench b = bench_open();
    size_t n_nets = 0;
    for (size_t f = 0; f < N_FAMILIES; f++)
        n_nets += FAMILIES[f].n_activations;
    progress_begin(n_nets * EPOCHS);
    for (size_t f = 0; f < N_FAMILIES; f++)
        for (size_t k = 0; k < FAMILIES[f].n_activations; k++) {
            char name[48];
            snprintf(name, sizeof name, "%s-%s", FAMILIES[f].name,
                     activation_name(ACTIVATIONS[k]));
            bench_net(&b, run->seed, FAMILIES[f].n_middle, ACTIVATIONS[k],
                      FAMILIES[f].start);
            for (int epoch = 1; epoch <= EPOCHS; epoch++)
                epoch_rows(run, &b, name, epoch);
        }
    bench_close(&b);
}

// The mean |g| of the first layer, mini-batch by mini-batch, in the last epoch
// of the shallow ReLU network.
static void batches(Run *run)
{
    Bench b = bench_open();
    bench_net(&b, run->seed, SHALLOW, ACT_RELU, UNIFORM);
    size_t steps = bench_steps(&b);
    progress_begin(EPOCHS);
    for (size_t i = 1; i <= steps; i++) {
        GradStats stats[MLP_MAX_LAYERS] = {0};
        bench_train_to(&b, (EPOCHS - 1) * steps + i, SLOW);
        grad_stats_add(stats, b.net);
        emit(run, "%zu\t%.6g", i, stats[0].sum / stats[0].count);
    }
    bench_close(&b);
}

// What the chapter says about its data.
static void data(Run *run)
{
    Bench b = bench_open();
    size_t n = b.data.train.n;
    emit(run, "%zu\t%zu\t%zu\t%.6g\t%.6g", n, bench_steps(&b),
         n - (bench_steps(&b) - 1) * BATCH, b.pixel_mean, b.pixel_sd);
    bench_close(&b);
}

// The value of a column for a run in the last epoch, over all seeds.
static double final_mean(const Table *t, const char *run, size_t layer,
                         const char *column, double *sd)
{
    char where[96];
    snprintf(where, sizeof where, "run=%s epoch=%d layer=%zu", run, EPOCHS,
             layer);
    return table_mean(t, where, column, sd);
}

// Writes number PREFIX-RUN.
static void run_number(Numbers *n, const char *prefix, const char *run,
                       const char *format, double value)
{
    char name[64], text[32];
    snprintf(name, sizeof name, "%s-%s", prefix, run);
    for (char *c = name; *c; c++)
        *c = *c == '_' ? '-' : *c;
    snprintf(text, sizeof text, format, value);
    number(n, name, "%s", text);
}

static void family_numbers(Numbers *n, const Table *t, const Family *f)
{
    for (size_t k = 0; k < f->n_activations; k++) {
        char run[48];
        snprintf(run, sizeof run, "%s-%s", f->name,
                 activation_name(ACTIVATIONS[k]));
        size_t top = f->n_middle + 1; // the last layer before the output's
        double sd, accuracy = final_mean(t, run, 1, "accuracy", &sd);
        double low = final_mean(t, run, 2, "mean", NULL);
        double high = final_mean(t, run, top, "mean", NULL);
        run_number(n, "acc", run, "%.1f", 100 * accuracy);
        run_number(n, "acc-sd", run, "%.1f", 100 * sd);
        run_number(n, "first", run, "%.1e",
                   final_mean(t, run, 1, "mean", NULL));
        run_number(n, "second", run, "%.1e", low);
        run_number(n, "top", run, "%.1e", high);
        run_number(n, "out", run, "%.1e",
                   final_mean(t, run, top + 1, "mean", NULL));
        run_number(n, "factor", run, "%.2f",
                   pow(low / high, 1 / (double)(top - 2)));
        run_number(n, "zero", run, "%.1f",
                   100 * final_mean(t, run, 1, "zero", NULL));
        run_number(n, "fraction", run, "%.2f",
                   final_mean(t, run, 1, "zero", NULL));
        run_number(n, "dead", run, "%.1f",
                   100 * final_mean(t, run, 1, "dead", NULL));
    }
}

double *selected(const Table *t, const char *where, const char *column,
                 size_t *found)
{
    double *values = calloc(t->n_rows + 1, sizeof *values);
    if (!values)
        fail("out of memory for a table; close other programs");
    *found = table_select(t, where, column, values, t->n_rows);
    return values;
}

// What the two mistakes in the statistics do to a number.
static void mistake_numbers(Numbers *n, const Table *t)
{
    size_t found;
    double *mean = selected(t, "", "mean", &found);
    double *wrong = selected(t, "", "last", &found);
    double low = INFINITY, high = 0.0;
    for (size_t i = 0; i < found; i++) {
        low = fmin(low, wrong[i] / mean[i]);
        high = fmax(high, wrong[i] / mean[i]);
    }
    free(mean);
    free(wrong);
    number(n, "last-low", "%.2f", low);
    number(n, "last-high", "%.2f", high);
    const char *run = "shallow-sigmoid";
    double out = final_mean(t, run, 4, "last", NULL);
    double mixed = final_mean(t, run, 4, "mixed", NULL);
    number(n, "out-weights", "%.2e", out);
    number(n, "out-mixed", "%.2e", mixed);
    // 10 biases among 1010 numbers.
    number(n, "out-biases", "%.2e", (mixed * (WIDTH + 1) - out * WIDTH));
}

static void batch_numbers(Numbers *n)
{
    Table t = numbers_table(n, "batches");
    size_t found;
    double *mean = selected(&t, "seed=1", "mean", &found);
    double sum = 0.0, low = INFINITY, high = 0.0;
    for (size_t i = 0; i < found; i++) {
        sum += mean[i];
        low = fmin(low, mean[i]);
        high = fmax(high, mean[i]);
    }
    number(n, "batch-low", "%.2f", low * (double)found / sum);
    number(n, "batch-high", "%.2f", high * (double)found / sum);
    number(n, "batch-last", "%.2f", mean[found - 1] * (double)found / sum);
    free(mean);
    table_free(&t);
}

static void numbers(Numbers *n)
{
    Table t = numbers_table(n, "data");
    number(n, "train", "%.0f", table_mean(&t, "", "samples", NULL));
    number(n, "steps", "%.0f", table_mean(&t, "", "steps", NULL));
    number(n, "last-rows", "%.0f", table_mean(&t, "", "last_rows", NULL));
    number(n, "pixel-mean", "%.4f", table_mean(&t, "", "pixel_mean", NULL));
    number(n, "pixel-sd", "%.4f", table_mean(&t, "", "pixel_sd", NULL));
    table_free(&t);
    t = numbers_table(n, "layers");
    for (size_t f = 0; f < N_FAMILIES; f++)
        family_numbers(n, &t, &FAMILIES[f]);
    mistake_numbers(n, &t);
    table_free(&t);
    batch_numbers(n);
    unit_numbers(n);
}

int main(int argc, char **argv)
{
    static const Experiment experiments[] = {
        {"dying", "run\tbatches\tsilent\tfirst\taccuracy", 2, 0, dying},
        {"layers",
         "run\tepoch\tlayer\tloss\taccuracy\tzero\tdead\tmean\tsd\tlast\tmixed",
         3, 0, layers},
        {"unfed", "run\tepoch\taccuracy\tzero", 2, 0, unfed},
        {"batches", "batch\tmean", 1, 0, batches},
        {"data", "samples\tsteps\tlast_rows\tpixel_mean\tpixel_sd", 1, 1,
         data}};
    return experiment_main(argc, argv, "ch02_gradients", experiments,
                           sizeof experiments / sizeof *experiments, numbers);
}
