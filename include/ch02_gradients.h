// Chapter 2: vanishing gradients and dead units, measured in a deep network.
#ifndef CH02_GRADIENTS_H
#define CH02_GRADIENTS_H

#include "mlp.h"

// Plain stochastic gradient descent: w -= lr g.
//
//   w   [n] in and out
//   g   [n] in
//   lr  learning rate, >= 0
void sgd_step(float *w, const float *g, size_t n, float lr);

#endif
