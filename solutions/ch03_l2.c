// Chapter 3: a linear model, penalties on its weights, and weight decay.
// What each function promises stands in include/ch03_l2.h.
#include "ch03_l2.h"

#include "ch02_gradients.h"

//@task linear-predict 1
//@todo For each row of x: the sum of its numbers times the weights.
//@hint Row i begins at x[i * n].
void linear_predict(float *y, const float *x, const float *w, size_t batch,
                    size_t n)
{
    for (size_t i = 0; i < batch; i++) {
        y[i] = 0.0f;
        for (size_t j = 0; j < n; j++)
            y[i] += x[i * n + j] * w[j];
    }
}
//@end linear-predict

//@task squared-loss 2
//@todo The mean over the batch of (prediction - target)^2, in double. It is
//@todo not halved. An empty batch has loss 0.
//@hint Convert before you subtract: (double)prediction[i].
//@hint 0 / 0 is NaN: what comes back for batch = 0 needs a case of its own.
//@stub return 0.0;
double squared_loss(const float *prediction, const float *target, size_t batch)
{
    double sum = 0.0;
    for (size_t i = 0; i < batch; i++) {
        double error = (double)prediction[i] - (double)target[i];
        sum += error * error;
    }
    return batch > 0 ? sum / (double)batch : 0.0;
}
//@end squared-loss

//@task squared-loss-gradient 2
//@todo The slope of squared_loss in each weight. A row adds its x times
//@todo 2 (prediction - target) / batch.
//@hint By the chain rule: d loss / d prediction times d prediction / d w.
//@hint dw holds anything when you get it: set it to 0 before you add.
void squared_loss_gradient(float *dw, const float *x, const float *prediction,
                           const float *target, size_t batch, size_t n)
{
    for (size_t j = 0; j < n; j++)
        dw[j] = 0.0f;
    for (size_t i = 0; i < batch; i++) {
        float slope = 2.0f * (prediction[i] - target[i]) / (float)batch;
        for (size_t j = 0; j < n; j++)
            dw[j] += slope * x[i * n + j];
    }
}
//@end squared-loss-gradient

//@task l2-penalty 1
//@todo Half the sum of the squared weights, in double.
//@hint The half makes the gradient w instead of 2 w.
//@stub return 0.0;
double l2_penalty(const float *w, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += (double)w[i] * (double)w[i];
    return sum / 2.0;
}
//@end l2-penalty

//@task l2-gradient 1
//@todo Add the gradient of lambda times the L2 penalty to g.
//@hint g already holds the gradient of the loss: += and not =.
void l2_gradient(float *g, const float *w, size_t n, float lambda)
{
    for (size_t i = 0; i < n; i++)
        g[i] += lambda * w[i];
}
//@end l2-gradient

//@task l1-gradient 1
//@todo Add lambda times the sign of each weight to g; the sign of 0 is 0.
//@hint A comparison is 0 or 1 in C: what is (w > 0) - (w < 0)?
void l1_gradient(float *g, const float *w, size_t n, float lambda)
{
    for (size_t i = 0; i < n; i++)
        g[i] += lambda * (float)((w[i] > 0.0f) - (w[i] < 0.0f));
}
//@end l1-gradient

//@task sgd-step-penalty 1
//@todo Add the penalty's gradient to g, for the weights alone; then take one
//@todo step with all parameters.
//@hint Biases are params[n_weights] to params[n - 1]: which length do you
//@hint hand to l2_gradient, and which to chapter 2's sgd_step?
void sgd_step_penalty(float *params, float *g, size_t n_weights, size_t n,
                      float lr, Penalty penalty, float lambda)
{
    if (penalty == PENALTY_L2)
        l2_gradient(g, params, n_weights, lambda);
    else if (penalty == PENALTY_L1)
        l1_gradient(g, params, n_weights, lambda);
    sgd_step(params, g, n, lr);
}
//@end sgd-step-penalty

//@task sgd-step-decay 2
//@todo Shrink each weight by the factor 1 - lr * weight_decay and take the
//@todo step along g. Biases take the step alone; g stays as it is.
//@hint Multiply out w - lr (g + weight_decay w) and collect what is w.
//@hint Shrink first and step after: the other way round shrinks the step too.
void sgd_step_decay(float *params, const float *g, size_t n_weights, size_t n,
                    float lr, float weight_decay)
{
    float shrink = 1.0f - lr * weight_decay;
    for (size_t i = 0; i < n_weights; i++)
        params[i] *= shrink;
    sgd_step(params, g, n, lr);
}
//@end sgd-step-decay

//@region take-targets
// The targets of the rows that mb holds from place `first` of its order on.
static void take_targets(float *target, const Dataset *data,
                         const Minibatch *mb, size_t first, size_t rows)
{
    for (size_t i = 0; i < rows; i++)
        target[i] = data->target[mb->order[first + i]];
}
//@end take-targets

//@task penalty-train-epoch 3
//@todo Shuffle; for each mini-batch: its targets (take_targets is given
//@todo above), the predictions, the gradient of the squared error, one step
//@todo with the penalty. Return the mean squared error of a sample.
//@hint minibatch.h shows the loop; the last batch may have fewer rows.
//@hint A linear model without bias: all n parameters are weights.
//@hint squared_loss is a mean over the batch: weigh it by the batch's rows.
//@stub return 0.0;
double penalty_train_epoch(LinearModel *model, const Dataset *data,
                           Minibatch *mb, float lr, Penalty penalty,
                           float lambda, Rng *rng)
{
    float *w = model->w, *y = model->prediction, *t = model->target;
    size_t n = model->n;
    double sum = 0.0;
    rng_permutation(rng, mb->order, data->n);
    for (size_t i = 0, rows; (rows = minibatch_take(mb, data, i)) > 0;
         i += rows) {
        take_targets(t, data, mb, i, rows);
        linear_predict(y, mb->x, w, rows, n);
        sum += squared_loss(y, t, rows) * (double)rows;
        squared_loss_gradient(model->dw, mb->x, y, t, rows, n);
        sgd_step_penalty(w, model->dw, n, n, lr, penalty, lambda);
    }
    return data->n > 0 ? sum / (double)data->n : 0.0;
}
//@end penalty-train-epoch
