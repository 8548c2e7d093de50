// Random inputs for suites: see suite.h.
#include "suite.h"
#include "call_internal.h"

float *random_f32(Rng *rng, size_t n, float low, float high)
{
    float *x = pool_alloc(n * sizeof *x);
    for (size_t i = 0; i < n; i++)
        x[i] = low + (high - low) * rng_uniform(rng);
    return x;
}

float *normal_f32(Rng *rng, size_t n)
{
    float *x = pool_alloc(n * sizeof *x);
    for (size_t i = 0; i < n; i++)
        x[i] = rng_normal(rng);
    return x;
}

uint8_t *random_labels(Rng *rng, size_t n, size_t n_classes)
{
    uint8_t *y = pool_alloc(n);
    for (size_t i = 0; i < n; i++)
        y[i] = (uint8_t)rng_below(rng, n_classes);
    return y;
}

float *repeated_f32(size_t n, float value)
{
    float *x = pool_alloc(n * sizeof *x);
    for (size_t i = 0; i < n; i++)
        x[i] = value;
    return x;
}
