// Random inputs and plain references for suites: see suite.h.
#include "suite.h"
#include "call_internal.h"

#include <math.h>

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

double reference_cross_entropy(const float *logits, const uint8_t *labels,
                               size_t batch, size_t n_classes)
{
    double loss = 0.0;
    for (size_t r = 0; r < batch; r++) {
        const float *z = logits + r * n_classes;
        double sum = 0.0;
        for (size_t k = 0; k < n_classes; k++)
            sum += exp((double)z[k] - (double)z[labels[r]]);
        loss += log(sum) / (double)batch;
    }
    return loss;
}
