// Chapter 2: vanishing gradients and dead units, measured in a deep network.
// What each function promises stands in include/ch02_gradients.h.
#include "ch02_gradients.h"

//@task sgd-step 1
//@todo One step against the gradient: w -= lr g, for each of the n weights.
//@hint The gradient points uphill; which sign goes down?
void sgd_step(float *w, const float *g, size_t n, float lr)
{
    for (size_t i = 0; i < n; i++)
        w[i] -= lr * g[i];
}
//@end sgd-step
