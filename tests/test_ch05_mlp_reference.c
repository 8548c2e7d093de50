// Chapter 5's networks in double, row by row, straight from the formulas: what
// the suite measures a student's passes by. See tests/test_ch05_mlp.h.
#include "test_ch05_mlp.h"

#include <math.h>
#include <string.h>

const Shape SHAPES[N_SHAPES] = {
    {3, {64, 32, 16, 10}, 9, 9, ACT_RELU, {0.0f, 0.2f, 0.5f}},
    {4, {7, 5, 6, 3, 4}, 8, 5, ACT_RELU, {0.2f, 0.3f, 0.3f, 0.3f}},
    {1, {5, 3}, 4, 4, ACT_RELU, {0.4f}},
    {2, {1, 1, 2}, 3, 1, ACT_SIGMOID, {0.0f, 0.5f}},
    {5, {3, 9, 4, 8, 2, 3}, 7, 7, ACT_TANH, {0.1f, 0.0f, 0.6f, 0.0f, 0.2f}},
    {2, {6, 8, 3}, 5, 3, ACT_LEAKY_RELU, {0.5f, 0.0f}}};

Mlp *shape_net(Rng *rng, const Shape *s)
{
    Mlp *net =
        test_mlp(rng, s->width, s->n_layers, s->max_batch, s->activation);
    memcpy(net->drop_prob, s->drop_prob, sizeof s->drop_prob);
    return net;
}

static double activate(Activation activation, double z)
{
    switch (activation) {
    case ACT_RELU:
        return fmax(z, 0.0);
    case ACT_SIGMOID:
        return 1.0 / (1.0 + exp(-z));
    case ACT_TANH:
        return tanh(z);
    case ACT_LEAKY_RELU:
        return z > 0.0 ? z : 0.01 * z;
    default:
        return z;
    }
}

void draw_masks(Mlp *net, size_t batch, Rng *rng)
{
    for (size_t l = 0; l < net->n_layers; l++)
        for (size_t i = 0; i < batch * net->width[l]; i++)
            if (net->drop_prob[l] > 0.0f)
                net->mask[l][i] = rng_uniform(rng) >= net->drop_prob[l];
}

void reference_row(Mlp *net, const float *x, size_t r, bool training, bool keep,
                   double *out)
{
    double a[MAX_WIDTH];
    for (size_t i = 0; i < net->width[0]; i++)
        a[i] = (double)x[r * net->width[0] + i];
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n = net->width[l], m = net->width[l + 1];
        double p = (double)net->drop_prob[l];
        for (size_t i = 0; i < n; i++) {
            if (training && p > 0.0)
                a[i] = net->mask[l][r * n + i] ? a[i] / (1.0 - p) : 0.0;
            if (keep)
                net->a[l][r * n + i] = (float)a[i];
        }
        for (size_t j = 0; j < m; j++) {
            out[j] = (double)net->b[l][j];
            for (size_t i = 0; i < n; i++)
                out[j] += (double)net->w[l][j * n + i] * a[i];
            if (keep)
                net->z[l][r * m + j] = (float)out[j];
        }
        for (size_t j = 0; j < m; j++)
            a[j] = activate(net->activation, out[j]);
    }
}

void reference_forward(Mlp *net, const float *x, size_t batch, bool training)
{
    double logits[MAX_WIDTH];
    for (size_t r = 0; r < batch; r++)
        reference_row(net, x, r, training, true, logits);
}

double row_loss(const double *logits, uint8_t label, size_t n_classes)
{
    double sum = 0.0;
    for (size_t k = 0; k < n_classes; k++)
        sum += exp(logits[k] - logits[label]);
    return log(sum);
}
