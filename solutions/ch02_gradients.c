// Chapter 2: vanishing gradients and dead units, measured in a deep network.
// What each function promises stands in include/ch02_gradients.h.
#include "ch02_gradients.h"

#include "ch01_activations.h"
#include "layers.h"

#include <math.h>
#include <string.h>

//@task sgd-step 1
//@todo One step against the gradient: w -= lr g, for each of the n weights.
//@hint The gradient points uphill; which sign goes down?
void sgd_step(float *w, const float *g, size_t n, float lr)
{
    for (size_t i = 0; i < n; i++)
        w[i] -= lr * g[i];
}
//@end sgd-step

//@task deep-forward 3
//@todo Copy x to a[0]. Then layer by layer: z[l] from a[l], and a[l] from
//@todo z[l - 1] through net->activation; no activation after the last layer.
//@hint activation_forward (ch01_activations.h) with ACT_IDENTITY copies.
//@hint One loop over l: if l > 0 make a[l] of z[l - 1]; then make z[l] of a[l]
//@hint with linear_forward(y, x, w, b, batch, n_in, n_out) from layers.h.
void deep_forward(Mlp *net, const float *x, size_t batch)
{
    const size_t *n = net->width;
    activation_forward(ACT_IDENTITY, net->a[0], x, batch * n[0]);
    for (size_t l = 0; l < net->n_layers; l++) {
        if (l > 0)
            activation_forward(net->activation, net->a[l], net->z[l - 1],
                               batch * n[l]);
        linear_forward(net->z[l], net->a[l], net->w[l], net->b[l], batch, n[l],
                       n[l + 1]);
    }
}
//@end deep-forward

//@task deep-backward 4
//@todo The same way back: the loss gives dz of the last layer; a layer's dz
//@todo gives its dw and db and the gradient of its input a[l], and that, through
//@todo the activation, dz of the layer below. Return the loss.
//@hint softmax_cross_entropy (layers.h) returns the loss and writes a gradient.
//@hint for (size_t l = net->n_layers; l-- > 0;) counts down to 0 and stops.
//@hint linear_backward can write the gradient of a[l] into dz[l - 1], and
//@hint activation_backward, with z[l - 1], works on it in place.
//@hint The input needs no gradient: for layer 0 the dx is NULL.
//@stub return 0.0;
double deep_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    const size_t *n = net->width;
    size_t last = net->n_layers - 1;
    double loss = softmax_cross_entropy(net->dz[last], net->z[last], labels,
                                        batch, n[last + 1]);
    for (size_t l = net->n_layers; l-- > 0;) {
        float *below = l > 0 ? net->dz[l - 1] : NULL;
        linear_backward(below, net->dw[l], net->db[l], net->dz[l], net->a[l],
                        net->w[l], batch, n[l], n[l + 1]);
        if (l > 0)
            activation_backward(net->activation, below, below, net->z[l - 1],
                                batch * n[l]);
    }
    return loss;
}
//@end deep-backward

//@task grad-stats-add 3
//@todo Add every weight's gradient, layer by layer, to that layer's count, sum
//@todo of |g| and sum of squares. The biases' gradients stay out, and what was
//@todo counted before stays in.
//@hint Layer l has width[l] * width[l + 1] weights; their gradients are dw[l].
//@hint fabs and double arithmetic: a sum of 70 million floats in a float stops
//@hint growing.
void grad_stats_add(GradStats *stats, const Mlp *net)
{
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n = net->width[l] * net->width[l + 1];
        for (size_t i = 0; i < n; i++) {
            double g = (double)net->dw[l][i];
            stats[l].sum += fabs(g);
            stats[l].squares += g * g;
        }
        stats[l].count += (double)n;
    }
}
//@end grad-stats-add

