// Chapter 2: vanishing gradients and dead units, measured in a deep network.
// What each function promises stands in include/ch02_gradients.h.
// Fill the blanks; `make check ONLY=ch02_gradients` grades them.
#include "ch02_gradients.h"

// Task sgd-step (1 point)
void sgd_step(float *w, const float *g, size_t n, float lr)
{
    // TODO: One step against the gradient: w -= lr g, for each of the n
    //       weights.
}
