// Where the time of a training goes: `make profile` links this beside
// bench/train.c, and the linker (--wrap) lets the calls of each phase pass
// through here. Each moment counts for the innermost phase alone. What no
// wrapped function does (in chapters 5 and 6: Adam's step, spatial dropout) is
// the last line. One thread.
#define _POSIX_C_SOURCE 200809L
#include "kernels.h"
#include "layers.h"
#include "minibatch.h"
#include "mlp.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "profile.h"

static const char *const names[N_PHASES] = {
    [DATA] = "data",
    [PRODUCTS] = "matrix products",
    [WINDOWS] = "convolution, but for the products",
    [POOLING] = "pooling",
    [BIASES] = "biases",
    [ACTIVATION] = "activations",
    [DROPOUT] = "dropout",
    [LOSS] = "loss",
    [OPTIMISER] = "optimiser (SGD)",
    [REST] = "the rest (and Adam)",
};

static double seconds[N_PHASES], last;
static Phase current = REST;

// The time since the last switch counts for the phase that was on.
static Phase switch_to(Phase next)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    double now = (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
    Phase before = current;
    seconds[before] += now - last;
    last = now;
    current = next;
    return before;
}

void profile_begin(void)
{
    switch_to(REST);
    for (int i = 0; i < N_PHASES; i++)
        seconds[i] = 0;
}

void profile_end(size_t samples)
{
    double all = 0;
    switch_to(REST);
    for (int i = 0; i < N_PHASES; i++)
        all += seconds[i];
    for (int i = 0; i < N_PHASES; i++)
        if (seconds[i] > 0)
            printf("  %-34s %6.2f us a sample %5.1f %%\n", names[i],
                   1e6 * seconds[i] / (double)samples, 100 * seconds[i] / all);
    printf("  %-34s %6.2f us a sample\n", "all", 1e6 * all / (double)samples);
}

// WRAP(phase, name, parameters, arguments) for a function without a result.
#define WRAP(phase, name, parameters, arguments)                               \
    void __real_##name parameters;                                             \
    void __wrap_##name parameters;                                             \
    void __wrap_##name parameters                                              \
    {                                                                          \
        Phase before = switch_to(phase);                                       \
        __real_##name arguments;                                               \
        switch_to(before);                                                     \
    }

// The same for one that returns a `type`.
#define WRAP_RESULT(type, phase, name, parameters, arguments)                  \
    type __real_##name parameters;                                             \
    type __wrap_##name parameters;                                             \
    type __wrap_##name parameters                                              \
    {                                                                          \
        Phase before = switch_to(phase);                                       \
        type result = __real_##name arguments;                                 \
        switch_to(before);                                                     \
        return result;                                                         \
    }

WRAP_RESULT(size_t, DATA, minibatch_take,
            (Minibatch * mb, const Dataset *data, size_t first),
            (mb, data, first))
WRAP(DATA, rng_permutation, (Rng * rng, size_t *order, size_t n),
     (rng, order, n))
WRAP(PRODUCTS, gemm,
     (float *c, const float *a, const float *b, size_t m, size_t n, size_t k,
      bool transpose_a, bool transpose_b, bool accumulate),
     (c, a, b, m, n, k, transpose_a, transpose_b, accumulate))
WRAP(WINDOWS, conv_pool_forward,
     (float *y, uint8_t *winner, const float *x, const float *w, const float *b,
      ConvShape s),
     (y, winner, x, w, b, s))
WRAP(WINDOWS, conv_pool_backward,
     (float *dx, float *dw, float *db, const float *dy, const uint8_t *winner,
      const float *x, const float *w, ConvShape s),
     (dx, dw, db, dy, winner, x, w, s))
WRAP(POOLING, maxpool_forward,
     (float *y, uint8_t *winner, const float *x, size_t planes, size_t height,
      size_t width),
     (y, winner, x, planes, height, width))
WRAP(POOLING, maxpool_backward,
     (float *dx, const float *dy, const uint8_t *winner, size_t planes,
      size_t height, size_t width),
     (dx, dy, winner, planes, height, width))
WRAP(BIASES, linear_forward,
     (float *y, const float *x, const float *w, const float *b, size_t batch,
      size_t n_in, size_t n_out),
     (y, x, w, b, batch, n_in, n_out))
WRAP(BIASES, linear_backward,
     (float *dx, float *dw, float *db, const float *dy, const float *x,
      const float *w, size_t batch, size_t n_in, size_t n_out),
     (dx, dw, db, dy, x, w, batch, n_in, n_out))
WRAP(ACTIVATION, activation_forward,
     (Activation activation, float *y, const float *x, size_t n),
     (activation, y, x, n))
WRAP(ACTIVATION, activation_backward,
     (Activation activation, float *dx, const float *dy, const float *x,
      size_t n),
     (activation, dx, dy, x, n))
WRAP(ACTIVATION, relu_forward, (float *y, const float *x, size_t n), (y, x, n))
WRAP_RESULT(bool, DROPOUT, dropout_forward,
            (float *y, uint8_t *mask, const float *x, size_t batch, size_t n,
             float drop_prob, Rng *restrict rng),
            (y, mask, x, batch, n, drop_prob, rng))
WRAP(DROPOUT, dropout_inference,
     (float *y, const float *x, size_t batch, size_t n), (y, x, batch, n))
WRAP(DROPOUT, dropout_backward,
     (float *dx, const float *dy, const uint8_t *mask, size_t batch, size_t n,
      float drop_prob),
     (dx, dy, mask, batch, n, drop_prob))
WRAP_RESULT(double, LOSS, softmax_cross_entropy,
            (float *dlogits, const float *logits, const uint8_t *labels,
             size_t batch, size_t n_classes),
            (dlogits, logits, labels, batch, n_classes))
WRAP(OPTIMISER, sgd_step, (float *w, const float *g, size_t n, float lr),
     (w, g, n, lr))
