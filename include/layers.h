// Layers that are given: linear, and softmax with cross-entropy. Arrays are
// dense, row-major float.
#ifndef LAYERS_H
#define LAYERS_H

#include <stddef.h>
#include <stdint.h>

// y = x w^T + b.
//
//   y   [batch][n_out] out
//   x   [batch][n_in] in
//   w   [n_out][n_in] in
//   b   [n_out] in, or NULL for no bias
void linear_forward(float *y, const float *x, const float *w, const float *b,
                    size_t batch, size_t n_in, size_t n_out);

// The gradients of linear_forward, given dy = dL/dy.
//
//   dx  [batch][n_in] out, or NULL if not wanted
//   dw  [n_out][n_in] out
//   db  [n_out] out, or NULL if there is no bias
//   dy  [batch][n_out] in
void linear_backward(float *dx, float *dw, float *db, const float *dy,
                     const float *x, const float *w, size_t batch, size_t n_in,
                     size_t n_out);

// Mean over the batch of -log softmax(logits)[label], in nats; stable for
// logits of any size. A NaN among the logits makes it NaN.
//
//   dlogits  [batch][n_classes] out: the gradient of that mean, or NULL
//   logits   [batch][n_classes] in
//   labels   [batch] in, each below n_classes
//
// Returns the loss; 0 for an empty batch.
double softmax_cross_entropy(float *dlogits, const float *logits,
                             const uint8_t *labels, size_t batch,
                             size_t n_classes);

// How many rows of scores have their (first) largest entry at the label. A row
// with a NaN in it has no largest entry.
//
//   scores   [batch][n_classes] in: logits or probabilities
//   labels   [batch] in
size_t count_correct(const float *scores, const uint8_t *labels, size_t batch,
                     size_t n_classes);

#endif
