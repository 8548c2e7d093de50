// The trainings of work.h, by the solutions' own functions.
#include "work.h"

#include "ch06_variants.h"
#include "fail.h"
#include "init.h"
#include "layers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 28, CLASSES = 10 };

// The rate of the CNN is a fifth of chapter 6's, with which one run in a few
// learns nothing at all, here as in PyTorch.
static const Work WORKS[] = {{"mlp-sgd",
                              3,
                              {784, 256, 256, 10},
                              {0, 0.2f, 0.5f},
                              0.01f,
                              false,
                              0.5f,
                              256},
                             {"mlp-adam",
                              4,
                              {784, 256, 128, 64, 10},
                              {0, 0.3f, 0.3f, 0.3f},
                              0,
                              true,
                              0.001f,
                              64},
                             {"cnn", 0, {0}, {0.3f}, 0, false, 0.1f, 256},
                             {"deep",
                              7,
                              {784, 100, 100, 100, 100, 100, 100, 10},
                              {0},
                              0,
                              false,
                              0.1f,
                              64}};
enum { N_WORKS = sizeof WORKS / sizeof *WORKS };

const Work *work_named(const char *name)
{
    for (size_t i = 0; i < N_WORKS; i++)
        if (strcmp(WORKS[i].name, name) == 0)
            return &WORKS[i];
    return NULL;
}

void work_list(void)
{
    for (size_t i = 0; i < N_WORKS; i++)
        puts(WORKS[i].name);
}

static void open_mlp(Training *t, Rng *rng)
{
    const Work *w = &t->work;
    t->net = mlp_new(w->width, w->n_layers, w->batch, ACT_RELU);
    t->adam = t->net ? adam_new(t->net->n_params, w->lr) : NULL;
    if (!t->adam)
        fail("out of memory for a network; close other programs");
    for (size_t l = 0; l < w->n_layers; l++) {
        size_t n_in = w->width[l], n = n_in * w->width[l + 1];
        t->net->drop_prob[l] = w->drop_prob[l];
        if (w->init_sd > 0)
            init_normal(t->net->w[l], n, w->init_sd, rng);
        else
            init_he(t->net->w[l], n, n_in, rng);
    }
}

static void open_cnn(Training *t, Rng *rng)
{
    t->cnn = cnn_new(
        (CnnSize){1, SIDE, SIDE, {32, 64}, 128, CLASSES, t->work.batch});
    if (!t->cnn)
        fail("out of memory for a network; close other programs");
    const CnnStage *first = &t->cnn->stage[0];
    t->z = malloc(t->work.batch * first->maps * first->height * first->width *
                  sizeof *t->z);
    if (!t->z)
        fail("out of memory for a batch; close other programs");
    t->cnn->drop_prob = t->work.drop_prob[0];
    for (int k = 0; k < CNN_STAGES; k++) {
        CnnStage *s = &t->cnn->stage[k];
        size_t n_in = s->conv.in_channels * CNN_KERNEL * CNN_KERNEL;
        init_he(s->w, s->maps * n_in, n_in, rng);
    }
    for (int l = 0; l < 2; l++) {
        size_t n_in = t->cnn->width[l];
        init_he(t->cnn->w[l], n_in * t->cnn->width[l + 1], n_in, rng);
    }
}

Training training_open(const Work *work, const Dataset *data, uint64_t seed)
{
    Rng weights = rng_seed(seed, 1);
    Training t = {.work = *work, .rng = rng_seed(seed, 2)};
    t.mb = minibatch_new(data, work->batch);
    if (!t.mb)
        fail("out of memory for a batch; close other programs");
    if (work->n_layers > 0)
        open_mlp(&t, &weights);
    else
        open_cnn(&t, &weights);
    return t;
}

void training_close(Training *t)
{
    mlp_free(t->net);
    cnn_free(t->cnn);
    adam_free(t->adam);
    minibatch_free(t->mb);
    free(t->z);
}

double training_epoch(Training *t, const Dataset *data)
{
    const Work *w = &t->work;
    if (t->cnn)
        return cnn_sgd_epoch(t->cnn, data, t->mb, w->lr, &t->rng);
    if (w->adam)
        return mlp_adam_epoch(t->net, data, t->mb, t->adam, &t->rng);
    return mlp_sgd_epoch(t->net, data, t->mb, w->lr, &t->rng);
}

// The products of one linear layer: forward and backward.
static void layer_products(float *y, float *dx, float *dw, const float *x,
                           const float *w, size_t rows, size_t n_in,
                           size_t n_out)
{
    gemm(y, x, w, rows, n_out, n_in, false, true, false);
    gemm(dw, y, x, n_out, n_in, rows, true, false, false);
    if (dx)
        gemm(dx, y, w, rows, n_in, n_out, false, false, false);
}

static void batch_products(Training *t, size_t rows)
{
    Mlp *net = t->net;
    Cnn *cnn = t->cnn;
    for (size_t l = 0; net && l < net->n_layers; l++)
        layer_products(net->z[l], l > 0 ? net->dz[l - 1] : NULL, net->dw[l],
                       net->a[l], net->w[l], rows, net->width[l],
                       net->width[l + 1]);
    if (!cnn)
        return;
    convolutions_run(cnn, t->mb->x, t->z, rows);
    layer_products(cnn->z[0], cnn->stage[1].dy, cnn->dw[0], cnn->stage[1].y,
                   cnn->w[0], rows, cnn->width[0], cnn->width[1]);
    layer_products(cnn->z[1], cnn->dz[0], cnn->dw[1], cnn->h, cnn->w[1], rows,
                   cnn->width[1], cnn->width[2]);
}

void products_epoch(Training *t, const Dataset *data)
{
    for (size_t i = 0, rows; i < data->n; i += rows) {
        rows = batch_rows(i, data->n, t->work.batch);
        batch_products(t, rows);
    }
}

// How many of the first rows that the network has seen last are right.
static size_t forward_correct(Training *t, const float *x, const uint8_t *y,
                              size_t rows)
{
    if (t->cnn) {
        cnn_forward(t->cnn, x, rows, false, NULL);
        return count_correct(t->cnn->z[1], y, rows, CLASSES);
    }
    mlp_forward(t->net, x, rows, false, NULL);
    return count_correct(t->net->z[t->net->n_layers - 1], y, rows, CLASSES);
}

double training_accuracy(Training *t, const Dataset *data)
{
    size_t right = 0;
    for (size_t i = 0, rows; i < data->n; i += rows) {
        rows = batch_rows(i, data->n, t->work.batch);
        right += forward_correct(t, data->x + i * data->n_features, data->y + i,
                                 rows);
    }
    return (double)right / (double)data->n;
}
