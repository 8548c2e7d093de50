// Chapter 3: a linear model, penalties on its weights, and weight decay.
// What each function promises stands in include/ch03_l2.h.
// Fill the blanks; `make check ONLY=ch03_l2` grades them.
#include "ch03_l2.h"

#include "ch02_gradients.h"

// Task linear-predict (1 point)
void linear_predict(float *y, const float *x, const float *w, size_t batch,
                    size_t n)
{
    // TODO: For each row of x: the sum of its numbers times the weights.
}

// Task squared-loss (2 points)
double squared_loss(const float *prediction, const float *target, size_t batch)
{
    // TODO: The mean over the batch of (prediction - target)^2, in double. It
    //       is not halved. An empty batch has loss 0.
    return 0.0;
}

// Task squared-loss-gradient (2 points)
void squared_loss_gradient(float *dw, const float *x, const float *prediction,
                           const float *target, size_t batch, size_t n)
{
    // TODO: The slope of squared_loss in each weight. A row adds its x times 2
    //       (prediction - target) / batch.
}

// Task l2-penalty (1 point)
double l2_penalty(const float *w, size_t n)
{
    // TODO: Half the sum of the squared weights, in double.
    return 0.0;
}

// Task l2-gradient (1 point)
void l2_gradient(float *g, const float *w, size_t n, float lambda)
{
    // TODO: Add the gradient of lambda times the L2 penalty to g.
}

// Task l1-gradient (1 point)
void l1_gradient(float *g, const float *w, size_t n, float lambda)
{
    // TODO: Add lambda times the sign of each weight to g; the sign of 0 is 0.
}

// Task sgd-step-penalty (1 point)
void sgd_step_penalty(float *params, float *g, size_t n_weights, size_t n,
                      float lr, Penalty penalty, float lambda)
{
    // TODO: Add the penalty's gradient to g, for the weights alone; then take
    //       one step with all parameters.
}

// Task sgd-step-decay (2 points)
void sgd_step_decay(float *params, const float *g, size_t n_weights, size_t n,
                    float lr, float weight_decay)
{
    // TODO: Shrink each weight by the factor 1 - lr * weight_decay and take the
    //       step along g. Biases take the step alone; g stays as it is.
}

// The targets of the rows that mb holds from place `first` of its order on.
static void take_targets(float *target, const Dataset *data,
                         const Minibatch *mb, size_t first, size_t rows)
{
    for (size_t i = 0; i < rows; i++)
        target[i] = data->target[mb->order[first + i]];
}

// Task penalty-train-epoch (3 points)
double penalty_train_epoch(LinearModel *model, const Dataset *data,
                           Minibatch *mb, float lr, Penalty penalty,
                           float lambda, Rng *rng)
{
    // TODO: Shuffle; for each mini-batch: its targets (take_targets is given
    //       above), the predictions, the gradient of the squared error, one
    //       step with the penalty. Return the mean squared error of a sample.
    return 0.0;
}
