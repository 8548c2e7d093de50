// Convolution as a matrix product: the windows of one image are laid out as
// the columns of a matrix (im2col). One image at a time, so the memory needed
// does not grow with the batch and no image sees its neighbours.
#include "kernels.h"

#include "fail.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

// The sizes of the matrices, for one image:
// y [out_channels][pixels] = w [out_channels][taps] columns [taps][pixels].
typedef struct Sizes {
    size_t out_height, out_width, pixels, taps;
    size_t x, y; // floats in an image of x and y
} Sizes;

static Sizes sizes_of(ConvShape s)
{
    assert(s.in_channels > 0 && s.out_channels > 0);
    assert(s.kernel > 0 && s.kernel <= s.height && s.kernel <= s.width);
    Sizes z = {.out_height = s.height - s.kernel + 1,
               .out_width = s.width - s.kernel + 1};
    z.pixels = z.out_height * z.out_width;
    z.taps = s.in_channels * s.kernel * s.kernel;
    z.x = s.in_channels * s.height * s.width;
    z.y = s.out_channels * z.pixels;
    return z;
}

static float *new_columns(Sizes z)
{
    float *columns = malloc(z.taps * z.pixels * sizeof *columns);
    if (!columns)
        fail("out of memory for a convolution of %zu x %zu pixels; "
             "use smaller images",
             z.out_height, z.out_width);
    return columns;
}

// Tap t of a window: where it lies from the window's upper left corner.
static size_t tap_offset(size_t t, ConvShape s)
{
    size_t tap_x = t % s.kernel, tap_y = t / s.kernel % s.kernel;
    size_t channel = t / s.kernel / s.kernel;
    return (channel * s.height + tap_y) * s.width + tap_x;
}

// columns[t][pixel] = x at tap t of that pixel's window.
static void image_to_columns(float *columns, const float *x, ConvShape s,
                             Sizes z)
{
    for (size_t t = 0; t < z.taps; t++) {
        const float *from = x + tap_offset(t, s);
        for (size_t i = 0; i < z.out_height; i++, columns += z.out_width)
            memcpy(columns, from + i * s.width, z.out_width * sizeof *from);
    }
}

// The way back: each pixel of dx is the sum over the windows it was part of.
static void columns_to_image(float *restrict dx, const float *restrict columns,
                             ConvShape s, Sizes z)
{
    memset(dx, 0, z.x * sizeof *dx);
    for (size_t t = 0; t < z.taps; t++) {
        float *to = dx + tap_offset(t, s);
        for (size_t i = 0; i < z.out_height; i++, columns += z.out_width)
            for (size_t j = 0; j < z.out_width; j++)
                to[i * s.width + j] += columns[j];
    }
}

void conv_forward(float *y, const float *x, const float *w, const float *b,
                  ConvShape s)
{
    Sizes z = sizes_of(s);
    float *columns = new_columns(z);
    for (size_t i = 0; i < s.batch; i++, x += z.x) {
        image_to_columns(columns, x, s, z);
        for (size_t channel = 0; channel < s.out_channels; channel++)
            for (size_t j = 0; j < z.pixels; j++)
                y[channel * z.pixels + j] = b[channel];
        gemm(y, w, columns, s.out_channels, z.pixels, z.taps, false, false,
             true);
        y += z.y;
    }
    free(columns);
}

// In 16 lanes: the compiler may not reorder one long sum to make it a vector.
static float sum(const float *v, size_t n)
{
    enum { LANES = 16 };
    float lane[LANES] = {0}, total = 0;
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (size_t l = 0; l < LANES; l++)
            lane[l] += v[i + l];
    for (; i < n; i++)
        total += v[i];
    for (size_t l = 0; l < LANES; l++)
        total += lane[l];
    return total;
}

void conv_backward(float *dx, float *dw, float *db, const float *dy,
                   const float *x, const float *w, ConvShape s)
{
    Sizes z = sizes_of(s);
    float *columns = new_columns(z);
    memset(dw, 0, s.out_channels * z.taps * sizeof *dw);
    memset(db, 0, s.out_channels * sizeof *db);
    for (size_t i = 0; i < s.batch; i++, dy += z.y) {
        for (size_t channel = 0; channel < s.out_channels; channel++)
            db[channel] += sum(dy + channel * z.pixels, z.pixels);
        image_to_columns(columns, x + i * z.x, s, z);
        gemm(dw, dy, columns, s.out_channels, z.taps, z.pixels, false, true,
             true);
        if (!dx)
            continue;
        gemm(columns, w, dy, z.taps, z.pixels, s.out_channels, true, false,
             false);
        columns_to_image(dx + i * z.x, columns, s, z);
    }
    free(columns);
}
