// Room for one mini-batch, and the loop over a data set in a given order:
//
//     rng_permutation(rng, mb->order, data->n);
//     for (size_t i = 0, rows; (rows = minibatch_take(mb, data, i)) > 0;
//          i += rows)
//         ... mb->x [rows][n_features], mb->y [rows] ...
#ifndef MINIBATCH_H
#define MINIBATCH_H

#include "dataset.h"

typedef struct Minibatch {
    size_t size;   // rows at most
    size_t *order; // [data->n] in which order the samples come
    float *x;      // [size][n_features]
    uint8_t *y;    // [size] classes
} Minibatch;

// For mini-batches of `size` rows of data; order begins as 0, 1, 2, ...
// Returns NULL if memory runs out; asserts size > 0.
Minibatch *minibatch_new(const Dataset *data, size_t size);

// NULL is allowed.
void minibatch_free(Minibatch *mb);

// Fills x (and y, where data has classes) with the samples order[first],
// order[first + 1], ... Returns how many: size, fewer at the end, 0 past it.
size_t minibatch_take(Minibatch *mb, const Dataset *data, size_t first);

#endif
