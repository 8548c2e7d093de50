// Chapter 5: multilayer perceptrons with dropout, SGD and Adam, and whether
// dropout helps.
#ifndef CH05_MLP_H
#define CH05_MLP_H

#include "minibatch.h"
#include "mlp.h"

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

// One epoch of mini-batch SGD in a new random order, as digits_train_epoch
// (chapter 4). Returns the mean training loss of a sample; 0 for no data.
double mlp_sgd_epoch(Mlp *net, const Dataset *data, Minibatch *mb, float lr,
                     Rng *rng);

// The state of Adam for n parameters.
typedef struct Adam {
    float lr, beta1, beta2, eps;
    float weight_decay; // AdamW's, decoupled; 0 for plain Adam
    size_t t;           // steps done
    size_t n;
    float *m, *v; // [n] running means of g and g^2, from 0
} Adam;

// One step of Adam; with weight_decay also w -= lr weight_decay w.
//
//   adam  t, m and v are updated
//   w     [adam->n] in and out
//   g     [adam->n] in
//
// Source: Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019.
void adam_step(Adam *adam, float *w, const float *g);

// The same epoch with adam_step on all parameters.
double mlp_adam_epoch(Mlp *net, const Dataset *data, Minibatch *mb, Adam *adam,
                      Rng *rng);

// Mean cross-entropy and accuracy in [0, 1] over data, in evaluation mode.
typedef struct Evaluation {
    double loss, accuracy;
} Evaluation;

// In blocks of at most net->max_batch rows; zeros for no data.
void mlp_evaluate(Evaluation *result, Mlp *net, const Dataset *data);

#endif
