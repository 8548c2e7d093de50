// Chapter 4's experiments with the network for the digits, 64-64-10.
#include "ch04_dropout_parts.h"

#include "ch01_activations.h"
#include "ch04_dropout.h"
#include "ch05_mlp.h"
#include "fail.h"
#include "init.h"
#include "layers.h"
#include "progress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PIXELS = 64, HIDDEN = 64, CLASSES = 10, BATCH = 32, EPOCHS = 10 };
static const float SLOW = 0.001f, FAST = 0.1f; // learning rates
enum { LONG = 60 };                            // epochs for the last figures

// All that one training needs.
typedef struct Bench {
    DataPair data; // 80 % training, 20 % test
    Mlp *net;
    Minibatch *mb;
    Rng rng;
} Bench;

static Bench bench_open(uint64_t seed, float drop_prob)
{
    Bench b = {.rng = rng_seed(seed, 2)};
    Dataset all;
    char reason[256];
    if (!dataset_read_digits(&all, "data/digits.csv.gz", reason, sizeof reason))
        fail("%s", reason);
    Rng split = rng_seed(seed, 0), weights = rng_seed(seed, 1);
    size_t width[] = {PIXELS, HIDDEN, CLASSES};
    bool ok = dataset_split(&b.data, &all, 0.8, &split);
    dataset_free(&all);
    b.net = mlp_new(width, 2, BATCH, ACT_RELU);
    b.mb = ok ? minibatch_new(&b.data.train, BATCH) : NULL;
    if (!b.net || !b.mb)
        fail("out of memory for the digits; close other programs");
    for (int l = 0; l < 2; l++) {
        b.net->drop_prob[l] = drop_prob;
        init_normal(b.net->w[l], width[l] * width[l + 1], 1.0f / 8.0f,
                    &weights);
    }
    return b;
}

static void bench_close(Bench *b)
{
    data_pair_free(&b->data);
    mlp_free(b->net);
    minibatch_free(b->mb);
}

static double train_epoch(Bench *b, float lr)
{
    double loss =
        digits_train_epoch(b->net, &b->data.train, b->mb, lr, &b->rng);
    progress_step(b->data.train.n);
    return loss;
}

static void train(Bench *b, int n_epochs)
{
    for (int epoch = 0; epoch < n_epochs; epoch++)
        train_epoch(b, FAST);
}

// Loss and test accuracy by epoch: a rate that is too small and one that
// works, with and without dropout.
void digits(Run *run)
{
    progress_begin(4 * EPOCHS);
    for (int k = 0; k < 4; k++) {
        static const char *names[] = {"slow-plain", "slow-dropout",
                                      "fast-plain", "fast-dropout"};
        float lr = k < 2 ? SLOW : FAST;
        Bench b = bench_open(run->seed, k % 2 ? 0.5f : 0.0f);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            double loss = train_epoch(&b, lr);
            emit(run, "%s\t%d\t%.6g\t%.6g", names[k], epoch, loss,
                 digits_accuracy(b.net, &b.data.test));
        }
        bench_close(&b);
    }
}

enum { GRADIENT_MASKS = 500 };

// The mean size and the spread, over masks, of dL/dw of the first layer, for
// one batch and a trained network.
void gradient(Run *run)
{
    enum { MASKS = GRADIENT_MASKS, N = PIXELS * HIDDEN };
    Bench b = bench_open(run->seed, 0.0f);
    progress_begin(EPOCHS);
    train(&b, EPOCHS);
    minibatch_take(b.mb, &b.data.train, 0);
    for (int k = 0; k <= 9; k++) {
        static double sum[N], squares[N];
        memset(sum, 0, sizeof sum);
        memset(squares, 0, sizeof squares);
        b.net->drop_prob[0] = b.net->drop_prob[1] = (float)k / 10.0f;
        for (int m = 0; m < MASKS; m++) {
            digits_forward(b.net, b.mb->x, BATCH, true, &b.rng);
            digits_backward(b.net, b.mb->y, BATCH);
            for (int i = 0; i < N; i++) {
                double g = (double)b.net->dw[0][i];
                sum[i] += g / MASKS;
                squares[i] += g * g / MASKS;
            }
        }
        double mean = 0.0, variance = 0.0;
        for (int i = 0; i < N; i++) {
            mean += fabs(sum[i]) / N;
            variance += (squares[i] - sum[i] * sum[i]) / N;
        }
        emit(run, "%.1f\t%.6g\t%.6g", k / 10.0, mean,
             sqrt(fmax(variance, 0.0)));
    }
    bench_close(&b);
}

// Accuracy of the mean prediction of m thinned networks.
void ensemble(Run *run)
{
    enum { MASKS = 100 };
    Bench b = bench_open(run->seed, 0.5f);
    progress_begin(LONG);
    train(&b, LONG);
    const Dataset *test = &b.data.test;
    size_t n = test->n * CLASSES;
    float *sum = calloc(n, sizeof *sum);
    if (!sum)
        fail("out of memory for the test set; close other programs");
    for (int m = 1; m <= MASKS; m++) {
        float p[BATCH * CLASSES] = {0};
        for (size_t i = 0; i < test->n; i += BATCH) {
            size_t rows = batch_rows(i, test->n, BATCH);
            digits_forward(b.net, test->x + i * PIXELS, rows, true, &b.rng);
            softmax_rows(p, b.net->z[1], rows, CLASSES);
            for (size_t j = 0; j < rows * CLASSES; j++)
                sum[i * CLASSES + j] += p[j];
        }
        if (m <= 10 || m % 10 == 0)
            emit(run, "%d\t%.6g", m,
                 (double)count_correct(sum, test->y, test->n, CLASSES) /
                     (double)test->n);
    }
    emit(run, "0\t%.6g", digits_accuracy(b.net, test));
    free(sum);
    bench_close(&b);
}

