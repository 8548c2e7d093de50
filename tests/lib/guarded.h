// Arrays for tests of kernels: what is written outside one is noticed, what
// was never written shows, and none is aligned better than a float must be.
#ifndef GUARDED_H
#define GUARDED_H

#include "rng.h"

#include <check.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GUARD = 260, GUARD_BYTE = 0xa5 };

// size bytes of 0xff, which as floats are NaN. Sizes stand in front of all.
static unsigned char *guarded(size_t size)
{
    unsigned char *block = malloc(sizeof size + size + 2 * (size_t)GUARD);
    ck_assert_ptr_nonnull(block);
    memcpy(block, &size, sizeof size);
    memset(block + sizeof size, GUARD_BYTE, size + 2 * (size_t)GUARD);
    return memset(block + sizeof size + GUARD, 0xff, size);
}

static inline float *new_floats(size_t n)
{
    return (float *)(void *)guarded(n * sizeof(float));
}

// n numbers from N(0, 1).
static inline float *new_normals(size_t n, Rng *rng)
{
    float *v = new_floats(n);
    for (size_t i = 0; i < n; i++)
        v[i] = rng_normal(rng);
    return v;
}

// Frees the array after a look at what lies before and behind it. NULL is
// allowed.
static inline void release(void *array, const char *name)
{
    if (!array)
        return;
    unsigned char *block = (unsigned char *)array - GUARD - sizeof(size_t);
    size_t size;
    memcpy(&size, block, sizeof size);
    const unsigned char *front = block + sizeof size;
    size_t before = 0, past = 0; // bytes changed; one check, as each is slow
    for (size_t i = 0; i < GUARD; i++) {
        before += front[i] != GUARD_BYTE;
        past += front[GUARD + size + i] != GUARD_BYTE;
    }
    if (before + past > 0)
        ck_abort_msg("%s: written %s", name,
                     before > 0 ? "before it" : "past its end");
    free(block);
}

// Changes when one bit of an array does (FNV-1a): shows that inputs are left
// as they were, or that two results are the same bit for bit.
static inline uint64_t fingerprint(const void *array, size_t size)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ ((const unsigned char *)array)[i]) * 0x100000001b3u;
    return hash;
}

// The same numbers in double, for a reference.
static inline double *doubles(const float *v, size_t n)
{
    double *out = calloc(n + 1, sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = v[i];
    return out;
}

// Every got[i] within tolerance * scale[i] of want[i], or within tolerance if
// scale is NULL. what: "rule, in words, and the sizes".
static inline void assert_near(const float *got, const double *want,
                               const double *scale, double tolerance, size_t n,
                               const char *what)
{
    double largest = 0;
    size_t first = n;
    for (size_t i = 0; i < n; i++) {
        double error = fabs((double)got[i] - want[i]);
        if (first == n && !(error <= tolerance * (scale ? scale[i] : 1)))
            first = i;
        largest = error > largest ? error : largest;
    }
    if (first < n)
        ck_abort_msg("%s: [%zu] is %.9g, not %.9g (largest error %.3g)", what,
                     first, (double)got[first], want[first], largest);
}

#endif
