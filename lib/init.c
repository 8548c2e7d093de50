// How weights begin: normal, He, LeCun.
#include "init.h"

#include <assert.h>
#include <math.h>

void init_normal(float *w, size_t n, float sd, Rng *rng)
{
    for (size_t i = 0; i < n; i++)
        w[i] = sd * rng_normal(rng);
}

void init_he(float *w, size_t n, size_t n_in, Rng *rng)
{
    assert(n_in > 0);
    init_normal(w, n, sqrtf(2 / (float)n_in), rng);
}

void init_lecun(float *w, size_t n, size_t n_in, Rng *rng)
{
    assert(n_in > 0);
    init_normal(w, n, sqrtf(1 / (float)n_in), rng);
}
