// Seeded random numbers: what rng.h does not define in place.
#include "rng.h"

#include <assert.h>
#include <math.h>

// A product of two 64-bit words; the mark keeps -Wpedantic quiet about a type
// that C11 does not have.
__extension__ typedef unsigned __int128 Wide;

Rng rng_seed(uint64_t seed, uint64_t stream)
{
    Rng rng = {seed};
    rng.state = rng_next(&rng) + stream;
    rng.state = rng_next(&rng);
    return rng;
}

float rng_normal(Rng *rng)
{
    const double two_pi = 6.283185307179586;
    // 53 bits each. The first is in (0, 1]: log(0) would be -infinity, and with
    // the 24 bits of rng_uniform no value would lie beyond 5.8.
    double u = (double)((rng_next(rng) >> 11) + 1) * 0x1p-53;
    double v = (double)(rng_next(rng) >> 11) * 0x1p-53;
    return (float)(sqrt(-2 * log(u)) * cos(two_pi * v));
}

uint64_t rng_below(Rng *rng, uint64_t n)
{
    assert(n > 0);
    // The high word of draw * n is in [0, n). Each value gets 2^64 / n draws,
    // rounded up or down; refusing the draws whose low word is below
    // 2^64 mod n takes the surplus away.
    Wide product = (Wide)rng_next(rng) * n;
    if ((uint64_t)product < n) {
        uint64_t surplus = (0 - n) % n;
        while ((uint64_t)product < surplus)
            product = (Wide)rng_next(rng) * n;
    }
    return (uint64_t)(product >> 64);
}

void rng_permutation(Rng *rng, size_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)rng_below(rng, i);
        size_t last = order[i - 1];
        order[i - 1] = order[j];
        order[j] = last;
    }
}
