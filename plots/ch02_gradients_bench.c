// Data and networks for chapter 2's experiments: see ch02_gradients_parts.h.
#include "ch02_gradients_parts.h"

#include "fail.h"
#include "init.h"
#include "progress.h"

#include <math.h>

Bench bench_open(void)
{
    Bench b = {.data = experiment_images()};
    dataset_moments(&b.data.train, &b.pixel_mean, &b.pixel_sd);
    dataset_normalise(&b.data.train, b.pixel_mean, b.pixel_sd);
    b.mb = minibatch_new(&b.data.train, BATCH);
    if (!b.mb)
        fail("out of memory for the images; close other programs");
    return b;
}

void bench_close(Bench *b)
{
    data_pair_free(&b->data);
    minibatch_free(b->mb);
    mlp_free(b->net);
}

static void new_net(Bench *b, uint64_t seed, const size_t *width,
                    size_t n_layers, Activation activation)
{
    mlp_free(b->net);
    b->net = mlp_new(width, n_layers, BATCH, activation);
    if (!b->net)
        fail("out of memory for a network; close other programs");
    b->order = rng_seed(seed, 2);
    b->step = 0;
}

static void init_uniform(float *w, size_t n, size_t n_in, Rng *rng)
{
    float bound = 1.0f / sqrtf((float)n_in);
    for (size_t i = 0; i < n; i++)
        w[i] = bound * (2.0f * rng_uniform(rng) - 1.0f);
}

static void init_net(Mlp *net, uint64_t seed, Start start)
{
    Rng rng = rng_seed(seed, 1);
    bool rectifies =
        net->activation == ACT_RELU || net->activation == ACT_LEAKY_RELU;
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n_in = net->width[l], n_out = net->width[l + 1];
        if (start == UNIFORM) {
            init_uniform(net->w[l], n_in * n_out, n_in, &rng);
            init_uniform(net->b[l], n_out, n_in, &rng);
        } else if (rectifies)
            init_he(net->w[l], n_in * n_out, n_in, &rng);
        else
            init_lecun(net->w[l], n_in * n_out, n_in, &rng);
    }
}

void bench_net(Bench *b, uint64_t seed, size_t n_middle, Activation activation,
               Start start)
{
    size_t width[MLP_MAX_LAYERS + 1] = {b->data.train.n_features};
    for (size_t l = 1; l <= n_middle + 1; l++)
        width[l] = WIDTH;
    width[n_middle + 2] = CLASSES;
    new_net(b, seed, width, n_middle + 2, activation);
    init_net(b->net, seed, start);
}

void bench_linear(Bench *b, uint64_t seed)
{
    size_t width[] = {b->data.train.n_features, CLASSES};
    new_net(b, seed, width, 1, ACT_IDENTITY);
    init_net(b->net, seed, UNIFORM);
}

void bench_set_biases(Bench *b, float bias)
{
    for (size_t l = 0; l + 1 < b->net->n_layers; l++)
        for (size_t j = 0; j < b->net->width[l + 1]; j++)
            b->net->b[l][j] = bias;
}

Dataset bench_sample(const Bench *b)
{
    Dataset sample = b->data.train;
    sample.n = SAMPLE < sample.n ? SAMPLE : sample.n;
    return sample;
}

size_t bench_steps(const Bench *b)
{
    return (b->data.train.n + BATCH - 1) / BATCH;
}

void bench_train_to(Bench *b, size_t step, float lr)
{
    const Dataset *train = &b->data.train;
    for (; b->step < step; b->step++) {
        size_t first = b->step % bench_steps(b) * BATCH;
        if (first == 0)
            rng_permutation(&b->order, b->mb->order, train->n);
        size_t rows = minibatch_take(b->mb, train, first);
        deep_forward(b->net, b->mb->x, rows);
        deep_backward(b->net, b->mb->y, rows);
        sgd_step(b->net->params, b->net->grads, b->net->n_params, lr);
        if (first + rows == train->n)
            progress_step(train->n);
    }
}
