// Chapter 6, spatial and alpha dropout, a CNN: see include/ch06_variants.h.
#include "ch06_variants.h"

#include "ch01_activations.h"
#include "ch02_gradients.h"
#include "ch04_dropout.h"
#include "layers.h"

#include <math.h>

//@task spatial-dropout-forward 2
//@todo Refuse as dropout_forward does. Else one draw a map: all of it or none.
//@hint Map i of all batch * maps begins at x + i * area.
//@stub return false;
bool spatial_dropout_forward(float *y, uint8_t *restrict mask, const float *x,
                             size_t batch, size_t maps, size_t area,
                             float drop_prob, Rng *rng)
{
    if (!(drop_prob >= 0.0f && drop_prob <= 1.0f))
        return false;
    float scale = 1.0f / (1.0f - drop_prob);
    for (size_t i = 0; i < batch * maps; i++) {
        mask[i] = rng_uniform(rng) >= drop_prob;
        for (size_t j = i * area; j < (i + 1) * area; j++)
            y[j] = mask[i] ? x[j] * scale : 0.0f;
    }
    return true;
}
//@end spatial-dropout-forward

//@task spatial-dropout-backward 1
//@todo Send dy back through the maps that were kept, scaled as they were.
//@hint One mask entry a map: number j belongs to map j / area.
void spatial_dropout_backward(float *dx, const float *dy,
                              const uint8_t *restrict mask, size_t batch,
                              size_t maps, size_t area, float drop_prob)
{
    float scale = 1.0f / (1.0f - drop_prob);
    for (size_t i = 0; i < batch * maps; i++)
        for (size_t j = i * area; j < (i + 1) * area; j++)
            dx[j] = mask[i] ? dy[j] * scale : 0.0f;
}
//@end spatial-dropout-backward

//@task selu-forward 1
//@todo The formula of the header; e^x - 1 must keep its digits close to 0.
//@hint expf(1e-8f) is 1 to a float; expm1f(x) is e^x - 1 without that loss.
void selu_forward(float *y, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        y[i] = SELU_SCALE * (x[i] > 0.0f ? x[i] : SELU_ALPHA * expm1f(x[i]));
}
//@end selu-forward

//@task selu-derivative 1
//@todo The slope of selu_forward; see the header for x = 0.
//@hint e^x - 1 has the slope e^x.
void selu_derivative(float *d, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        d[i] = SELU_SCALE * (x[i] > 0.0f ? 1.0f : SELU_ALPHA * expf(x[i]));
}
//@end selu-derivative

//@task alpha-dropout-forward 3
//@todo Refuse a drop_prob outside [0, 1) or NaN. Else draw one rng_uniform a
//@todo unit, put SELU_LOW for a dropped one, and take mean and variance out.
//@hint A dropped unit isn't 0 even in the end: both kinds meet the same formula.
//@stub return false;
bool alpha_dropout_forward(float *y, uint8_t *mask, const float *x, size_t n,
                           float drop_prob, Rng *restrict rng)
{
    if (!(drop_prob >= 0.0f && drop_prob < 1.0f))
        return false;
    float v = (1.0f - drop_prob) * (1.0f + drop_prob * SELU_LOW * SELU_LOW);
    for (size_t i = 0; i < n; i++) {
        mask[i] = rng_uniform(rng) >= drop_prob;
        y[i] = ((mask[i] ? x[i] : SELU_LOW) - drop_prob * SELU_LOW) / sqrtf(v);
    }
    return true;
}
//@end alpha-dropout-forward

//@task alpha-dropout-backward 1
//@todo A dropped unit's output is a constant; what is a kept one's slope?
//@hint y = (x - mean) / sqrt(v) for a kept unit, with the v of the header.
void alpha_dropout_backward(float *dx, const float *dy, const uint8_t *mask,
                            size_t n, float drop_prob)
{
    float v = (1.0f - drop_prob) * (1.0f + drop_prob * SELU_LOW * SELU_LOW);
    for (size_t i = 0; i < n; i++)
        dx[i] = mask[i] ? dy[i] / sqrtf(v) : 0.0f;
}
//@end alpha-dropout-backward

