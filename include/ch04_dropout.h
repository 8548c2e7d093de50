// Chapter 4: inverted dropout, and a network with it, written by hand.
#ifndef CH04_DROPOUT_H
#define CH04_DROPOUT_H

#include "minibatch.h"
#include "mlp.h"

// Inverted dropout, training mode: y = mask * x / (1 - drop_prob).
//
//   y          [batch][n] out; may be x itself
//   mask       [batch][n] out: 1 where a unit is kept, 0 where it is dropped;
//              dropout_backward needs it
//   x          [batch][n] in
//   drop_prob  in [0, 1]: the chance that a unit is dropped, not kept
//   rng        advanced by batch * n draws of rng_uniform, one a unit in the
//              order of the array: the unit is kept if the draw >= drop_prob;
//              restrict: it lies in none of the arrays
//
// A dropped unit gives exactly 0, whatever x is. Returns false, and writes and
// draws nothing, if drop_prob is outside [0, 1] or NaN.
// Source: Srivastava et al. 2014, section 4 and 10 (the scaling).
bool dropout_forward(float *y, uint8_t *mask, const float *x, size_t batch,
                     size_t n, float drop_prob, Rng *restrict rng);

// Dropout in evaluation mode: y = x. The scaling in training has already seen
// to it that the expected output is x.
//
//   y   [batch][n] out
//   x   [batch][n] in
void dropout_inference(float *y, const float *x, size_t batch, size_t n);

// The gradient of dropout_forward: dx = mask * dy / (1 - drop_prob).
//
//   dx         [batch][n] out; may be dy itself
//   dy         [batch][n] in
//   mask       [batch][n] in: what dropout_forward wrote
//   drop_prob  in [0, 1], the same as in dropout_forward
void dropout_backward(float *dx, const float *dy, const uint8_t *mask,
                      size_t batch, size_t n, float drop_prob);

// The mean of dropout_forward's output over n_masks masks drawn one after the
// other, summed in double: as n_masks grows it tends to x.
//
//   mean       [n] out
//   x          [n] in
//   n_masks    >= 1
//   drop_prob  in [0, 1)
void dropout_mean(double *mean, const float *x, size_t n, size_t n_masks,
                  float drop_prob, Rng *rng);

// Forward pass of a network with two layers, features -> hidden -> classes:
//
//     a[0] = dropout(x)          z[0] = a[0] w[0]^T + b[0]
//     a[1] = dropout(relu(z[0])) z[1] = a[1] w[1]^T + b[1], the logits
//
// with net->drop_prob[0] and [1]; in evaluation mode dropout is the identity.
//
//   net       2 layers; a, z and, in training, mask are written
//   x         [batch][width[0]] in; batch <= net->max_batch
//   training  true: dropout acts, and rng gives first the masks of the input,
//             then those of the hidden layer; false: rng is not used
void digits_forward(Mlp *net, const float *x, size_t batch, bool training,
                    Rng *rng);

// Backward pass after digits_forward in training mode: writes dw, db of both
// layers, the gradient of the mean cross-entropy over the batch.
//
//   labels    [batch] in
//
// Returns the loss.
double digits_backward(Mlp *net, const uint8_t *labels, size_t batch);

// One epoch of mini-batch SGD over data in a new random order (one
// rng_permutation, before anything else is drawn); the last batch may be
// short. A batch's gradient is the mean over its own rows.
//
//   mb  order, x and y are overwritten; mb->size <= net->max_batch
//   lr  learning rate
//
// Returns the mean training loss of a sample, as seen during the epoch; 0 for
// no data.
double digits_train_epoch(Mlp *net, const Dataset *data, Minibatch *mb,
                          float lr, Rng *rng);

// The share of data, in [0, 1], that net classifies rightly in evaluation
// mode, in blocks of at most net->max_batch rows; 0 for no data.
double digits_accuracy(Mlp *net, const Dataset *data);

#endif
