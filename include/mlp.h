// A multilayer perceptron as plain data: parameters, gradients and everything
// that the forward pass keeps for the backward pass. The passes themselves are
// what the chapters (and you) write.
#ifndef MLP_H
#define MLP_H

#include "rng.h"

#include <stdbool.h>

enum { MLP_MAX_LAYERS = 16 };

typedef enum Activation {
    ACT_IDENTITY,
    ACT_RELU,
    ACT_SIGMOID,
    ACT_TANH,
    ACT_LEAKY_RELU
} Activation;

// "identity", "relu", "sigmoid", "tanh", "leaky_relu".
const char *activation_name(Activation activation);

// Layer l, for l = 0..n_layers-1, maps width[l] numbers to width[l + 1]:
//
//     z[l] = a[l] w[l]^T + b[l],    a[l + 1] = activation(z[l])
//
// The logits are z[n_layers - 1]; no activation follows them.
typedef struct Mlp {
    size_t n_layers;                  // 1..MLP_MAX_LAYERS
    size_t width[MLP_MAX_LAYERS + 1]; // features, hidden widths, classes
    size_t max_batch;                 // rows that a, z, dz and mask hold
    Activation activation;            // of the hidden layers
    float drop_prob[MLP_MAX_LAYERS];  // chance to drop an input of layer l

    size_t n_params;
    float *params; // [n_params] w[0], b[0], w[1], b[1], ... without gaps
    float *grads;  // [n_params] dL/dparams, in the same order

    float *w[MLP_MAX_LAYERS];  // [width[l + 1]][width[l]], within params
    float *b[MLP_MAX_LAYERS];  // [width[l + 1]], within params
    float *dw[MLP_MAX_LAYERS]; // like w, within grads
    float *db[MLP_MAX_LAYERS]; // like b, within grads

    float *a[MLP_MAX_LAYERS];      // [max_batch][width[l]] input of layer l
    float *z[MLP_MAX_LAYERS];      // [max_batch][width[l + 1]] its output
    float *dz[MLP_MAX_LAYERS];     // [max_batch][width[l + 1]] dL/dz[l]
    uint8_t *mask[MLP_MAX_LAYERS]; // [max_batch][width[l]] 1 where kept
} Mlp;

// A network with every number 0. width has n_layers + 1 entries.
// Returns NULL if memory runs out; asserts 1 <= n_layers <= MLP_MAX_LAYERS and
// widths and max_batch above 0.
Mlp *mlp_new(const size_t *width, size_t n_layers, size_t max_batch,
             Activation activation);

// NULL is allowed.
void mlp_free(Mlp *net);

// How many rows a loop that walks n rows by batch takes at row i: batch, or
// what is left.
static inline size_t batch_rows(size_t i, size_t n, size_t batch)
{
    return n - i < batch ? n - i : batch;
}

#endif
