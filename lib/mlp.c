// Memory for a multilayer perceptron: one block holds the struct and all its
// arrays, so that a single free() gives everything back.
#include "mlp.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 64 }; // bytes of a cache line; every array begins on one

// Sizes that overflow stay at SIZE_MAX, which no block can have.
static size_t add(size_t a, size_t b)
{
    return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

static size_t times(size_t a, size_t b)
{
    return b > 0 && a > SIZE_MAX / b ? SIZE_MAX : a * b;
}

// A block that is measured (base NULL) and then, once allocated, dealt out.
typedef struct Block {
    char *base;
    size_t used;
} Block;

static void *take(Block *block, size_t count, size_t size)
{
    size_t start = block->used;
    size_t end = add(add(start, times(count, size)), LINE - 1);
    block->used = end == SIZE_MAX ? SIZE_MAX : end / LINE * LINE;
    return block->base ? block->base + start : NULL;
}

static float *take_floats(Block *block, size_t count)
{
    return take(block, count, sizeof(float));
}

static void take_arrays(Mlp *net, Block *block)
{
    net->params = take_floats(block, net->n_params);
    net->grads = take_floats(block, net->n_params);
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n_in = times(net->max_batch, net->width[l]);
        size_t n_out = times(net->max_batch, net->width[l + 1]);
        net->a[l] = take_floats(block, n_in);
        net->z[l] = take_floats(block, n_out);
        net->dz[l] = take_floats(block, n_out);
        net->mask[l] = take(block, n_in, sizeof(uint8_t));
    }
}

static void point_into_params(Mlp *net)
{
    size_t at = 0;
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n_in = net->width[l], n_out = net->width[l + 1];
        net->w[l] = net->params + at;
        net->dw[l] = net->grads + at;
        at += n_in * n_out;
        net->b[l] = net->params + at;
        net->db[l] = net->grads + at;
        at += n_out;
    }
}

static Mlp plan_mlp(const size_t *width, size_t n_layers, size_t max_batch,
                    Activation activation)
{
    assert(n_layers >= 1 && n_layers <= MLP_MAX_LAYERS && max_batch > 0);
    Mlp plan = {
        .n_layers = n_layers, .max_batch = max_batch, .activation = activation};
    for (size_t l = 0; l <= n_layers; l++) {
        assert(width[l] > 0);
        plan.width[l] = width[l];
    }
    for (size_t l = 0; l < n_layers; l++) {
        size_t n_weights = times(width[l], width[l + 1]);
        plan.n_params = add(plan.n_params, add(n_weights, width[l + 1]));
    }
    return plan;
}

Mlp *mlp_new(const size_t *width, size_t n_layers, size_t max_batch,
             Activation activation)
{
    Mlp plan = plan_mlp(width, n_layers, max_batch, activation);
    Block block = {0};
    take(&block, 1, sizeof(Mlp));
    take_arrays(&plan, &block);
    if (block.used == SIZE_MAX)
        return NULL;
    Mlp *net = aligned_alloc(LINE, block.used);
    if (net == NULL)
        return NULL;

    memset(net, 0, block.used);
    block = (Block){.base = (char *)net};
    take(&block, 1, sizeof(Mlp));
    take_arrays(&plan, &block);
    point_into_params(&plan);
    *net = plan;
    return net;
}

void mlp_free(Mlp *net)
{
    free(net);
}

const char *activation_name(Activation activation)
{
    static const char *const names[] = {
        [ACT_IDENTITY] = "identity",     [ACT_RELU] = "relu",
        [ACT_SIGMOID] = "sigmoid",       [ACT_TANH] = "tanh",
        [ACT_LEAKY_RELU] = "leaky_relu",
    };
    assert(activation < sizeof names / sizeof names[0]);
    return names[activation];
}
