// The heavy arithmetic: matrix products, convolution, pooling. The product has
// two implementations, lib/kernels_onednn.c and lib/kernels_portable.c; the
// build links one of them (KERNELS=onednn or KERNELS=portable). All arrays are
// dense, row-major float; images are [batch][channels][height][width]. No
// output may overlap an input. Calls must come from one thread at a time,
// but those of gemm, which may come from several.
#ifndef KERNELS_H
#define KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// "oneDNN" or "portable".
const char *kernels_name(void);

// c = a b, or c += a b if accumulate.
//
//   c   [m][n] out
//   a   [m][k] in; stored [k][m] if transpose_a
//   b   [k][n] in; stored [n][k] if transpose_b
//
// Any of m, n, k may be 0; with k = 0 the product is all zeros.
void gemm(float *c, const float *a, const float *b, size_t m, size_t n,
          size_t k, bool transpose_a, bool transpose_b, bool accumulate);

// The shape of a 2-d convolution, stride 1, no padding: the output is
// [batch][out_channels][height - kernel + 1][width - kernel + 1]. The batch may
// be 0; all else is at least 1, and kernel at most height and width.
typedef struct ConvShape {
    size_t batch, in_channels, out_channels, height, width, kernel;
} ConvShape;

// y = cross-correlation of x with w, plus b.
//
//   y   [batch][out_channels][out_height][out_width] out
//   x   [batch][in_channels][height][width] in
//   w   [out_channels][in_channels][kernel][kernel] in
//   b   [out_channels] in
void conv_forward(float *y, const float *x, const float *w, const float *b,
                  ConvShape s);

// The gradients of conv_forward; shapes as above. dx may be NULL (the first
// layer of a network needs none).
void conv_backward(float *dx, float *dw, float *db, const float *dy,
                   const float *x, const float *w, ConvShape s);

// Max-pooling over 2x2 windows, stride 2; an odd last row or column is left
// out.
//
//   y       [planes][height / 2][width / 2] out
//   winner  [planes][height / 2][width / 2] out: which of the four (0..3, row
//           by row) was largest, the first of equals
//   x       [planes][height][width] in
void maxpool_forward(float *y, uint8_t *winner, const float *x, size_t planes,
                     size_t height, size_t width);

// dx [planes][height][width] out: dy at each window's winner, 0 elsewhere.
void maxpool_backward(float *dx, const float *dy, const uint8_t *winner,
                      size_t planes, size_t height, size_t width);

// Convolution and max-pooling in one: y, winner = maxpool(conv(x)). The images
// go through one by one, so what the convolution gives is pooled while it is in
// the cache, and never stored.
//
//   y, winner  [batch][out_channels][out_height / 2][out_width / 2] out
//   x, w, b    as for conv_forward
void conv_pool_forward(float *y, uint8_t *winner, const float *x,
                       const float *w, const float *b, ConvShape s);

// The gradients of conv_pool_forward, given dy and its winner; the others as
// for conv_backward. Whether a 0 in dy makes NaN of what is not finite is open.
void conv_pool_backward(float *dx, float *dw, float *db, const float *dy,
                        const uint8_t *winner, const float *x, const float *w,
                        ConvShape s);

#endif
