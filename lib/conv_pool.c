// Convolution followed by max-pooling. Behind the pooling at least three of
// four gradients are 0, and behind ReLU half of the rest: the way back takes up
// the others one by one, where a window has enough numbers for that to pay.
// The second convolution of chapter 6 takes 23 us an image so, and 68 by
// matrix products.
#include "conv_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void conv_pool_forward(float *y, uint8_t *winner, const float *x,
                       const float *w, const float *b, ConvShape s)
{
    Sizes z = conv_sizes(s);
    size_t n = conv_threads(), floats = z.columns + conv_whole(z.y);
    size_t pooled = s.out_channels * (z.out_height / 2) * (z.out_width / 2);
    float *parts = conv_new_parts(n, floats, z);
#ifdef _OPENMP
#pragma omp parallel for num_threads(n) schedule(static)
#endif
    for (size_t part = 0; part < n; part++) {
        float *columns = parts + part * floats, *image = columns + z.columns;
        for (size_t i = part * s.batch / n; i < (part + 1) * s.batch / n; i++) {
            conv_image_forward(image, columns, x + i * z.x, w, b, s, z);
            maxpool_forward(y + i * pooled, winner + i * pooled, image,
                            s.out_channels, z.out_height, z.out_width);
        }
    }
    free(parts);
}

// One image and its gradients with the channels last: then a row of a window,
// all channels of it, is one run of `run` numbers, and `padded` whole vectors.
typedef struct Runs {
    size_t run, padded;
    size_t image, w; // floats in an image, in all runs of w; both padded
} Runs;

static Runs runs_of(ConvShape s, Sizes z)
{
    size_t run = s.kernel * s.in_channels;
    size_t padded = conv_whole(run);
    return (Runs){run, padded, conv_whole(z.x + LANES),
                  s.out_channels * s.kernel * padded};
}

// to[j][i] = from[i][j]
static void transpose(float *restrict to, const float *restrict from,
                      size_t rows, size_t columns)
{
    for (size_t j = 0; j < columns; j++)
        for (size_t i = 0; i < rows; i++)
            to[j * rows + i] = from[i * columns + j];
}

// Where number t of the window that goes from input channel c to output
// channel o lies in the runs.
static size_t in_runs(size_t o, size_t c, size_t t, ConvShape s, Runs r)
{
    return (o * s.kernel + t / s.kernel) * r.padded +
           t % s.kernel * s.in_channels + c;
}

// The runs of w, filled up with zeros.
static void runs_of_w(float *runs, const float *w, ConvShape s, Runs r)
{
    memset(runs, 0, r.w * sizeof *runs);
    for (size_t o = 0; o < s.out_channels; o++)
        for (size_t c = 0; c < s.in_channels; c++)
            for (size_t t = 0; t < s.kernel * s.kernel; t++)
                runs[in_runs(o, c, t, s, r)] = *w++;
}

static void w_of_runs(float *w, const float *runs, ConvShape s, Runs r)
{
    for (size_t o = 0; o < s.out_channels; o++)
        for (size_t c = 0; c < s.in_channels; c++)
            for (size_t t = 0; t < s.kernel * s.kernel; t++)
                *w++ = runs[in_runs(o, c, t, s, r)];
}

// The way back of a batch: the arrays of conv_pool_backward, and how it goes.
typedef struct Pass {
    float *dx;
    const float *dy, *x, *w;
    const uint8_t *winner;
    ConvShape s;
    Sizes z;
    Runs r;
    bool by_runs;
    size_t pooled; // numbers of an image's dy
    size_t n_w;    // numbers of dw, as they are added up
    size_t sums;   // of these and of db, in whole vectors
    size_t floats; // a thread's: sums and scratch space
} Pass;

static Pass pass_of(ConvShape s)
{
    Pass p = {.s = s, .z = conv_sizes(s)};
    p.r = runs_of(s, p.z);
    p.by_runs = p.r.run >= LANES;
    p.pooled = s.out_channels * (p.z.out_height / 2) * (p.z.out_width / 2);
    p.n_w = p.by_runs ? p.r.w : p.z.w;
    p.sums = conv_whole(p.n_w + s.out_channels);
    // A window's place takes up two floats.
    size_t lists = 3 * conv_whole(p.pooled / s.out_channels + 1);
    p.floats = p.sums + (p.by_runs ? 2 * p.r.image + lists
                                   : conv_whole(p.z.y) + p.z.columns);
    return p;
}

// The numbers of dy that are not 0, of one output channel of an image, and
// where in x the upper left corners of their windows lie.
typedef struct Windows {
    size_t n;
    float *d;
    size_t *at;
} Windows;