// Accuracy when hidden units are taken away from the trained network.
void removal(Run *run)
{
    progress_begin(2 * LONG);
    for (int k = 0; k < 2; k++) {
        Bench b = bench_open(run->seed, k ? 0.5f : 0.0f);
        train(&b, LONG);
        size_t order[HIDDEN];
        rng_permutation(&b.rng, order, HIDDEN);
        for (int removed = 0; removed <= HIDDEN; removed++) {
            if (removed % 4 == 0)
                emit(run, "%s\t%d\t%.6g", k ? "dropout" : "plain", removed,
                     digits_accuracy(b.net, &b.data.test));
            for (size_t c = 0; removed < HIDDEN && c < CLASSES; c++)
                b.net->w[1][c * HIDDEN + order[removed]] = 0.0f;
        }
        bench_close(&b);
    }
}

// Two calls of a 784-256-256-10 network on the same 100 random rows: in
// training mode they differ, in evaluation mode they don't.
void modes(Run *run)
{
    enum { ROWS = 100, N = ROWS * CLASSES };
    const size_t width[] = {784, 256, 256, CLASSES};
    Rng rng = rng_seed(run->seed, 0);
    Mlp *net = mlp_new(width, 3, ROWS, ACT_RELU);
    float *x = calloc(ROWS * width[0], sizeof *x), first[N];
    if (!net || !x)
        fail("out of memory for a network; close other programs");
    init_normal(x, ROWS * width[0], 1.0f, &rng);
    for (int l = 0; l < 3; l++) {
        init_he(net->w[l], width[l] * width[l + 1], width[l], &rng);
        net->drop_prob[l] = l > 0 ? 0.5f : 0.0f;
    }
    for (int training = 0; training < 2; training++) {
        mlp_forward(net, x, ROWS, training, &rng);
        memcpy(first, net->z[2], sizeof first);
        mlp_forward(net, x, ROWS, training, &rng);
        double differing = 0.0, size = 0.0, change = 0.0;
        for (int i = 0; i < N; i++) {
            differing += net->z[2][i] != first[i];
            size += fabs((double)first[i]) / N;
            change += fabs((double)net->z[2][i] - (double)first[i]) / N;
        }
        emit(run, "%s\t%.6g\t%.6g\t%.6g", training ? "training" : "evaluation",
             differing / N, size, change);
    }
    free(x);
    mlp_free(net);
}

static void accuracy_number(Numbers *n, Table *t, const char *name,
                            const char *where)
{
    double sd, mean = table_mean(t, where, "accuracy", &sd);
    number(n, name, "%.1f", 100 * mean);
    char with_sd[64];
    snprintf(with_sd, sizeof with_sd, "%s-sd", name);
    number(n, with_sd, "%.1f", 100 * sd);
}

static void size_numbers(Numbers *n)
{
    Bench b = bench_open(1, 0.0f);
    number(n, "digits-train", "%zu", b.data.train.n);
    number(n, "digits-test", "%zu", b.data.test.n);
    bench_close(&b);
}

static void gradient_numbers(Numbers *n, const Table *t)
{
    for (int percent = 20; percent <= 80; percent += 30) {
        char name[48], where[32];
        snprintf(where, sizeof where, "p=%.1f", percent / 100.0);
        snprintf(name, sizeof name, "gradient-mean-%d", percent);
        number(n, name, "%.2g", table_mean(t, where, "mean", NULL));
        snprintf(name, sizeof name, "gradient-sd-%d", percent);
        number(n, name, "%.2g", table_mean(t, where, "sd", NULL));
    }
    number(n, "gradient-none", "%.2g", table_mean(t, "p=0.0", "mean", NULL));
    number(n, "gradient-masks", "%d", GRADIENT_MASKS);
}

void network_numbers(Numbers *n)
{
    size_numbers(n);
    Table t = numbers_table(n, "digits");
    accuracy_number(n, &t, "slow-plain", "run=slow-plain epoch=10");
    accuracy_number(n, &t, "slow-dropout", "run=slow-dropout epoch=10");
    accuracy_number(n, &t, "fast-plain", "run=fast-plain epoch=10");
    accuracy_number(n, &t, "fast-dropout", "run=fast-dropout epoch=10");
    table_free(&t);
    t = numbers_table(n, "ensemble");
    accuracy_number(n, &t, "one-subnetwork", "masks=1");
    accuracy_number(n, &t, "hundred-subnetworks", "masks=100");
    accuracy_number(n, &t, "whole-network", "masks=0");
    table_free(&t);
    t = numbers_table(n, "removal");
    accuracy_number(n, &t, "half-plain", "run=plain removed=32");
    accuracy_number(n, &t, "half-dropout", "run=dropout removed=32");
    table_free(&t);
    t = numbers_table(n, "modes");
    number(n, "modes-training", "%.0f",
           100 * table_mean(&t, "mode=training", "differing", NULL));
    number(n, "modes-evaluation", "%.0f",
           100 * table_mean(&t, "mode=evaluation", "differing", NULL));
    number(n, "modes-size", "%.2f",
           table_mean(&t, "mode=training", "size", NULL));
    number(n, "modes-change", "%.2f",
           table_mean(&t, "mode=training", "change", NULL));
    table_free(&t);
    t = numbers_table(n, "gradient");
    gradient_numbers(n, &t);
    table_free(&t);
}
