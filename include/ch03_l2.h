// Chapter 3: a linear model without bias, penalties on its weights, and weight
// decay.
#ifndef CH03_L2_H
#define CH03_L2_H

#include "minibatch.h"

// Predictions of a linear model without bias: y = x w.
//
//   y      [batch] out
//   x      [batch][n] in
//   w      [n] in
//   batch  may be 0, and so may n: the empty sum is 0
void linear_predict(float *y, const float *x, const float *w, size_t batch,
                    size_t n);

// The squared error, averaged over the batch and not halved:
//
//     (1 / batch) sum_i (prediction_i - target_i)^2
//
// summed in double. Returns 0 for an empty batch.
//
//   prediction  [batch] in
//   target      [batch] in
double squared_loss(const float *prediction, const float *target, size_t batch);

// The gradient of squared_loss in the weights, where prediction is what
// linear_predict made of x: dw = (2 / batch) x^T (prediction - target).
//
//   dw          [n] out; zeros for an empty batch
//   x           [batch][n] in
//   prediction  [batch] in
//   target      [batch] in
void squared_loss_gradient(float *dw, const float *x, const float *prediction,
                           const float *target, size_t batch, size_t n);

// The L2 penalty, sum_i w_i^2 / 2, summed in double.
//
//   w   [n] in
double l2_penalty(const float *w, size_t n);

// Adds the gradient of lambda times the L2 penalty: g += lambda w.
//
//   g       [n] in and out
//   w       [n] in
//   lambda  >= 0
void l2_gradient(float *g, const float *w, size_t n, float lambda);

// Adds a subgradient of lambda times the L1 penalty sum_i |w_i|:
// g += lambda sign(w), where sign(0) is 0.
//
//   g       [n] in and out
//   w       [n] in
//   lambda  >= 0
void l1_gradient(float *g, const float *w, size_t n, float lambda);

typedef enum Penalty { PENALTY_NONE, PENALTY_L2, PENALTY_L1 } Penalty;

// One step of SGD on loss + lambda * penalty: the penalty's gradient is added
// to g, and then params -= lr g. Parameters are weights first, then biases, and
// biases are not penalised.
//
//   params     [n] in and out: n_weights weights, n - n_weights biases
//   g          [n] in and out: in, the gradient of the loss alone; out, that of
//              loss + lambda * penalty
//   n_weights  <= n
//   lr         learning rate, >= 0
//   lambda     >= 0; not used with PENALTY_NONE
void sgd_step_penalty(float *params, float *g, size_t n_weights, size_t n,
                      float lr, Penalty penalty, float lambda);

// One step of SGD with weight decay: w -= lr (g + weight_decay w) for weights,
// b -= lr g for biases, with the values before the step on the right.
//
//   params        [n] in and out: n_weights weights, n - n_weights biases
//   g             [n] in, the gradient of the loss alone
//   n_weights     <= n
//   lr            learning rate, >= 0
//   weight_decay  >= 0
//
// Source: Hanson and Pratt 1989; Loshchilov and Hutter 2019.
void sgd_step_decay(float *params, const float *g, size_t n_weights, size_t n,
                    float lr, float weight_decay);

// A linear model in training, with room for a mini-batch.
typedef struct LinearModel {
    size_t n;          // features
    float *w;          // [n]
    float *dw;         // [n] gradient of the last step
    float *prediction; // [mb->size] of the rows of a mini-batch
    float *target;     // [mb->size]
} LinearModel;

// One epoch of mini-batch SGD on squared_loss + lambda * penalty over data in a
// new random order (one rng_permutation, and no other draws); the last batch
// may be short. A batch's squared error is the mean over its own rows; the
// penalty is the same whatever the batch holds.
//
//   model    w is trained; dw, prediction and target are overwritten
//   data     with targets; n_features is model->n
//   mb       order and x are overwritten
//   lr       learning rate
//   penalty  and lambda as in sgd_step_penalty; no parameter is a bias
//
// Returns the mean squared error of a sample as seen during the epoch, without
// the penalty; 0 for no data.
double penalty_train_epoch(LinearModel *model, const Dataset *data,
                           Minibatch *mb, float lr, Penalty penalty,
                           float lambda, Rng *rng);

#endif
