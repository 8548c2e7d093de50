// Chapter 5: multilayer perceptrons with dropout, SGD and Adam.
// What each function promises stands in include/ch05_mlp.h.
// Fill the blanks; `make check ONLY=ch05_mlp` grades them.
#include "ch05_mlp.h"

#include "ch01_activations.h"
#include "ch02_gradients.h"
#include "ch04_dropout.h"
#include "layers.h"

#include <math.h>

// Task mlp-count-params (1 point)
size_t mlp_count_params(const size_t *width, size_t n_layers)
{
    // TODO: Add up weights and biases over all layers; layer l maps width[l]
    //       numbers to width[l + 1].
    return 0;
}

// Task mlp-forward (3 points)
void mlp_forward(Mlp *net, const float *x, size_t batch, bool training,
                 Rng *rng)
{
    // TODO: From x to the logits through all layers. The input of a layer is x
    //       or the activation of the layer before; in training mode dropout
    //       acts on it where its drop_prob is above 0. Then comes the linear
    //       map.
}

// Task mlp-backward (3 points)
double mlp_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    // TODO: The loss and dz of the last layer; then, from the last layer to the
    //       first: dw and db, the gradient of the layer's input, and back
    //       through dropout (where there was any) and activation to dz of the
    //       layer before.
    return 0.0;
}

// Task mlp-sgd-epoch (2 points)
double mlp_sgd_epoch(Mlp *net, const Dataset *data, Minibatch *mb, float lr,
                     Rng *rng)
{
    // TODO: Shuffle; for each mini-batch: forward in training mode, backward,
    //       one SGD step over all parameters. Return the mean loss of a sample.
    return 0.0;
}

// Task adam-step (3 points)
void adam_step(Adam *adam, float *w, const float *g)
{
    // TODO: Count the step; update m and v; divide each by what it lacks after
    //       t steps, 1 - beta^t; take the step, with the decay of w beside it.
}

// Task mlp-adam-epoch (2 points)
double mlp_adam_epoch(Mlp *net, const Dataset *data, Minibatch *mb, Adam *adam,
                      Rng *rng)
{
    // TODO: The same epoch with adam_step in the place of sgd_step.
    return 0.0;
}

// Task mlp-evaluate (3 points)
void mlp_evaluate(Evaluation *result, Mlp *net, const Dataset *data)
{
    // TODO: The mean loss and the accuracy over all of data in evaluation mode,
    //       at most max_batch rows at a time. No data: two zeros.
}

// Task generalisation-gap (1 point)
double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    // TODO: Training minus validation accuracy, as a mean over the last `last`
    //       epochs, or over all where there are fewer. No epochs: 0.
    return 0.0;
}
