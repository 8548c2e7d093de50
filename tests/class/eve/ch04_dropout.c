// Eve, chapter 4: each function goes wrong in a way of its own.
#include "ch04_dropout.h"
#include "ch01_activations.h"
#include "layers.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// never ends
bool dropout_forward(float *y, uint8_t *mask, const float *x, size_t batch,
                     size_t n, float drop_prob, Rng *rng)
{ // i stays 0
    for (size_t i = 0; i < batch * n;) {
        mask[i] = 1;
        y[i] = x[i];
    }
    return true;
}

// writes one element too many
void dropout_inference(float *y, const float *x, size_t batch, size_t n)
{
    for (size_t i = 0; i <= batch * n; i++)
        y[i] = 0;
}

// uses a pointer that is NULL
void dropout_backward(float *dx, const float *dy, const uint8_t *mask,
                      size_t batch, size_t n, float drop_prob)
{
    float *scaled = NULL;
    for (size_t i = 0; i < batch * n; i++)
        scaled[i] = dy[i] / (1 - drop_prob);
    memcpy(dx, scaled, batch * n * sizeof *dx);
}

// leaves a local array
void dropout_mean(double *mean, const float *x, size_t n, size_t n_masks,
                  float drop_prob, Rng *rng)
{
    double sum[4] = {0};
    for (size_t i = 0; i <= n + 4; i++)
        sum[i] += 1;
    mean[0] = sum[0];
}

// takes all the memory there is and does not look what malloc says
void digits_forward(Mlp *net, const float *x, size_t batch, bool training,
                    Rng *rng)
{
    for (;;) {
        char *room = malloc(1 << 26);
        *room = training;
    }
}

// prints without end
double digits_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    for (;;)
        printf("loss %zu loss %zu loss %zu loss %zu\n", batch, batch, batch,
               batch);
}

// returns NaN: 0 / 0
double digits_train_epoch(Mlp *net, const Dataset *data, Minibatch *mb,
                          float lr, Rng *rng)
{
    double sum = 0;
    size_t seen = 0;
    return sum / seen;
}

// calls itself without end
static double again(size_t depth)
{
    volatile char room[4096] = {(char)depth};
    return again(depth + 1) + room[0];
}

double digits_accuracy(Mlp *net, const Dataset *data)
{
    return again(data->n);
}
