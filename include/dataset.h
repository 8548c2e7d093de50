// Data sets: read, check, split, normalise, and hand out mini-batches.
#ifndef DATASET_H
#define DATASET_H

#include "rng.h"

#include <stdbool.h>

typedef struct Dataset {
    size_t n;          // samples
    size_t n_features; // numbers a sample
    size_t n_classes;  // 10; 0 for regression
    float *x;          // [n][n_features]
    uint8_t *y;        // [n] classes, or NULL for regression
    float *target;     // [n] regression targets, or NULL
} Dataset;

// A training and a test set that belong together.
typedef struct DataPair {
    Dataset train, test;
} DataPair;

// Every function below that returns bool leaves *out empty (all zero) when it
// fails. Those that read files say why in reason[reason_size] (may be NULL), in
// one line: the file, what is wrong with it, and what to do. The others fail
// only if memory runs out.

// n samples of zeros: with classes, or with targets if n_classes is 0.
bool dataset_new(Dataset *out, size_t n, size_t n_features, size_t n_classes);

// Images in the IDX format (plain or .gz), pixels scaled to [0, 1], with their
// labels. Refused: a missing, cut-off or over-long file, a broken gzip, a wrong
// magic number, no images, counts that disagree, a label outside 0..9.
bool dataset_read_idx(Dataset *out, const char *images, const char *labels,
                      char *reason, size_t reason_size);

// The 8x8 digits: a CSV file (plain or .gz) of 64 numbers in 0..16 and a class
// in 0..9 a line. Pixels are scaled to [0, 1].
bool dataset_read_digits(Dataset *out, const char *path, char *reason,
                         size_t reason_size);

// "fashion" (the Debian package), "mnist" (data/mnist/) or NULL: what the
// environment variable DATASET says, else "fashion". Images of 28x28 pixels in
// [0, 1].
bool dataset_load_images(DataPair *out, const char *name, char *reason,
                         size_t reason_size);

// y = 0.05 + sum_i 0.01 x_i + e with x_i ~ N(0, 1), e ~ N(0, 0.01^2), and
// n_features numbers a sample. The training set is drawn first, and in a sample
// x_1, x_2, ..., then e.
bool dataset_make_regression(DataPair *out, size_t n_train, size_t n_test,
                             size_t n_features, Rng *rng);

// Samples [first, first + count) of data, where they lie: not to be freed, and
// gone when data is.
Dataset dataset_part(const Dataset *data, size_t first, size_t count);

// Splits a shuffled copy of data: the first train_share (in (0, 1)) of it,
// rounded down, becomes out->train, the rest out->test. The generator is
// advanced as by rng_permutation over n.
bool dataset_split(DataPair *out, const Dataset *data, double train_share,
                   Rng *rng);

// The mean and standard deviation (divided by the count) of all numbers of
// data, computed in double. data is not empty.
void dataset_moments(const Dataset *data, double *mean, double *sd);

// x = (x - mean) / sd, in place. sd > 0.
void dataset_normalise(Dataset *data, double mean, double sd);

// Gathers samples order[0..rows-1] of data.
//
//   x   [rows][n_features] out
//   y   [rows] out, or NULL
void dataset_gather(float *x, uint8_t *y, const Dataset *data,
                    const size_t *order, size_t rows);

// Frees the arrays and empties the struct. An empty one is allowed.
void dataset_free(Dataset *data);
void data_pair_free(DataPair *pair);

#endif