//@task grad-stats-finish 1
//@todo mean = sum / count. The variance is the mean of the squares minus the
//@todo square of the mean; sd is its root. Both are 0 where count is 0.
//@hint Rounding can make that difference slightly negative: fmax(0.0, ...).
void grad_stats_finish(double *mean, double *sd, const GradStats *stats,
                       size_t n_layers)
{
    for (size_t l = 0; l < n_layers; l++) {
        double n = fmax(stats[l].count, 1.0);
        mean[l] = stats[l].sum / n;
        sd[l] = sqrt(fmax(0.0, stats[l].squares / n - mean[l] * mean[l]));
    }
}
//@end grad-stats-finish

//@region hidden-units
// The units between the input and the logits.
static size_t hidden_units(const Mlp *net)
{
    size_t units = 0;
    for (size_t l = 1; l < net->n_layers; l++)
        units += net->width[l];
    return units;
}
//@end hidden-units

//@task zero-share 1
//@todo Count the exact zeros in the first batch rows of a[1], a[2], ... and
//@todo divide by how many numbers those are. A fraction, no percentage.
//@hint a[0] is the input: its black pixels are no silent units.
//@hint hidden_units(net) * batch numbers in all; mind that this can be 0.
//@stub return 0.0;
double zero_share(const Mlp *net, size_t batch)
{
    size_t zeros = 0, all = hidden_units(net) * batch;
    for (size_t l = 1; l < net->n_layers; l++)
        for (size_t i = 0; i < batch * net->width[l]; i++)
            zeros += net->a[l][i] == 0.0f;
    return all > 0 ? (double)zeros / (double)all : 0.0;
}
//@end zero-share

//@task dead-share 2
//@todo Clear alive; run all of data through the network, max_batch rows at a
//@todo time, and mark each hidden unit that is other than 0 for some sample.
//@todo Return the share of units that bear no mark.
//@hint A unit that is zero for one whole batch may wake in the next one: the
//@hint marks are cleared once, before the first.
//@hint Number k of a[l], row by row, belongs to unit k % width[l] of its layer.
//@hint alive + width[1] is where layer 2's marks begin, and so on.
//@stub return 0.0;
double dead_share(uint8_t *alive, Mlp *net, const Dataset *data)
{
    size_t dead = 0, units = hidden_units(net);
    memset(alive, 0, units);
    for (size_t i = 0; i < data->n; i += net->max_batch) {
        size_t rows = batch_rows(i, data->n, net->max_batch);
        uint8_t *mark = alive;
        deep_forward(net, data->x + i * data->n_features, rows);
        for (size_t l = 1; l < net->n_layers; mark += net->width[l++])
            for (size_t k = 0; k < rows * net->width[l]; k++)
                mark[k % net->width[l]] |= net->a[l][k] != 0.0f;
    }
    for (size_t u = 0; u < units; u++)
        dead += alive[u] == 0;
    return units > 0 ? (double)dead / (double)units : 0.0;
}
//@end dead-share

//@task deep-train-epoch 3
//@todo Begin report and stats at zero and shuffle. For each mini-batch: forward,
//@todo backward, add to stats and report, then one SGD step over all parameters.
//@hint minibatch.h shows the loop; the last batch may have fewer rows.
//@hint Loss and zero share are means over a batch: weigh each by its rows.
//@hint count_correct (layers.h) counts right rows from the logits.
void deep_train_epoch(EpochReport *report, GradStats *stats, Mlp *net,
                      const Dataset *data, Minibatch *mb, float lr, Rng *rng)
{
    const float *logits = net->z[net->n_layers - 1];
    double n = (double)data->n;
    *report = (EpochReport){0};
    memset(stats, 0, net->n_layers * sizeof *stats);
    rng_permutation(rng, mb->order, data->n);
    for (size_t i = 0, rows; (rows = minibatch_take(mb, data, i)) > 0;
         i += rows) {
        deep_forward(net, mb->x, rows);
        report->loss += deep_backward(net, mb->y, rows) * (double)rows / n;
        report->accuracy +=
            (double)count_correct(logits, mb->y, rows, data->n_classes) / n;
        report->zero_share += zero_share(net, rows) * (double)rows / n;
        grad_stats_add(stats, net);
        sgd_step(net->params, net->grads, net->n_params, lr);
    }
}
//@end deep-train-epoch
