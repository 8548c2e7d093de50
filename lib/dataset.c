// Data sets in memory: make, slice, split, normalise, gather. The readers of
// files are dataset_idx.c and dataset_digits.c.
#include "dataset.h"

#include "block.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool dataset_new(Dataset *out, size_t n, size_t n_features, size_t n_classes)
{
    *out = (Dataset){0};
    if (n_features > 0 && n > SIZE_MAX / n_features)
        return false;
    // One more than needed: calloc(0) may return NULL.
    float *x = array_alloc(n * n_features + 1, sizeof *x);
    uint8_t *y = n_classes > 0 ? calloc(n + 1, sizeof *y) : NULL;
    float *target = n_classes > 0 ? NULL : calloc(n + 1, sizeof *target);
    if (x == NULL || (y == NULL && target == NULL)) {
        free(x);
        free(y);
        free(target);
        return false;
    }
    *out = (Dataset){n, n_features, n_classes, x, y, target};
    return true;
}

void dataset_free(Dataset *data)
{
    free(data->x);
    free(data->y);
    free(data->target);
    *data = (Dataset){0};
}

void data_pair_free(DataPair *pair)
{
    dataset_free(&pair->train);
    dataset_free(&pair->test);
}

static void copy_sample(Dataset *to, size_t i, const Dataset *from, size_t j)
{
    size_t d = from->n_features;
    memcpy(to->x + i * d, from->x + j * d, d * sizeof(float));
    if (from->y)
        to->y[i] = from->y[j];
    if (from->target)
        to->target[i] = from->target[j];
}

Dataset dataset_part(const Dataset *data, size_t first, size_t count)
{
    assert(first <= data->n && count <= data->n - first);
    Dataset part = *data;
    part.n = count;
    part.x += first * data->n_features;
    if (part.y)
        part.y += first;
    if (part.target)
        part.target += first;
    return part;
}

bool dataset_split(DataPair *out, const Dataset *data, double train_share,
                   Rng *rng)
{
    assert(train_share > 0 && train_share < 1);
    // 0.29 * 100 is 28.999999999999996 in double, and means 29.
    size_t n_train = (size_t)(train_share * (double)data->n + 1e-9);
    size_t d = data->n_features, n_classes = data->n_classes;
    *out = (DataPair){0};
    size_t *order = calloc(data->n + 1, sizeof *order);
    if (order == NULL || !dataset_new(&out->train, n_train, d, n_classes) ||
        !dataset_new(&out->test, data->n - n_train, d, n_classes)) {
        free(order);
        data_pair_free(out);
        return false;
    }
    rng_permutation(rng, order, data->n);
    for (size_t i = 0; i < n_train; i++)
        copy_sample(&out->train, i, data, order[i]);
    for (size_t i = n_train; i < data->n; i++)
        copy_sample(&out->test, i - n_train, data, order[i]);
    free(order);
    return true;
}

static void draw_regression(Dataset *data, Rng *rng)
{
    for (size_t i = 0; i < data->n; i++) {
        float *x = data->x + i * data->n_features;
        double y = 0.05;
        for (size_t j = 0; j < data->n_features; j++) {
            x[j] = rng_normal(rng);
            y += 0.01 * (double)x[j];
        }
        data->target[i] = (float)(y + 0.01 * (double)rng_normal(rng));
    }
}

bool dataset_make_regression(DataPair *out, size_t n_train, size_t n_test,
                             size_t n_features, Rng *rng)
{
    *out = (DataPair){0};
    if (!dataset_new(&out->train, n_train, n_features, 0) ||
        !dataset_new(&out->test, n_test, n_features, 0)) {
        data_pair_free(out);
        return false;
    }
    draw_regression(&out->train, rng);
    draw_regression(&out->test, rng);
    return true;
}

void dataset_moments(const Dataset *data, double *mean, double *sd)
{
    size_t n = data->n * data->n_features;
    assert(n > 0);
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)data->x[i];
    *mean = sum / (double)n;
    // A second pass: the mean of squares less the square of the mean would
    // cancel when the mean is large.
    for (size_t i = 0; i < n; i++) {
        double from_mean = (double)data->x[i] - *mean;
        squares += from_mean * from_mean;
    }
    *sd = sqrt(squares / (double)n);
}

void dataset_normalise(Dataset *data, double mean, double sd)
{
    assert(sd > 0);
    size_t n = data->n * data->n_features;
    for (size_t i = 0; i < n; i++)
        data->x[i] = (float)(((double)data->x[i] - mean) / sd);
}

// Asks for a row, so that it is on its way while another is copied.
static void expect_row(const float *row, size_t n)
{
    enum { LINE_FLOATS = LINE / sizeof(float) };
    for (size_t j = 0; j < n; j += LINE_FLOATS)
        __builtin_prefetch(row + j);
}

void dataset_gather(float *x, uint8_t *y, const Dataset *data,
                    const size_t *order, size_t rows)
{
    assert(y == NULL || data->y);
    size_t d = data->n_features;
    for (size_t i = 0; i < rows; i++) {
        assert(order[i] < data->n);
        if (i + 1 < rows && order[i + 1] < data->n)
            expect_row(data->x + order[i + 1] * d, d);
        memcpy(x + i * d, data->x + order[i] * d, d * sizeof *x);
        if (y)
            y[i] = data->y[order[i]];
    }
}
