// Chapter 5: multilayer perceptrons with dropout, SGD and Adam.
// What each function promises stands in include/ch05_mlp.h.
#include "ch05_mlp.h"

#include "ch01_activations.h"
#include "ch02_gradients.h"
#include "ch04_dropout.h"
#include "layers.h"

#include <math.h>

//@task mlp-count-params 1
//@todo Add up weights and biases over all layers; layer l maps width[l]
//@todo numbers to width[l + 1].
//@hint A layer with 3 inputs and 2 units learns 3 * 2 + 2 = 8 numbers.
//@stub return 0;
size_t mlp_count_params(const size_t *width, size_t n_layers)
{
    size_t n = 0;
    for (size_t l = 0; l < n_layers; l++)
        n += (width[l] + 1) * width[l + 1];
    return n;
}
//@end mlp-count-params

//@task mlp-forward 3
//@todo From x to the logits through all layers. The input of a layer is x or
//@todo the activation of the layer before; in training mode dropout acts on
//@todo it where its drop_prob is above 0. Then comes the linear map.
//@hint Copy x into a[0] (dropout_inference does); from there on all layers are
//@hint alike but for the activation, which the input does not get.
//@hint activation_forward(net->activation, y, x, n) is chapter 1's;
//@hint dropout_forward may work in place.
void mlp_forward(Mlp *net, const float *x, size_t batch, bool training,
                 Rng *rng)
{
    dropout_inference(net->a[0], x, batch, net->width[0]);
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n = net->width[l];
        float *a = net->a[l], p = net->drop_prob[l];
        if (l > 0)
            activation_forward(net->activation, a, net->z[l - 1], batch * n);
        if (training && p > 0.0f)
            dropout_forward(a, net->mask[l], a, batch, n, p, rng);
        linear_forward(net->z[l], a, net->w[l], net->b[l], batch, n,
                       net->width[l + 1]);
    }
}
//@end mlp-forward

//@task mlp-backward 3
//@todo The loss and dz of the last layer; then, from the last layer to the
//@todo first: dw and db, the gradient of the layer's input, and back through
//@todo dropout (where there was any) and activation to dz of the layer before.
//@hint dz[l - 1] is as large as a[l]: let linear_backward write da there, and
//@hint dropout_backward and activation_backward work on it in place.
//@hint Layer 0 has no layer before it: its dx is NULL, and nothing follows.
//@hint size_t never is below 0: for (size_t l = n; l-- > 0;) runs n-1 ... 0.
//@stub return 0.0;
double mlp_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    const size_t *n = net->width, last = net->n_layers - 1;
    double loss = softmax_cross_entropy(net->dz[last], net->z[last], labels,
                                        batch, n[last + 1]);
    for (size_t l = net->n_layers; l-- > 0;) {
        float *d = l > 0 ? net->dz[l - 1] : NULL, p = net->drop_prob[l];
        linear_backward(d, net->dw[l], net->db[l], net->dz[l], net->a[l],
                        net->w[l], batch, n[l], n[l + 1]);
        if (d && p > 0.0f)
            dropout_backward(d, d, net->mask[l], batch, n[l], p);
        if (d)
            activation_backward(net->activation, d, d, net->z[l - 1],
                                batch * n[l]);
    }
    return loss;
}
//@end mlp-backward

//@task mlp-sgd-epoch 2
//@todo Shuffle; for each mini-batch: forward in training mode, backward, one
//@todo SGD step over all parameters. Return the mean loss of a sample.
//@hint It is digits_train_epoch of chapter 4 with this chapter's passes.
//@stub return 0.0;
double mlp_sgd_epoch(Mlp *net, const Dataset *data, Minibatch *mb, float lr,
                     Rng *rng)
{
    double sum = 0.0;
    rng_permutation(rng, mb->order, data->n);
    for (size_t i = 0, rows; (rows = minibatch_take(mb, data, i)) > 0;
         i += rows) {
        mlp_forward(net, mb->x, rows, true, rng);
        sum += mlp_backward(net, mb->y, rows) * (double)rows;
        sgd_step(net->params, net->grads, net->n_params, lr);
    }
    return data->n > 0 ? sum / (double)data->n : 0.0;
}
//@end mlp-sgd-epoch

