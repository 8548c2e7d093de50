// Chapter 6's experiments with the convolutional network.
#include "ch06_variants_parts.h"

#include "ch04_dropout.h"
#include "ch06_variants.h"
#include "init.h"
#include "layers.h"
#include "progress.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH = 256, EPOCHS = 15, SIDE = 28, CLASSES = 10 };
enum { SHORT = 6 };    // epochs of the shorter comparison
enum { SEEN = 10000 }; // training images on which accuracy is measured
static const float LR = 0.5f;

// All that one training needs.
typedef struct Bench {
    DataPair data;
    Dataset seen; // part of it
    Cnn *net;
    Minibatch *mb;
    Rng rng;
} Bench;

static void he_weights(Cnn *net, Rng *rng)
{
    for (int k = 0; k < CNN_STAGES; k++) {
        CnnStage *t = &net->stage[k];
        size_t n_in = t->conv.in_channels * CNN_KERNEL * CNN_KERNEL;
        init_he(t->w, t->maps * n_in, n_in, rng);
    }
    for (int l = 0; l < 2; l++)
        init_he(net->w[l], net->width[l] * net->width[l + 1], net->width[l],
                rng);
}

// n_train: of the training set, 0 for all. batch: at most BATCH.
static Bench bench_open(uint64_t seed, size_t n_train, size_t batch)
{
    Bench b = {.data = load_images(n_train), .rng = rng_seed(seed, 2)};
    const CnnSize size = {1, SIDE, SIDE, {32, 64}, 128, CLASSES, BATCH};
    Rng weights = rng_seed(seed, 1);
    b.seen = dataset_part(&b.data.train, 0, SEEN);
    b.net = have_memory(cnn_new(size));
    b.mb = have_memory(minibatch_new(&b.data.train, batch));
    he_weights(b.net, &weights);
    return b;
}

static void bench_close(Bench *b)
{
    data_pair_free(&b->data);
    cnn_free(b->net);
    minibatch_free(b->mb);
}

// The share that is classified rightly in evaluation mode.
static double accuracy(Cnn *net, const Dataset *data)
{
    size_t right = 0;
    for (size_t i = 0; i < data->n; i += BATCH) {
        size_t rows = batch_rows(i, data->n, BATCH);
        cnn_forward(net, data->x + i * data->n_features, rows, false, NULL);
        right += count_correct(net->z[1], data->y + i, rows, CLASSES);
    }
    return data->n > 0 ? (double)right / (double)data->n : 0.0;
}

// Emits a row an epoch: "KEYepoch, loss, accuracy on training and test set".
static void train(Run *run, Bench *b, int n_epochs, float lr, const char *key)
{
    for (int epoch = 1; epoch <= n_epochs; epoch++) {
        double loss = cnn_sgd_epoch(b->net, &b->data.train, b->mb, lr, &b->rng);
        progress_step(b->data.train.n);
        emit(run, "%s%d\t%.6g\t%.6g\t%.6g", key, epoch, loss,
             accuracy(b->net, &b->seen), accuracy(b->net, &b->data.test));
    }
}

static void whole_training(Run *run, float drop_prob)
{
    Bench b = bench_open(run->seed, 0, BATCH);
    b.net->drop_prob = drop_prob;
    progress_begin(EPOCHS);
    train(run, &b, EPOCHS, LR, "");
    bench_close(&b);
}

void cnn_plain(Run *run)
{
    whole_training(run, 0.0f);
}

void cnn_dropout(Run *run)
{
    whole_training(run, 0.3f);
}

// Less data, fewer epochs, smaller steps: none, spatial dropout after each
// pooling, and element-wise dropout of the flattened features.
void cnn_spatial(Run *run)
{
    static const struct {
        const char *key;
        float spatial, flat;
    } runs[] = {{"none\t", 0.0f, 0.0f},
                {"spatial\t", 0.25f, 0.0f},
                {"flat\t", 0.0f, 0.3f}};
    progress_begin(3 * SHORT);
    for (int k = 0; k < 3; k++) {
        Bench b = bench_open(run->seed, SEEN, 64);
        b.net->stage[0].drop_prob = b.net->stage[1].drop_prob = runs[k].spatial;
        b.net->drop_prob = runs[k].flat;
        train(run, &b, SHORT, 0.1f, runs[k].key);
        bench_close(&b);
    }
}

enum { SHOWN = 8, MAPS = 32 }; // feature maps