// Without a branch, for which of them are 0 is as good as random.
static void list_windows(Windows *l, const float *dy, const uint8_t *winner,
                         const Pass *p)
{
    size_t rows = p->z.out_height / 2, columns = p->z.out_width / 2, n = 0;
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) {
            size_t k = *winner++;
            assert(k < 4);
            size_t down = 2 * i + k / 2, right = 2 * j + k % 2;
            l->at[n] = (down * p->s.width + right) * p->s.in_channels;
            l->d[n] = *dy++;
            n += l->d[n] != 0;
        }
    l->n = n;
}

// dw[n] += d x[n], and dx[n] += d w[n]; n a multiple of LANES.
static inline void add_run(float *restrict dw, float *restrict dx,
                           const float *restrict x, const float *restrict w,
                           float d, size_t n)
{
    for (size_t j = 0; j < n; j += LANES) {
        *(Vector *)(dw + j) += d * *(const Vector *)(x + j);
        *(Vector *)(dx + j) += d * *(const Vector *)(w + j);
    }
}

// What the windows of one output channel add to dw, db, dx.
static void add_windows(float *dx, float *dw, float *db, const float *x,
                        const float *w, const Windows *l, const Pass *p)
{
    size_t padded = p->r.padded, step = p->s.width * p->s.in_channels;
    for (size_t k = 0; k < l->n; k++) {
        float d = l->d[k];
        *db += d;
        for (size_t row = 0; row < p->s.kernel; row++)
            add_run(dw + row * padded, dx + l->at[k] + row * step,
                    x + l->at[k] + row * step, w + row * padded, d, padded);
    }
}

static void image_by_runs(const Pass *p, float *part, size_t i)
{
    size_t pixels = p->s.height * p->s.width, channels = p->s.in_channels;
    size_t n = p->pooled / p->s.out_channels, runs = p->s.kernel * p->r.padded;
    float *db = part + p->n_w, *x = part + p->sums, *dx = x + p->r.image;
    float *d = dx + p->r.image;
    Windows l = {0, d, (size_t *)(void *)(d + conv_whole(n + 1))};
    transpose(x, p->x + i * p->z.x, channels, pixels);
    memset(dx, 0, p->r.image * sizeof *dx);
    for (size_t o = 0; o < p->s.out_channels; o++) {
        size_t first = i * p->pooled + o * n;
        list_windows(&l, p->dy + first, p->winner + first, p);
        add_windows(dx, part + o * runs, db + o, x, p->w + o * runs, &l, p);
    }
    if (p->dx)
        transpose(p->dx + i * p->z.x, dx, pixels, channels);
}

static void image_by_products(const Pass *p, float *part, size_t i)
{
    float *dz = part + p->sums, *columns = dz + conv_whole(p->z.y);
    maxpool_backward(dz, p->dy + i * p->pooled, p->winner + i * p->pooled,
                     p->s.out_channels, p->z.out_height, p->z.out_width);
    conv_image_backward(p->dx ? p->dx + i * p->z.x : NULL, part, part + p->n_w,
                        columns, dz, p->x + i * p->z.x, p->w, p->s, p->z);
}

// Each part holds its sums of dw and db afterwards.
static void add_images(const Pass *p, float *parts, size_t n)
{
#ifdef _OPENMP
#pragma omp parallel for num_threads(n) schedule(static)
#endif
    for (size_t part = 0; part < n; part++) {
        float *own = parts + part * p->floats;
        memset(own, 0, p->floats * sizeof *own);
        for (size_t i = part * p->s.batch / n; i < (part + 1) * p->s.batch / n;
             i++)
            (p->by_runs ? image_by_runs : image_by_products)(p, own, i);
    }
}

void conv_pool_backward(float *dx, float *dw, float *db, const float *dy,
                        const uint8_t *winner, const float *x, const float *w,
                        ConvShape s)
{
    Pass p = pass_of(s);
    size_t n = conv_threads();
    float *parts = conv_new_parts(n, p.floats, p.z);
    float *runs = conv_new_parts(1, p.n_w, p.z); // w's, later dw's
    p.dx = dx;
    p.dy = dy;
    p.winner = winner;
    p.x = x;
    p.w = w;
    if (p.by_runs) {
        runs_of_w(runs, w, s, p.r);
        p.w = runs;
    }
    add_images(&p, parts, n);
    conv_add_parts(p.by_runs ? runs : dw, parts, n, p.floats, p.n_w);
    conv_add_parts(db, parts + p.n_w, n, p.floats, s.out_channels);
    if (p.by_runs)
        w_of_runs(dw, runs, s, p.r);
    free(parts);
    free(runs);
}
