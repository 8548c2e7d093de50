// Chapter 2: vanishing gradients and dead units, measured in a deep network.
// What each function promises stands in include/ch02_gradients.h.
// Fill the blanks; `make check ONLY=ch02_gradients` grades them.
#include "ch02_gradients.h"

#include "ch01_activations.h"
#include "layers.h"

#include <math.h>
#include <string.h>

// Task sgd-step (1 point)
void sgd_step(float *w, const float *g, size_t n, float lr)
{
    // TODO: One step against the gradient: w -= lr g, for each of the n
    //       weights.
}

// Task deep-forward (3 points)
void deep_forward(Mlp *net, const float *x, size_t batch)
{
    // TODO: Copy x to a[0]. Then layer by layer: z[l] from a[l], and a[l] from
    //       z[l - 1] through net->activation; no activation after the last
    //       layer.
}

// Task deep-backward (4 points)
double deep_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    // TODO: The same way back: the loss gives dz of the last layer; a layer's
    //       dz gives its dw and db and the gradient of its input a[l], and
    //       that, through the activation, dz of the layer below. Return the
    //       loss.
    return 0.0;
}

// Task grad-stats-add (3 points)
void grad_stats_add(GradStats *stats, const Mlp *net)
{
    // TODO: Add every weight's gradient, layer by layer, to that layer's count,
    //       sum of |g| and sum of squares. The biases' gradients stay out, and
    //       what was counted before stays in.
}

// Task grad-stats-finish (1 point)
void grad_stats_finish(double *mean, double *sd, const GradStats *stats,
                       size_t n_layers)
{
    // TODO: mean = sum / count. The variance is the mean of the squares minus
    //       the square of the mean; sd is its root. Both are 0 where count is
    //       0.
}

// The units between the input and the logits.
static size_t hidden_units(const Mlp *net)
{
    size_t units = 0;
    for (size_t l = 1; l < net->n_layers; l++)
        units += net->width[l];
    return units;
}

// Task zero-share (1 point)
double zero_share(const Mlp *net, size_t batch)
{
    // TODO: Count the exact zeros in the first batch rows of a[1], a[2], ...
    //       and divide by how many numbers those are. A fraction, no
    //       percentage.
    return 0.0;
}

// Task dead-share (2 points)
double dead_share(uint8_t *alive, Mlp *net, const Dataset *data)
{
    // TODO: Clear alive; run all of data through the network, max_batch rows at
    //       a time, and mark each hidden unit that is other than 0 for some
    //       sample.
    // TODO: Return the share of units that bear no mark.
    return 0.0;
}

// Task deep-train-epoch (3 points)
void deep_train_epoch(EpochReport *report, GradStats *stats, Mlp *net,
                      const Dataset *data, Minibatch *mb, float lr, Rng *rng)
{
    // TODO: Begin report and stats at zero and shuffle. For each mini-batch:
    //       forward, backward, add to stats and report, then one SGD step over
    //       all parameters.
}
