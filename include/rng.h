// Seeded random numbers: SplitMix64 (Steele, Lea, Flood 2014), a counter that
// is mixed. The whole state is one 64-bit word, so a generator can be copied,
// stored and sent. Pass it as an argument; there is no global one.
#ifndef RNG_H
#define RNG_H

#include <stddef.h>
#include <stdint.h>

typedef struct Rng {
    uint64_t state;
} Rng;

// A generator for (seed, stream): use one stream for the weights, one for the
// order, one for the masks. All generators walk one circle of 2^64 states. The
// seed is mixed, the stream added, and the sum mixed again, so that each pair
// starts at a place of its own: the chance that any two of k streams of n draws
// overlap is about k^2 n / 2^64, 1 in 18,000 for 1000 streams of 10^9 draws.
Rng rng_seed(uint64_t seed, uint64_t stream);

// The next 64 random bits. One draw.
static inline uint64_t rng_next(Rng *rng)
{
    uint64_t z = (rng->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

// Uniform in [0, 1): one of 2^24 equally likely values. One draw.
static inline float rng_uniform(Rng *rng)
{
    return (float)(rng_next(rng) >> 40) * 0x1p-24f;
}

// Standard normal N(0, 1) by Box and Muller (1958); the second value of the
// pair is thrown away, so that the state stays one word. Two draws.
float rng_normal(Rng *rng);

// A whole number in [0, n), n > 0, without bias (Lemire 2019). One draw or,
// rarely, more.
uint64_t rng_below(Rng *rng, uint64_t n);

// order[n] out: the numbers 0..n-1, shuffled (Fisher and Yates).
void rng_permutation(Rng *rng, size_t *order, size_t n);

#endif
