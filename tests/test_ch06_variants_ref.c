// A plain reference for chapter 6's convolutional network, in double.
#include "test_ch06_variants.h"

#include "reference.h"
#include "structs.h"
#include "suite.h"

#include <assert.h>
#include <math.h>

static uint8_t *draw_mask(Rng *rng, size_t n, float drop_prob)
{
    Rng any = *rng;
    uint8_t *mask = random_labels(&any, n, 2); // for its memory
    for (size_t i = 0; i < n; i++)
        mask[i] = rng_uniform(rng) >= drop_prob;
    return mask;
}

CnnMasks draw_cnn_masks(Rng *rng, const Cnn *net, size_t batch)
{
    CnnMasks m;
    for (size_t k = 0; k < CNN_STAGES; k++)
        m.stage[k] =
            draw_mask(rng, batch * net->stage[k].maps, net->stage[k].drop_prob);
    m.flat = draw_mask(rng, batch * net->width[0], net->drop_prob);
    return m;
}

// Convolution of one sample at one place of one map.
static double pixel(const CnnStage *t, const double *x, size_t map, size_t row,
                    size_t column)
{
    size_t taps = t->conv.in_channels * CNN_KERNEL * CNN_KERNEL;
    const float *w = t->w + map * taps;
    double z = (double)t->b[map];
    for (size_t c = 0; c < t->conv.in_channels; c++)
        for (size_t i = 0; i < CNN_KERNEL; i++) {
            const double *line =
                x + (c * t->conv.height + row + i) * t->conv.width + column;
            for (size_t j = 0; j < CNN_KERNEL; j++)
                z += (double)*w++ * line[j];
        }
    return z;
}

// The largest of four pixels, or 0: maxpool(relu(convolution)).
static double pooled(const CnnStage *t, const double *x, size_t map, size_t i)
{
    size_t row = i / (t->width / 2) * 2, column = i % (t->width / 2) * 2;
    double largest = 0.0;
    for (size_t k = 0; k < 4; k++) {
        double z = pixel(t, x, map, row + k / 2, column + k % 2);
        largest = z > largest ? z : largest;
    }
    return largest;
}

void reference_stage(double *y, const CnnStage *t, const double *x,
                     size_t batch, const uint8_t *mask)
{
    size_t image = t->conv.in_channels * t->conv.height * t->conv.width;
    for (size_t m = 0; m < batch * t->maps; m++)
        for (size_t i = 0; i < t->area; i++) {
            double v = pooled(t, x + m / t->maps * image, m % t->maps, i);
            if (mask)
                v = mask[m] ? v / (1.0 - (double)t->drop_prob) : 0.0;
            y[m * t->area + i] = v;
        }
}

static void reference_linear(double *y, const double *x, const float *w,
                             const float *b, size_t batch, size_t n_in,
                             size_t n_out)
{
    for (size_t i = 0; i < batch * n_out; i++) {
        y[i] = (double)b[i % n_out];
        for (size_t j = 0; j < n_in; j++)
            y[i] += x[i / n_out * n_in + j] * (double)w[i % n_out * n_in + j];
    }
}

const double *reference_cnn_logits(const Cnn *net, const float *x, size_t batch,
                                   const CnnMasks *masks)
{
    static double a[REFERENCE_MAX], b[REFERENCE_MAX];
    const size_t *n = net->width;
    const CnnSize *s = &net->size;
    size_t n_in = batch * s->channels * s->height * s->width;
    assert(n_in <= REFERENCE_MAX);
    assert(batch * s->maps[0] * net->stage[0].area <= REFERENCE_MAX);
    for (size_t i = 0; i < n_in; i++)
        a[i] = (double)x[i];
    reference_stage(b, &net->stage[0], a, batch, masks->stage[0]);
    reference_stage(a, &net->stage[1], b, batch, masks->stage[1]);
    for (size_t i = 0; masks->flat && i < batch * n[0]; i++)
        a[i] = masks->flat[i] ? a[i] / (1.0 - (double)net->drop_prob) : 0.0;
    reference_linear(b, a, net->w[0], net->b[0], batch, n[0], n[1]);
    for (size_t i = 0; i < batch * n[1]; i++)
        b[i] = fmax(b[i], 0.0);
    reference_linear(a, b, net->w[1], net->b[1], batch, n[1], n[2]);
    return a;
}

double reference_cnn_loss(const Cnn *net, const float *x, const uint8_t *labels,
                          size_t batch, const CnnMasks *masks)
{
    const double *z = reference_cnn_logits(net, x, batch, masks);
    size_t n = net->width[2];
    double loss = 0.0;
    for (size_t r = 0; r < batch; r++, z += n)
        loss += reference_row_loss(z, labels[r], n) / (double)batch;
    return loss;
}
