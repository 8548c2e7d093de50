// Chapter 6's experiments: this file has those with small networks of chapter
// 5; the convolutional network and SELU are in ch06_variants_*.c. Run by
// `make plots ONLY=ch06_variants`.
#include "ch06_variants_parts.h"

#include "ch04_dropout.h"
#include "ch05_mlp.h"
#include "ch06_variants.h"
#include "fail.h"
#include "init.h"
#include "layers.h"
#include "progress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

DataPair load_images(size_t n_train)
{
    DataPair images = experiment_images();
    if (n_train > 0 && n_train < images.train.n)
        images.train.n = n_train;
    return images;
}

void *have_memory(void *p)
{
    if (!p)
        fail("out of memory; close other programs");
    return p;
}

void percent(Numbers *n, const char *name, const Table *t, const char *where,
             const char *column)
{
    number(n, name, "%.1f", 100 * table_mean(t, where, column, NULL));
}

enum { HIDDEN = 128, CLASSES = 10, BATCH = 64, SAMPLES = 240000 };

// Test accuracy against the number of training images, for the same number of
// steps: 240,000 samples seen, whether 1000 images 240 times or 60,000 4 times.
// The last quarter of the steps is small, so that training ends at rest.
static void data_size(Run *run)
{
    static const size_t sizes[] = {1000, 3000, 10000, 30000, 60000};
    size_t n_all = 0;
    for (size_t k = 0; k < 10; k++)
        n_all += SAMPLES / sizes[k / 2];
    progress_begin(n_all);
    DataPair data = load_images(0);
    for (size_t k = 0; k < 10; k++) {
        data.train.n = sizes[k / 2];
        const size_t width[] = {data.train.n_features, HIDDEN, CLASSES};
        Mlp *net = have_memory(mlp_new(width, 2, BATCH, ACT_RELU));
        Minibatch *mb = have_memory(minibatch_new(&data.train, BATCH));
        Rng weights = rng_seed(run->seed, 1), rng = rng_seed(run->seed, 2);
        for (size_t l = 0; l < 2; l++)
            init_he(net->w[l], width[l] * width[l + 1], width[l], &weights);
        net->drop_prob[1] = k % 2 ? 0.5f : 0.0f;
        size_t n_epochs = SAMPLES / data.train.n;
        for (size_t i = 0; i < n_epochs; i++) {
            mlp_sgd_epoch(net, &data.train, mb,
                          4 * i < 3 * n_epochs ? 0.1f : 0.01f, &rng);
            progress_step(data.train.n);
        }
        Evaluation train = {0}, test = {0};
        mlp_evaluate(&train, net, &data.train);
        mlp_evaluate(&test, net, &data.test);
        emit(run, "%s\t%zu\t%.6g\t%.6g", k % 2 ? "dropout" : "none",
             data.train.n, train.accuracy, test.accuracy);
        mlp_free(net);
        minibatch_free(mb);
    }
    data_pair_free(&data);
}

// Mean over the columns of a matrix [rows][n] of their variance.
static double column_variance(const float *x, size_t rows, size_t n)
{
    float *column = have_memory(malloc(rows * sizeof *column));
    double sum = 0.0;
    for (size_t j = 0; j < n; j++) {
        double mean = 0.0, variance = 0.0;
        for (size_t i = 0; i < rows; i++)
            column[i] = x[i * n + j];
        moments(&mean, &variance, column, rows);
        sum += variance / (double)n;
    }
    free(column);
    return sum;
}

// What batch normalisation behind a dropout layer would see: the variance of
// the next layer's units in training and in evaluation. relu(N(0, 1)) units.
static void shift(Run *run)
{
    enum { ROWS = 4000, N = 128 };
    static float h[ROWS * N], d[ROWS * N], z[ROWS * N], w[N * N];
    static uint8_t mask[ROWS * N];
    Rng rng = rng_seed(run->seed, 0);
    init_normal(h, ROWS * N, 1.0f, &rng);
    for (size_t i = 0; i < ROWS * N; i++)
        h[i] = h[i] > 0.0f ? h[i] : 0.0f;
    init_he(w, N * N, N, &rng);
    linear_forward(z, h, w, NULL, ROWS, N, N);
    double evaluation = column_variance(z, ROWS, N);
    for (int k = 0; k <= 8; k++) {
        float p = (float)k / 10.0f;
        dropout_forward(d, mask, h, ROWS, N, p, &rng);
        linear_forward(z, d, w, NULL, ROWS, N, N);
        double training = column_variance(z, ROWS, N);
        emit(run, "%.1f\t%.6g\t%.6g\t%.6g", (double)p, training, evaluation,
             training / evaluation);
    }
}

