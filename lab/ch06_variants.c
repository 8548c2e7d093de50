// Chapter 6, spatial and alpha dropout, a CNN: see include/ch06_variants.h.
// Fill the blanks; `make check ONLY=ch06_variants` grades them.
#include "ch06_variants.h"

#include "ch01_activations.h"
#include "ch02_gradients.h"
#include "ch04_dropout.h"
#include "layers.h"

#include <math.h>

// Task spatial-dropout-forward (2 points)
bool spatial_dropout_forward(float *y, uint8_t *restrict mask, const float *x,
                             size_t batch, size_t maps, size_t area,
                             float drop_prob, Rng *rng)
{
    // TODO: Refuse as dropout_forward does. Else one draw a map: all of it or
    //       none.
    return false;
}

// Task spatial-dropout-backward (1 point)
void spatial_dropout_backward(float *dx, const float *dy,
                              const uint8_t *restrict mask, size_t batch,
                              size_t maps, size_t area, float drop_prob)
{
    // TODO: Send dy back through the maps that were kept, scaled as they were.
}

// Task selu-forward (1 point)
void selu_forward(float *y, const float *x, size_t n)
{
    // TODO: The formula of the header; e^x - 1 must keep its digits close to 0.
}

// Task selu-derivative (1 point)
void selu_derivative(float *d, const float *x, size_t n)
{
    // TODO: The slope of selu_forward; see the header for x = 0.
}

// Task alpha-dropout-forward (3 points)
bool alpha_dropout_forward(float *y, uint8_t *mask, const float *x, size_t n,
                           float drop_prob, Rng *restrict rng)
{
    // TODO: Refuse a drop_prob outside [0, 1) or NaN. Else draw one rng_uniform
    //       a unit, put SELU_LOW for a dropped one, and take mean and variance
    //       out.
    return false;
}

// Task alpha-dropout-backward (1 point)
void alpha_dropout_backward(float *dx, const float *dy, const uint8_t *mask,
                            size_t n, float drop_prob)
{
    // TODO: A dropped unit's output is a constant; what is a kept one's slope?
}

// Task moments (1 point)
void moments(double *mean, double *variance, const float *x, size_t n)
{
    // TODO: The mean first, then the mean square of what differs from it.
}

// Task cnn-stage-forward (2 points)
void cnn_stage_forward(Cnn *net, size_t stage, const float *x, size_t batch,
                       bool training, Rng *rng)
{
    // TODO: Convolution and pooling, ReLU; in training, spatial dropout of y.
}

// Task cnn-forward (1 point)
void cnn_forward(Cnn *net, const float *x, size_t batch, bool training,
                 Rng *rng)
{
    // TODO: Both stages, dropout of the flattened features, linear, ReLU,
    //       linear.
}

// Task cnn-stage-backward (2 points)
void cnn_stage_backward(Cnn *net, size_t stage, float *dx, const float *x,
                        size_t batch)
{
    // TODO: From dy back through spatial dropout, ReLU, pooling and
    //       convolution.
}

// Task cnn-backward (1 point)
double cnn_backward(Cnn *net, const float *x, const uint8_t *labels,
                    size_t batch)
{
    // TODO: Loss, both linear layers, dropout of the features, both stages.
    return 0.0;
}

// Task cnn-sgd-epoch (2 points)
double cnn_sgd_epoch(Cnn *net, const Dataset *data, Minibatch *mb, float lr,
                     Rng *rng)
{
    // TODO: Shuffle; one SGD step a mini-batch; return the mean loss of a
    //       sample.
    return 0.0;
}
