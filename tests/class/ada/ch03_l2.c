/* Ada, chapter 3: everything done, everything right. */
#include "ch03_l2.h"
#include "ch02_gradients.h"
#include <string.h>

void linear_predict(float *y, const float *x, const float *w, size_t batch,
                    size_t n)
{
    for (size_t row = 0; row < batch; row++) {
        float total = 0;
        for (size_t k = 0; k < n; k++)
            total += w[k] * *x++;
        y[row] = total;
    }
}

double squared_loss(const float *prediction, const float *target, size_t batch)
{
    double total = 0;
    if (batch == 0)
        return 0;
    for (size_t row = batch; row-- > 0;) {
        double miss = (double)target[row] - prediction[row];
        total += miss * miss;
    }
    return total / batch;
}

void squared_loss_gradient(float *dw, const float *x, const float *prediction,
                           const float *target, size_t batch, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        double total = 0;
        for (size_t row = 0; row < batch; row++)
            total += ((double)prediction[row] - target[row]) * x[row * n + k];
        dw[k] = batch == 0 ? 0 : (float)(2 * total / batch);
    }
}

double l2_penalty(const float *w, size_t n)
{
    double total = 0;
    for (const float *end = w + n; w < end; w++)
        total += 0.5 * *w * *w;
    return total;
}

void l2_gradient(float *g, const float *w, size_t n, float lambda)
{
    while (n-- > 0)
        *g++ += *w++ * lambda;
}

void l1_gradient(float *g, const float *w, size_t n, float lambda)
{
    for (size_t k = 0; k < n; k++)
        if (w[k] < 0)
            g[k] -= lambda;
        else if (w[k] > 0)
            g[k] += lambda;
}

void sgd_step_penalty(float *params, float *g, size_t n_weights, size_t n,
                      float lr, Penalty penalty, float lambda)
{
    switch (penalty) {
    case PENALTY_L1:
        l1_gradient(g, params, n_weights, lambda);
        break;
    case PENALTY_L2:
        l2_gradient(g, params, n_weights, lambda);
        break;
    case PENALTY_NONE:
        break;
    }
    for (size_t k = 0; k < n; k++)
        params[k] -= lr * g[k];
}

void sgd_step_decay(float *params, const float *g, size_t n_weights, size_t n,
                    float lr, float weight_decay)
{
    for (size_t k = 0; k < n; k++) {
        float pull = k < n_weights ? weight_decay * params[k] : 0;
        params[k] -= lr * (g[k] + pull);
    }
}

double penalty_train_epoch(LinearModel *model, const Dataset *data,
                           Minibatch *mb, float lr, Penalty penalty,
                           float lambda, Rng *rng)
{
    size_t seen = 0, rows;
    double total = 0;
    rng_permutation(rng, mb->order, data->n);
    while ((rows = minibatch_take(mb, data, seen)) > 0) {
        for (size_t row = 0; row < rows; row++)
            model->target[row] = data->target[mb->order[seen + row]];
        linear_predict(model->prediction, mb->x, model->w, rows, model->n);
        total += rows * squared_loss(model->prediction, model->target, rows);
        squared_loss_gradient(model->dw, mb->x, model->prediction,
                              model->target, rows, model->n);
        sgd_step_penalty(model->w, model->dw, model->n, model->n, lr, penalty,
                         lambda);
        seen += rows;
    }
    return seen == 0 ? 0 : total / seen;
}
