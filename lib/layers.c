// Linear layers, and softmax with cross-entropy. See include/layers.h.
#include "layers.h"

#include "kernels.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

// sum[n] += row[n]
static void add_to(float *restrict sum, const float *restrict row, size_t n)
{
    for (size_t j = 0; j < n; j++)
        sum[j] += row[j];
}

void linear_forward(float *y, const float *x, const float *w, const float *b,
                    size_t batch, size_t n_in, size_t n_out)
{
    gemm(y, x, w, batch, n_out, n_in, false, true, false);
    for (size_t i = 0; b && i < batch; i++)
        add_to(y + i * n_out, b, n_out);
}

void linear_backward(float *dx, float *dw, float *db, const float *dy,
                     const float *x, const float *w, size_t batch, size_t n_in,
                     size_t n_out)
{
    gemm(dw, dy, x, n_out, n_in, batch, true, false, false);
    if (dx)
        gemm(dx, dy, w, batch, n_in, n_out, false, false, false);
    if (!db)
        return;
    for (size_t j = 0; j < n_out; j++)
        db[j] = 0;
    for (size_t i = 0; i < batch; i++)
        add_to(db, dy + i * n_out, n_out);
}

static float largest(const float *v, size_t n)
{
    float max = v[0];
    for (size_t j = 1; j < n; j++)
        max = v[j] > max ? v[j] : max;
    return max;
}

// e[n] = e^(z - max), unless e is NULL. Returns the sum, which is at least 1:
// without max, e^z would overflow from z = 89 on.
static double exponentials(float *e, const float *z, float max, size_t n)
{
    double sum = 0;
    for (size_t j = 0; j < n; j++) {
        float exponential = expf(z[j] - max);
        sum += exponential;
        if (e)
            e[j] = exponential;
    }
    return sum;
}

double softmax_cross_entropy(float *dlogits, const float *logits,
                             const uint8_t *labels, size_t batch,
                             size_t n_classes)
{
    double loss = 0;
    for (size_t i = 0; i < batch; i++) {
        assert(labels[i] < n_classes);
        const float *row = logits + i * n_classes;
        float *drow = dlogits ? dlogits + i * n_classes : NULL;
        float max = largest(row, n_classes);
        double sum = exponentials(drow, row, max, n_classes);
        loss += log(sum) + ((double)max - (double)row[labels[i]]);
        if (!drow)
            continue;
        float scale = (float)(1 / (sum * (double)batch));
        for (size_t j = 0; j < n_classes; j++)
            drow[j] *= scale;
        drow[labels[i]] -= 1 / (float)batch;
    }
    return batch > 0 ? loss / (double)batch : 0;
}

// A NaN fails every comparison, so it counts as wrong wherever it stands.
static bool is_largest(const float *v, size_t which, size_t n)
{
    bool largest_so_far = true;
    for (size_t j = 0; j < which; j++)
        largest_so_far &= v[j] < v[which];
    for (size_t j = which; j < n; j++)
        largest_so_far &= v[j] <= v[which];
    return largest_so_far;
}

size_t count_correct(const float *scores, const uint8_t *labels, size_t batch,
                     size_t n_classes)
{
    size_t correct = 0;
    for (size_t i = 0; i < batch; i++) {
        assert(labels[i] < n_classes);
        correct += is_largest(scores + i * n_classes, labels[i], n_classes);
    }
    return correct;
}
