// Chapter 4: inverted dropout, and a network with it, written by hand.
// What each function promises stands in include/ch04_dropout.h.
// Fill the blanks; `make check ONLY=ch04_dropout` grades them.
#include "ch04_dropout.h"

#include "ch01_activations.h"
#include "ch02_gradients.h"
#include "layers.h"

#include <string.h>

// Task dropout-forward (3 points)
bool dropout_forward(float *y, uint8_t *mask, const float *x, size_t batch,
                     size_t n, float drop_prob, Rng *restrict rng)
{
    // TODO: Refuse a drop_prob outside [0, 1] or NaN. Else draw one rng_uniform
    //       a unit: keep the unit if the draw >= drop_prob. A kept unit is
    //       scaled by 1 / (1 - drop_prob), a dropped one is 0. Mind drop_prob =
    //       1.
    return false;
}

// Task dropout-inference (1 point)
void dropout_inference(float *y, const float *x, size_t batch, size_t n)
{
    // TODO: In evaluation nothing is dropped and nothing is scaled.
}

// Task dropout-backward (2 points)
void dropout_backward(float *dx, const float *dy, const uint8_t *mask,
                      size_t batch, size_t n, float drop_prob)
{
    // TODO: Send dy back through the units that were kept, scaled as they were.
    // TODO: The mask is the one of the forward pass: nothing is drawn here.
}

// Task dropout-mean (2 points)
void dropout_mean(double *mean, const float *x, size_t n, size_t n_masks,
                  float drop_prob, Rng *rng)
{
    // TODO: Draw n_masks masks one after the other and average what
    //       dropout_forward makes of x.
}

// Dropout of the inputs of layer l, from x into net->a[l]; the identity in
// evaluation mode. x may be net->a[l] itself.
static void drop(Mlp *net, size_t l, const float *x, size_t batch,
                 bool training, Rng *rng)
{
    size_t n = net->width[l];
    if (training)
        dropout_forward(net->a[l], net->mask[l], x, batch, n, net->drop_prob[l],
                        rng);
    else if (x != net->a[l])
        dropout_inference(net->a[l], x, batch, n);
}

// Task digits-forward (3 points)
void digits_forward(Mlp *net, const float *x, size_t batch, bool training,
                    Rng *rng)
{
    // TODO: Two layers: drop the input, linear, ReLU, drop the hidden units,
    //       linear. The line-up stands in the header; drop() is given above.
}

// Task digits-backward (3 points)
double digits_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    // TODO: The same way back: loss, linear, dropout, ReLU, linear. Write
    //       dz[1], dz[0], dw and db of both layers, and return the loss.
    return 0.0;
}

// Task digits-train-epoch (2 points)
double digits_train_epoch(Mlp *net, const Dataset *data, Minibatch *mb,
                          float lr, Rng *rng)
{
    // TODO: Shuffle; for each mini-batch: forward in training mode, backward,
    //       one SGD step over all parameters. Return the mean loss of a sample.
    return 0.0;
}

// Task digits-accuracy (2 points)
double digits_accuracy(Mlp *net, const Dataset *data)
{
    // TODO: Classify data in evaluation mode, max_batch rows at a time, and
    //       return the share that is right.
    return 0.0;
}
