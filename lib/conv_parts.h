// What lib/conv.c and lib/conv_pool.c share: one image's convolution by a
// matrix product, and memory for threads that share the images out.
#ifndef CONV_PARTS_H
#define CONV_PARTS_H

#include "kernels.h"

enum { LANES = 16 }; // floats of a vector
typedef float Vector __attribute__((vector_size(4 * LANES), aligned(4)));

// n, rounded up to whole vectors.
static inline size_t conv_whole(size_t n)
{
    return (n + LANES - 1) / LANES * LANES;
}

// The sizes of the matrices, for one image:
// y [out_channels][pixels] = w [out_channels][taps] columns [taps][pixels].
typedef struct Sizes {
    size_t out_height, out_width, pixels, taps;
    size_t x, y, w; // floats in an image of x and y, and in w
    size_t columns; // floats of scratch space that an image needs
} Sizes;

Sizes conv_sizes(ConvShape s);

// As many as share the images out.
size_t conv_threads(void);

// So many floats for each of n parts, the first of them aligned to a vector;
// free() them. Never NULL.
float *conv_new_parts(size_t n, size_t floats, Sizes z);

// to[n] = the sum over the parts, each `stride` floats after the one before.
void conv_add_parts(float *restrict to, const float *restrict parts,
                    size_t n_parts, size_t stride, size_t n);

// y of one image.
void conv_image_forward(float *y, float *columns, const float *x,
                        const float *w, const float *b, ConvShape s, Sizes z);

// What one image adds to dw and db, and its dx unless that is NULL.
void conv_image_backward(float *dx, float *dw, float *db, float *columns,
                         const float *dy, const float *x, const float *w,
                         ConvShape s, Sizes z);

#endif