//@task adam-step 3
//@todo Count the step; update m and v; divide each by what it lacks after t
//@todo steps, 1 - beta^t; take the step, with the decay of w beside it.
//@hint On the first step m / (1 - beta1) is g and v / (1 - beta2) is g^2.
//@hint beta^t with t from 1: pow of <math.h>, once a step, not once a weight.
//@hint eps is added to the root, not under it.
void adam_step(Adam *adam, float *w, const float *g)
{
    float beta1 = adam->beta1, beta2 = adam->beta2, lr = adam->lr;
    float eps = adam->eps, decay = adam->weight_decay;
    float *m = adam->m, *v = adam->v;
    double t = (double)++adam->t;
    float m_share = (float)(1.0 - pow((double)beta1, t));
    float v_share = (float)(1.0 - pow((double)beta2, t));
    for (size_t i = 0; i < adam->n; i++) {
        m[i] = beta1 * m[i] + (1.0f - beta1) * g[i];
        v[i] = beta2 * v[i] + (1.0f - beta2) * g[i] * g[i];
        float step = m[i] / m_share / (sqrtf(v[i] / v_share) + eps);
        w[i] -= lr * (step + decay * w[i]);
    }
}
//@end adam-step

//@task mlp-adam-epoch 2
//@todo The same epoch with adam_step in the place of sgd_step.
//@hint m, v and t live in adam and go on from batch to batch and from epoch
//@hint to epoch: don't begin them anew.
//@stub return 0.0;
double mlp_adam_epoch(Mlp *net, const Dataset *data, Minibatch *mb, Adam *adam,
                      Rng *rng)
{
    double sum = 0.0;
    rng_permutation(rng, mb->order, data->n);
    for (size_t i = 0, rows; (rows = minibatch_take(mb, data, i)) > 0;
         i += rows) {
        mlp_forward(net, mb->x, rows, true, rng);
        sum += mlp_backward(net, mb->y, rows) * (double)rows;
        adam_step(adam, net->params, net->grads);
    }
    return data->n > 0 ? sum / (double)data->n : 0.0;
}
//@end mlp-adam-epoch

//@task mlp-evaluate 3
//@todo The mean loss and the accuracy over all of data in evaluation mode, at
//@todo most max_batch rows at a time. No data: two zeros.
//@hint softmax_cross_entropy with NULL for dlogits returns a block's mean loss.
//@hint The last block may be short: weigh its mean by its rows.
//@hint count_correct (layers.h) counts; divide by data->n at the end.
void mlp_evaluate(Evaluation *result, Mlp *net, const Dataset *data)
{
    size_t classes = net->width[net->n_layers];
    const float *z = net->z[net->n_layers - 1];
    *result = (Evaluation){0};
    for (size_t i = 0, rows; i < data->n; i += rows) {
        rows = batch_rows(i, data->n, net->max_batch);
        mlp_forward(net, data->x + i * data->n_features, rows, false, NULL);
        const uint8_t *y = data->y + i;
        double share = (double)rows / (double)data->n;
        result->loss +=
            share * softmax_cross_entropy(NULL, z, y, rows, classes);
        result->accuracy +=
            (double)count_correct(z, y, rows, classes) / (double)data->n;
    }
}
//@end mlp-evaluate

//@task generalisation-gap 1
//@todo Training minus validation accuracy, as a mean over the last `last`
//@todo epochs, or over all where there are fewer. No epochs: 0.
//@hint The epochs to look at begin at n_epochs - last, or at 0.
//@stub return 0.0;
double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    double sum = 0.0;
    size_t n = last < n_epochs ? last : n_epochs;
    for (size_t i = n_epochs - n; i < n_epochs; i++)
        sum += train[i] - validation[i];
    return n > 0 ? sum / (double)n : 0.0;
}
//@end generalisation-gap