static double total(const float *y, size_t n)
{
    double mean = 0.0, variance = 0.0;
    moments(&mean, &variance, y, n);
    return mean * (double)n;
}

// The maps with the largest sums, so that there is something to see.
static void choose_maps(size_t *chosen, const CnnStage *t)
{
    bool taken[MAPS] = {false};
    for (size_t k = 0; k < SHOWN; k++) {
        size_t best = MAPS;
        for (size_t m = 0; m < MAPS; m++)
            if (!taken[m] &&
                (best == MAPS || total(t->y + m * t->area, t->area) >
                                     total(t->y + best * t->area, t->area)))
                best = m;
        taken[best] = true;
        chosen[k] = best;
    }
}

// Values as a share of the largest of their map before dropout.
static void emit_maps(Run *run, const char *kind, const float *y,
                      const CnnStage *t, const size_t *chosen)
{
    size_t side = t->width / 2;
    for (size_t k = 0; k < SHOWN; k++) {
        const float *whole = t->y + chosen[k] * t->area;
        const float *map = y + chosen[k] * t->area;
        float largest = 0.0f;
        for (size_t i = 0; i < t->area; i++)
            largest = whole[i] > largest ? whole[i] : largest;
        for (size_t i = 0; i < t->area; i++)
            emit(run, "%s\t%zu\t%zu\t%zu\t%.4g", kind, k, i / side, i % side,
                 largest > 0.0f ? (double)(map[i] / largest) : 0.0);
    }
}

// One test image's maps after the first pooling, of a network that was trained
// a little: as they are, and under both kinds of dropout.
void feature_maps(Run *run)
{
    Bench b = bench_open(run->seed, SEEN, BATCH);
    for (int epoch = 0; epoch < 2; epoch++)
        cnn_sgd_epoch(b.net, &b.data.train, b.mb, LR, &b.rng);
    CnnStage *t = &b.net->stage[0];
    size_t n = t->maps * t->area, chosen[SHOWN];
    float *y = have_memory(calloc(n, sizeof *y));
    uint8_t *mask = have_memory(calloc(n, sizeof *mask));
    cnn_stage_forward(b.net, 0, b.data.test.x + SIDE * SIDE, 1, false, NULL);
    choose_maps(chosen, t);
    emit_maps(run, "none", t->y, t, chosen);
    dropout_forward(y, mask, t->y, 1, n, 0.25f, &b.rng);
    emit_maps(run, "element", y, t, chosen);
    spatial_dropout_forward(y, mask, t->y, 1, t->maps, t->area, 0.25f, &b.rng);
    emit_maps(run, "spatial", y, t, chosen);
    free(y);
    free(mask);
    bench_close(&b);
}

static void whole_numbers(Numbers *n, const char *experiment, const char *what)
{
    Table t = numbers_table(n, experiment);
    const char *const columns[] = {"train", "test"};
    const int epochs[] = {10, EPOCHS};
    for (int k = 0; k < 4; k++) {
        char name[64], where[32];
        snprintf(name, sizeof name, "cnn-%s-%s-%d", what, columns[k % 2],
                 epochs[k / 2]);
        snprintf(where, sizeof where, "epoch=%d", epochs[k / 2]);
        percent(n, name, &t, where, columns[k % 2]);
    }
    double test[EPOCHS], best = 0.0;
    size_t found = table_select(&t, "seed=1", "test", test, EPOCHS);
    for (size_t i = 0; i < found; i++)
        best = test[i] > best ? test[i] : best;
    char name[64];
    snprintf(name, sizeof name, "cnn-%s-best", what);
    number(n, name, "%.1f", 100 * best);
    table_free(&t);
}

void cnn_numbers(Numbers *n)
{
    whole_numbers(n, "cnn-plain", "plain");
    whole_numbers(n, "cnn-dropout", "dropout");
    Table t = numbers_table(n, "cnn-spatial");
    percent(n, "spatial-none-train", &t, "run=none epoch=6", "train");
    percent(n, "spatial-none-test", &t, "run=none epoch=6", "test");
    percent(n, "spatial-maps-train", &t, "run=spatial epoch=6", "train");
    percent(n, "spatial-maps-test", &t, "run=spatial epoch=6", "test");
    percent(n, "spatial-flat-train", &t, "run=flat epoch=6", "train");
    percent(n, "spatial-flat-test", &t, "run=flat epoch=6", "test");
    table_free(&t);
}