// How far dropout is ahead in test accuracy, in points, seed by seed.
static void gain_number(Numbers *n, const Table *t, const char *name,
                        const char *images)
{
    enum { MAX = 1024 };
    double none[MAX] = {0}, dropped[MAX] = {0}, mean = 0.0, squares = 0.0;
    char where[48], with_sd[48];
    snprintf(where, sizeof where, "run=none images=%s", images);
    size_t found = table_select(t, where, "test", none, MAX);
    snprintf(where, sizeof where, "run=dropout images=%s", images);
    table_select(t, where, "test", dropped, MAX);
    if (found > MAX)
        fail("SEEDS: %zu are more than %d; take fewer", found, MAX);
    size_t seeds = found;
    for (size_t i = 0; i < seeds; i++)
        mean += (dropped[i] - none[i]) / (double)seeds;
    for (size_t i = 0; i < seeds && seeds > 1; i++)
        squares += pow(dropped[i] - none[i] - mean, 2) / (double)(seeds - 1);
    snprintf(with_sd, sizeof with_sd, "%s-sd", name);
    number(n, name, "%+.1f", 100 * mean);
    number(n, with_sd, "%.1f", 100 * sqrt(squares));
}

static void size_numbers(Numbers *n)
{
    static const char *const names[] = {"1k", "10k", "60k"};
    static const char *const sizes[] = {"1000", "10000", "60000"};
    Table t = numbers_table(n, "data-size");
    for (int k = 0; k < 6; k++) {
        const char *run = k % 2 ? "dropout" : "none";
        char name[32], where[48];
        snprintf(where, sizeof where, "run=%s images=%s", run, sizes[k / 2]);
        snprintf(name, sizeof name, "size-%s-%s", run, names[k / 2]);
        percent(n, name, &t, where, "test");
        snprintf(name, sizeof name, "size-%s-%s-train", run, names[k / 2]);
        percent(n, name, &t, where, "train");
    }
    for (int k = 0; k < 3; k++) {
        char name[32];
        snprintf(name, sizeof name, "size-gain-%s", names[k]);
        gain_number(n, &t, name, sizes[k]);
    }
    number(n, "size-samples", "%d", SAMPLES);
    table_free(&t);
}

static void numbers(Numbers *n)
{
    cnn_numbers(n);
    selu_numbers(n);
    size_numbers(n);
    Table t = numbers_table(n, "shift");
    number(n, "shift-20", "%.2f", table_mean(&t, "p=0.2", "ratio", NULL));
    number(n, "shift-50", "%.2f", table_mean(&t, "p=0.5", "ratio", NULL));
    table_free(&t);
}

int main(int argc, char **argv)
{
    static const Experiment experiments[] = {
        {"cnn-plain", "epoch\tloss\ttrain\ttest", 1, 1, cnn_plain},
        {"cnn-dropout", "epoch\tloss\ttrain\ttest", 1, 1, cnn_dropout},
        {"cnn-spatial", "run\tepoch\tloss\ttrain\ttest", 2, 1, cnn_spatial},
        {"maps", "kind\tmap\trow\tcolumn\tvalue", 4, 1, feature_maps},
        {"data-size", "run\timages\ttrain\ttest", 2, 0, data_size},
        {"selu", "run\tepoch\tloss\ttrain\ttest", 2, 0, selu_training},
        {"depth", "run\tlayer\tmean\tvariance", 2, 0, depth},
        {"shift", "p\ttraining\tevaluation\tratio", 1, 0, shift}};
    return experiment_main(argc, argv, "ch06_variants", experiments,
                           sizeof experiments / sizeof *experiments, numbers);
}
