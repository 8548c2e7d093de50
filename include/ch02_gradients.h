// Chapter 2: vanishing gradients and dead units, measured in a deep network.
#ifndef CH02_GRADIENTS_H
#define CH02_GRADIENTS_H

#include "minibatch.h"
#include "mlp.h"

// Plain stochastic gradient descent: w -= lr g.
//
//   w   [n] in and out
//   g   [n] in
//   lr  learning rate, >= 0
void sgd_step(float *w, const float *g, size_t n, float lr);

// Forward pass of a network of any depth, for l = 0..n_layers-1:
//
//     a[0] = x, a[l] = activation(z[l - 1]),    z[l] = a[l] w[l]^T + b[l]
//
//   net    a and z of every layer are written, their first batch rows
//   x      [batch][width[0]] in; batch <= net->max_batch
void deep_forward(Mlp *net, const float *x, size_t batch);

// Backward pass after deep_forward: writes dw and db of every layer, the
// gradient of the mean cross-entropy over the batch; dz is scratch space.
//
//   labels  [batch] in
//
// Returns the loss.
double deep_backward(Mlp *net, const uint8_t *labels, size_t batch);

// What has been seen of the gradients of one layer's weights.
typedef struct GradStats {
    double count;   // how many numbers
    double sum;     // of |g|
    double squares; // sum of g^2
} GradStats;

// Adds the weight gradients net->dw, and not the biases', to the statistics.
//
//   stats  [n_layers] in and out, one a layer
void grad_stats_add(GradStats *stats, const Mlp *net);

// The mean of |g| and its standard deviation (divided by the count) in each
// layer; both 0 where nothing was counted.
//
//   mean, sd  [n_layers] out
//   stats     [n_layers] in
void grad_stats_finish(double *mean, double *sd, const GradStats *stats,
                       size_t n_layers);

// The share, in [0, 1], of exact zeros among the hidden activations a[1], a[2],
// ... that deep_forward left for a batch; 0 if there are none at all.
double zero_share(const Mlp *net, size_t batch);

// The share, in [0, 1], of hidden units that are zero for every sample of data;
// 0 for a network without hidden units. Runs deep_forward over data, at most
// net->max_batch rows at a time.
//
//   alive  [hidden units] out, layer after layer: 1 for a unit that some sample
//          makes other than zero, else 0
double dead_share(uint8_t *alive, Mlp *net, const Dataset *data);

// What an epoch showed, over all its samples as they were met in training.
typedef struct EpochReport {
    double loss;       // mean cross-entropy
    double accuracy;   // share in [0, 1] that was classified rightly
    double zero_share; // of the hidden activations
} EpochReport;

// One epoch of mini-batch SGD over data in a new random order (one
// rng_permutation); the last batch may be short. A batch's gradient is the mean
// over its own rows.
//
//   report  out; zeros for no data. A sample weighs the same in any batch
//   stats   [n_layers] out: the gradients of every mini-batch of this epoch
//   mb      order, x and y are overwritten; mb->size <= net->max_batch
//   lr      learning rate
void deep_train_epoch(EpochReport *report, GradStats *stats, Mlp *net,
                      const Dataset *data, Minibatch *mb, float lr, Rng *rng);

#endif
