// Chapter 4: inverted dropout, and a network with it, written by hand.
// What each function promises stands in include/ch04_dropout.h.
#include "ch04_dropout.h"

#include "ch01_activations.h"
#include "ch02_gradients.h"
#include "layers.h"

#include <string.h>

//@task dropout-forward 3
//@todo Refuse a drop_prob outside [0, 1] or NaN. Else draw one rng_uniform a
//@todo unit: keep the unit if the draw >= drop_prob. A kept unit is scaled by
//@todo 1 / (1 - drop_prob), a dropped one is 0. Mind drop_prob = 1.
//@hint NaN fails every comparison: !(p >= 0 && p <= 1) refuses it as well.
//@hint At drop_prob = 1 the scale is infinite, and infinity times 0 is NaN.
//@hint Choose with mask[i] ? ... : 0, and no unit meets that product.
//@stub return false;
bool dropout_forward(float *y, uint8_t *mask, const float *x, size_t batch,
                     size_t n, float drop_prob, Rng *restrict rng)
{
    if (!(drop_prob >= 0.0f && drop_prob <= 1.0f))
        return false;
    float scale = 1.0f / (1.0f - drop_prob);
    for (size_t i = 0; i < batch * n; i++) {
        mask[i] = rng_uniform(rng) >= drop_prob;
        y[i] = mask[i] ? x[i] * scale : 0.0f;
    }
    return true;
}
//@end dropout-forward

//@task dropout-inference 1
//@todo In evaluation nothing is dropped and nothing is scaled.
//@hint memcpy copies bytes; how many are batch * n floats?
//@hint With no floats at all the pointers may be anything: then don't call it.
void dropout_inference(float *y, const float *x, size_t batch, size_t n)
{
    if (batch * n > 0)
        memcpy(y, x, batch * n * sizeof *y);
}
//@end dropout-inference

//@task dropout-backward 2
//@todo Send dy back through the units that were kept, scaled as they were.
//@todo The mask is the one of the forward pass: nothing is drawn here.
//@hint y = mask * x * scale. What is dy/dx of one unit?
//@hint It is dropout_forward with the mask given instead of drawn.
void dropout_backward(float *dx, const float *dy, const uint8_t *mask,
                      size_t batch, size_t n, float drop_prob)
{
    float scale = 1.0f / (1.0f - drop_prob);
    for (size_t i = 0; i < batch * n; i++)
        dx[i] = mask[i] ? dy[i] * scale : 0.0f;
}
//@end dropout-backward

//@task dropout-mean 2
//@todo Draw n_masks masks one after the other and average what
//@todo dropout_forward makes of x.
//@hint Set mean to 0, add the output of every mask, divide by n_masks.
//@hint There is no array for the output: one unit at a time needs only a
//@hint float and a mask of one (batch 1, n 1), and draws in the same order.
void dropout_mean(double *mean, const float *x, size_t n, size_t n_masks,
                  float drop_prob, Rng *rng)
{
    for (size_t i = 0; i < n; i++)
        mean[i] = 0.0;
    for (size_t m = 0; m < n_masks; m++)
        for (size_t i = 0; i < n; i++) {
            float y = 0.0f;
            uint8_t kept = 0;
            dropout_forward(&y, &kept, &x[i], 1, 1, drop_prob, rng);
            mean[i] += (double)y / (double)n_masks;
        }
}
//@end dropout-mean

//@region drop-layer
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
//@end drop-layer

//@task digits-forward 3
//@todo Two layers: drop the input, linear, ReLU, drop the hidden units,
//@todo linear. The line-up stands in the header; drop() is given above.
//@hint linear_forward(y, x, w, b, batch, n_in, n_out) is in layers.h.
//@hint relu_forward can write net->a[1], and drop can work on it in place.
void digits_forward(Mlp *net, const float *x, size_t batch, bool training,
                    Rng *rng)
{
    const size_t *n = net->width;
    drop(net, 0, x, batch, training, rng);
    linear_forward(net->z[0], net->a[0], net->w[0], net->b[0], batch, n[0],
                   n[1]);
    relu_forward(net->a[1], net->z[0], batch * n[1]);
    drop(net, 1, net->a[1], batch, training, rng);
    linear_forward(net->z[1], net->a[1], net->w[1], net->b[1], batch, n[1],
                   n[2]);
}
//@end digits-forward

//@task digits-backward 3
//@todo The same way back: loss, linear, dropout, ReLU, linear. Write dz[1],
//@todo dz[0], dw and db of both layers, and return the loss.
//@hint softmax_cross_entropy (layers.h) returns the loss and writes dz[1].
//@hint linear_backward can write the gradient of a[1] into dz[0]; then
//@hint dropout_backward and activation_backward (ACT_RELU) work on it in place.
//@hint The input needs no gradient: the last dx is NULL.
//@stub return 0.0;
double digits_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    const size_t *n = net->width;
    float *d = net->dz[0];
    double loss =
        softmax_cross_entropy(net->dz[1], net->z[1], labels, batch, n[2]);
    linear_backward(d, net->dw[1], net->db[1], net->dz[1], net->a[1], net->w[1],
                    batch, n[1], n[2]);
    dropout_backward(d, d, net->mask[1], batch, n[1], net->drop_prob[1]);
    activation_backward(ACT_RELU, d, d, net->z[0], batch * n[1]);
    linear_backward(NULL, net->dw[0], net->db[0], d, net->a[0], net->w[0],
                    batch, n[0], n[1]);
    return loss;
}
//@end digits-backward

//@task digits-train-epoch 2
//@todo Shuffle; for each mini-batch: forward in training mode, backward, one
//@todo SGD step over all parameters. Return the mean loss of a sample.
//@hint minibatch.h shows the loop; the last batch may have fewer rows.
//@hint A batch's loss is a mean over its rows: weigh it by their number.
//@stub return 0.0;
double digits_train_epoch(Mlp *net, const Dataset *data, Minibatch *mb,
                          float lr, Rng *rng)
{
    double sum = 0.0;
    rng_permutation(rng, mb->order, data->n);
    for (size_t i = 0, rows; (rows = minibatch_take(mb, data, i)) > 0;
         i += rows) {
        digits_forward(net, mb->x, rows, true, rng);
        sum += digits_backward(net, mb->y, rows) * (double)rows;
        sgd_step(net->params, net->grads, net->n_params, lr);
    }
    return data->n > 0 ? sum / (double)data->n : 0.0;
}
//@end digits-train-epoch

//@task digits-accuracy 2
//@todo Classify data in evaluation mode, max_batch rows at a time, and return
//@todo the share that is right.
//@hint count_correct (layers.h) counts right rows from the logits.
//@hint data->x + i * data->n_features is where sample i begins;
//@hint batch_rows (mlp.h) says how many rows are left.
//@stub return 0.0;
double digits_accuracy(Mlp *net, const Dataset *data)
{
    size_t right = 0;
    for (size_t i = 0; i < data->n; i += net->max_batch) {
        size_t rows = batch_rows(i, data->n, net->max_batch);
        digits_forward(net, data->x + i * data->n_features, rows, false, NULL);
        right += count_correct(net->z[1], data->y + i, rows, net->width[2]);
    }
    return data->n > 0 ? (double)right / (double)data->n : 0.0;
}
//@end digits-accuracy
