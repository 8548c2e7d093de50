// The networks of mlp.h in double: see reference.h.
#include "reference.h"
#include "suite.h"

#include <assert.h>
#include <math.h>

double reference_activation(Activation activation, double z)
{
    switch (activation) {
    case ACT_RELU:
        return z > 0.0 ? z : 0.0;
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

// Input i of layer l in row r, before dropout.
static double input(const ReferenceRow *row, const Mlp *net, const float *x,
                    size_t r, size_t l, size_t i)
{
    if (l == 0)
        return (double)x[r * net->width[0] + i];
    return reference_activation(net->activation, row->z[l - 1][i]);
}

// The sum of w[i] a[i]. Four sums side by side, lest each addition wait for the
// one before it: half the time of a suite may be spent here.
static double dot(const float *w, const double *a, size_t n)
{
    double sum[4] = {0};
    size_t i = 0;
    for (; i + 4 <= n; i += 4)
        for (size_t k = 0; k < 4; k++)
            sum[k] += (double)w[i + k] * a[i + k];
    for (; i < n; i++)
        sum[0] += (double)w[i] * a[i];
    return sum[0] + sum[1] + sum[2] + sum[3];
}

void reference_row(ReferenceRow *row, const Mlp *net, const float *x, size_t r,
                   bool training)
{
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n = net->width[l], n_out = net->width[l + 1];
        double p = (double)net->drop_prob[l], *a = row->a[l];
        assert(n <= REFERENCE_WIDTH && n_out <= REFERENCE_WIDTH);
        for (size_t i = 0; i < n; i++) {
            a[i] = input(row, net, x, r, l, i);
            if (training && p > 0.0)
                a[i] = net->mask[l][r * n + i] ? a[i] / (1.0 - p) : 0.0;
        }
        for (size_t j = 0; j < n_out; j++)
            row->z[l][j] = (double)net->b[l][j] + dot(net->w[l] + j * n, a, n);
    }
}

void draw_masks(Mlp *net, size_t batch, Rng *rng)
{
    for (size_t l = 0; l < net->n_layers; l++)
        for (size_t i = 0; i < batch * net->width[l]; i++)
            if (net->drop_prob[l] > 0.0f)
                net->mask[l][i] = rng_uniform(rng) >= net->drop_prob[l];
}

void reference_forward(Mlp *net, const float *x, size_t batch, bool training)
{
    for (size_t r = 0; r < batch; r++) {
        ReferenceRow row;
        reference_row(&row, net, x, r, training);
        for (size_t l = 0; l < net->n_layers; l++) {
            size_t n = net->width[l], m = net->width[l + 1];
            for (size_t i = 0; i < n; i++)
                net->a[l][r * n + i] = (float)row.a[l][i];
            for (size_t j = 0; j < m; j++)
                net->z[l][r * m + j] = (float)row.z[l][j];
        }
    }
}

float *reference_logits(const Mlp *net, const float *x, size_t batch)
{
    size_t last = net->n_layers - 1, classes = net->width[last + 1];
    float *logits = repeated_f32(net->max_batch * classes, NAN);
    for (size_t r = 0; r < batch; r++) {
        ReferenceRow row;
        reference_row(&row, net, x, r, false);
        for (size_t k = 0; k < classes; k++)
            logits[r * classes + k] = (float)row.z[last][k];
    }
    return logits;
}

double reference_row_loss(const double *logits, uint8_t label, size_t n_classes)
{
    double sum = 0.0;
    for (size_t k = 0; k < n_classes; k++)
        sum += exp(logits[k] - logits[label]);
    return log(sum);
}

double reference_loss(const Mlp *net, const float *x, const uint8_t *labels,
                      size_t n, bool training)
{
    size_t last = net->n_layers - 1;
    double loss = 0.0;
    for (size_t r = 0; r < n; r++) {
        ReferenceRow row;
        reference_row(&row, net, x, r, training);
        loss +=
            reference_row_loss(row.z[last], labels[r], net->width[last + 1]);
    }
    return loss / (double)n;
}

size_t reference_class(const Mlp *net, const float *x, size_t r)
{
    size_t best = 0, last = net->n_layers - 1;
    ReferenceRow row;
    reference_row(&row, net, x, r, false);
    for (size_t k = 1; k < net->width[last + 1]; k++)
        best = row.z[last][k] > row.z[last][best] ? k : best;
    return best;
}

void label_by_reference(const Mlp *net, Dataset *data, size_t right)
{
    for (size_t i = 0; i < data->n; i++) {
        size_t best = reference_class(net, data->x, i);
        data->y[i] = (uint8_t)(i < right ? best : (best + 1) % data->n_classes);
    }
}

double reference_slope(double *doubt, double (*loss)(void *context),
                       void *context, float *x, size_t i, double here)
{
    const float step = 1e-6f, kept = x[i];
    float above = kept + step, below = kept - step;
    x[i] = above;
    double up = loss(context);
    x[i] = below;
    double down = loss(context);
    x[i] = kept;
    double right = (up - here) / ((double)above - (double)kept);
    double left = (here - down) / ((double)kept - (double)below);
    *doubt = fabs(right - left) / 2.0;
    return (up - down) / ((double)above - (double)below);
}
