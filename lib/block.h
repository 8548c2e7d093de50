// One block of memory for a struct and all its arrays: walk through the arrays
// with base NULL to measure it, allocate, and walk again to deal it out.
#ifndef BLOCK_H
#define BLOCK_H

#include <stddef.h>
#include <stdint.h>

enum { LINE = 64 }; // bytes of a cache line; every array begins on one

typedef struct Block {
    char *base;
    size_t used; // SIZE_MAX once it has overflown
} Block;

// Sums and products that overflow stay at SIZE_MAX, which no block can have.
size_t size_add(size_t a, size_t b);
size_t size_times(size_t a, size_t b);

void *block_take(Block *block, size_t count, size_t size);
float *block_take_floats(Block *block, size_t count);

// n elements of zeros, or NULL if there is no such memory. Free with free().
// Large arrays lie in large pages where the system has them: they are mapped in
// few steps, and rows in any order are found fast.
void *array_alloc(size_t n, size_t size);

// `used` bytes of zeros, or NULL if there is no such memory. Free with free().
void *block_alloc(size_t used);

#endif