//@task moments 1
//@todo The mean first, then the mean square of what differs from it.
//@hint E[x^2] - E[x]^2 is the difference of two large numbers: it loses digits.
void moments(double *mean, double *variance, const float *x, size_t n)
{
    *mean = *variance = 0.0;
    for (size_t i = 0; i < n; i++)
        *mean += (double)x[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        *variance += pow((double)x[i] - *mean, 2.0) / (double)n;
}
//@end moments

//@task cnn-stage-forward 2
//@todo Convolution and pooling, ReLU; in training, spatial dropout of y.
//@hint conv_pool_forward is in kernels.h; cnn_shape of cnn.h gives its shape.
//@hint A pooled map has area numbers, and there are batch * maps of them.
void cnn_stage_forward(Cnn *net, size_t stage, const float *x, size_t batch,
                       bool training, Rng *rng)
{
    CnnStage *t = &net->stage[stage];
    ConvShape shape = cnn_shape(t, batch);
    conv_pool_forward(t->z, t->winner, x, t->w, t->b, shape);
    relu_forward(t->y, t->z, batch * t->maps * t->area);
    if (training)
        spatial_dropout_forward(t->y, t->mask, t->y, batch, t->maps, t->area,
                                t->drop_prob, rng);
}
//@end cnn-stage-forward

//@task cnn-forward 1
//@todo Both stages, dropout of the flattened features, linear, ReLU, linear.
//@hint stage[0].y is stage 1's input; stage[1].y needs no flattening in C.
void cnn_forward(Cnn *net, const float *x, size_t batch, bool training,
                 Rng *rng)
{
    const size_t *n = net->width;
    float *f = net->stage[1].y;
    cnn_stage_forward(net, 0, x, batch, training, rng);
    cnn_stage_forward(net, 1, net->stage[0].y, batch, training, rng);
    if (training)
        dropout_forward(f, net->mask, f, batch, n[0], net->drop_prob, rng);
    linear_forward(net->z[0], f, net->w[0], net->b[0], batch, n[0], n[1]);
    relu_forward(net->h, net->z[0], batch * n[1]);
    linear_forward(net->z[1], net->h, net->w[1], net->b[1], batch, n[1], n[2]);
}
//@end cnn-forward

//@task cnn-stage-backward 2
//@todo From dy back through spatial dropout, ReLU, pooling and convolution.
//@hint The first two can work on dy in place, conv_pool_backward does the rest.
void cnn_stage_backward(Cnn *net, size_t stage, float *dx, const float *x,
                        size_t batch)
{
    CnnStage *t = &net->stage[stage];
    spatial_dropout_backward(t->dy, t->dy, t->mask, batch, t->maps, t->area,
                             t->drop_prob);
    activation_backward(ACT_RELU, t->dy, t->dy, t->z,
                        batch * t->maps * t->area);
    conv_pool_backward(dx, t->dw, t->db, t->dy, t->winner, x, t->w,
                       cnn_shape(t, batch));
}
//@end cnn-stage-backward

//@task cnn-backward 1
//@todo Loss, both linear layers, dropout of the features, both stages.
//@hint linear_backward gives dL/dh into dz[0], and later dL/df into dy.
//@stub return 0.0;
double cnn_backward(Cnn *net, const float *x, const uint8_t *labels,
                    size_t batch)
{
    const size_t *n = net->width;
    float *dh = net->dz[0], *f = net->stage[1].y, *df = net->stage[1].dy;
    double loss =
        softmax_cross_entropy(net->dz[1], net->z[1], labels, batch, n[2]);
    linear_backward(dh, net->dw[1], net->db[1], net->dz[1], net->h, net->w[1],
                    batch, n[1], n[2]);
    activation_backward(ACT_RELU, dh, dh, net->z[0], batch * n[1]);
    linear_backward(df, net->dw[0], net->db[0], dh, f, net->w[0], batch, n[0],
                    n[1]);
    dropout_backward(df, df, net->mask, batch, n[0], net->drop_prob);
    cnn_stage_backward(net, 1, net->stage[0].dy, net->stage[0].y, batch);
    cnn_stage_backward(net, 0, NULL, x, batch);
    return loss;
}
//@end cnn-backward

//@task cnn-sgd-epoch 2
//@todo Shuffle; one SGD step a mini-batch; return the mean loss of a sample.
//@hint It is digits_train_epoch of chapter 4 with another network.
//@stub return 0.0;
double cnn_sgd_epoch(Cnn *net, const Dataset *data, Minibatch *mb, float lr,
                     Rng *rng)
{
    double sum = 0.0;
    rng_permutation(rng, mb->order, data->n);
    for (size_t i = 0, rows; (rows = minibatch_take(mb, data, i)) > 0;
         i += rows) {
        cnn_forward(net, mb->x, rows, true, rng);
        sum += cnn_backward(net, mb->x, mb->y, rows) * (double)rows;
        sgd_step(net->params, net->grads, net->n_params, lr);
    }
    return data->n > 0 ? sum / (double)data->n : 0.0;
}
//@end cnn-sgd-epoch
