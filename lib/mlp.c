// Memory for a multilayer perceptron: one block holds the struct and all its
// arrays, so that a single free() gives everything back.
#include "mlp.h"

#include "block.h"

#include <assert.h>
#include <stdlib.h>

static void take_arrays(Mlp *net, Block *block)
{
    net->params = block_take_floats(block, net->n_params);
    net->grads = block_take_floats(block, net->n_params);
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n_in = size_times(net->max_batch, net->width[l]);
        size_t n_out = size_times(net->max_batch, net->width[l + 1]);
        net->a[l] = block_take_floats(block, n_in);
        net->z[l] = block_take_floats(block, n_out);
        net->dz[l] = block_take_floats(block, n_out);
        net->mask[l] = block_take(block, n_in, sizeof(uint8_t));
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
        size_t n_weights = size_times(width[l], width[l + 1]);
        plan.n_params =
            size_add(plan.n_params, size_add(n_weights, width[l + 1]));
    }
    return plan;
}

Mlp *mlp_new(const size_t *width, size_t n_layers, size_t max_batch,
             Activation activation)
{
    Mlp plan = plan_mlp(width, n_layers, max_batch, activation);
    Block block = {0};
    block_take(&block, 1, sizeof(Mlp));
    take_arrays(&plan, &block);
    Mlp *net = block_alloc(block.used);
    if (net == NULL)
        return NULL;
    block = (Block){.base = (char *)net};
    block_take(&block, 1, sizeof(Mlp));
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
