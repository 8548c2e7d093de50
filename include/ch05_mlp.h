// Chapter 5: multilayer perceptrons with dropout, SGD and Adam, and whether
// dropout helps.
#ifndef CH05_MLP_H
#define CH05_MLP_H

#include "adam.h"
#include "minibatch.h"
#include "mlp.h"

// How many numbers a multilayer perceptron learns: a weight for each input of
// each unit and a bias for each unit, in all layers.
//
//   width  [n_layers + 1] in: features, hidden widths, classes
size_t mlp_count_params(const size_t *width, size_t n_layers);

// Forward pass of any Mlp, for l = 0..n_layers-1:
//
//     a[0] = dropout(x), a[l] = dropout(activation(z[l - 1])),
//     z[l] = a[l] w[l]^T + b[l]
//
// with net->drop_prob[l]; in evaluation mode dropout is the identity.
//
//   net       a, z and, in training, mask are written
//   x         [batch][width[0]] in; batch <= net->max_batch
//   training  true: layer l draws its masks from rng if drop_prob[l] > 0, layer
//             after layer; with drop_prob[l] = 0 nothing is drawn and mask[l]
//             is not written; false: rng is not used
void mlp_forward(Mlp *net, const float *x, size_t batch, bool training,
                 Rng *rng);

// Backward pass after mlp_forward in training mode: writes grads, the gradient
// of the mean cross-entropy over the batch; dz and a are scratch space.
//
//   labels  [batch] in
//
// Returns the loss.
double mlp_backward(Mlp *net, const uint8_t *labels, size_t batch);

// One epoch of mini-batch SGD over data in a new random order (one
// rng_permutation, before anything else is drawn); the last batch may be
// short. A batch's gradient is the mean over its own rows.
//
//   mb  order, x and y are overwritten; mb->size <= net->max_batch
//   lr  learning rate
//
// Returns the mean training loss of a sample, as seen during the epoch; 0 for
// no data.
double mlp_sgd_epoch(Mlp *net, const Dataset *data, Minibatch *mb, float lr,
                     Rng *rng);

// One step of Adam: t counts it, then for each parameter
//
//     m = beta1 m + (1 - beta1) g         v = beta2 v + (1 - beta2) g^2
//     w -= lr (m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)
//              + weight_decay w)
//
// where the w on the right is the one before the step.
//
//   adam  t, m and v are updated
//   w     [adam->n] in and out
//   g     [adam->n] in
//
// Source: Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019.
void adam_step(Adam *adam, float *w, const float *g);

// The same epoch as mlp_sgd_epoch, with adam_step on all parameters after each
// batch.
//
//   adam  for net->n_params parameters; goes on from where it stands
double mlp_adam_epoch(Mlp *net, const Dataset *data, Minibatch *mb, Adam *adam,
                      Rng *rng);

// Mean cross-entropy and accuracy in [0, 1].
typedef struct Evaluation {
    double loss, accuracy;
} Evaluation;

// Both over data, in evaluation mode, in blocks of at most net->max_batch rows;
// zeros for no data.
void mlp_evaluate(Evaluation *result, Mlp *net, const Dataset *data);

// The gap of a pair of curves: training minus validation accuracy, averaged
// over the last `last` epochs (over all, if there are fewer). With last = 1 it
// is the gap after the final epoch.
//
//   train       [n_epochs] in, accuracy after each epoch
//   validation  [n_epochs] in
//   last        >= 1
//
// Returns 0 for no epochs.
double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last);

#endif
