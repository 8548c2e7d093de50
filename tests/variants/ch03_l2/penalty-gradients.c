// Variant of l2-gradient, l1-gradient: fmaf, and copysignf with a branch.
#include <math.h>

void l2_gradient(float *g, const float *w, size_t n, float lambda)
{
    for (size_t i = 0; i < n; i++)
        g[i] = fmaf(lambda, w[i], g[i]);
}

void l1_gradient(float *g, const float *w, size_t n, float lambda)
{
    for (size_t i = 0; i < n; i++) {
        if (w[i] == 0.0f)
            continue;
        g[i] += copysignf(lambda, w[i]);
    }
}
