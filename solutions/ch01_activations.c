// Chapter 1: ReLU, sigmoid, tanh, leaky ReLU and softmax, with derivatives.
// What each function promises stands in include/ch01_activations.h.
#include "ch01_activations.h"

#include <math.h>
#include <string.h>

//@task relu-forward 1
//@todo Keep what is positive, put 0 for the rest; NaN must stay NaN.
//@hint Look at one element: which of x and 0 is larger?
//@hint Every comparison with NaN is false: ask for x < 0, not for x > 0.
void relu_forward(float *y, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        y[i] = x[i] < 0.0f ? 0.0f : x[i];
}
//@end relu-forward

//@task relu-derivative 1
//@todo The slope of max(0, x): 1 where x > 0, else 0; NaN where x is NaN.
//@hint At x = 0 there is no slope; the header says what to take.
//@hint NaN times anything is NaN: isnan(x) tells the third case.
void relu_derivative(float *d, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        d[i] = isnan(x[i]) ? x[i] : (float)(x[i] > 0.0f);
}
//@end relu-derivative

//@task sigmoid-forward 1
//@todo 1 / (1 + e^-x), right for x = 1e4 and x = -1e4 too.
//@hint expf overflows to infinity from about 88.7 on. What is 1 / infinity?
//@hint 1 / (1 + expf(-x)) is right everywhere: work out both ends by hand.
void sigmoid_forward(float *y, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        y[i] = 1.0f / (1.0f + expf(-x[i]));
}
//@end sigmoid-forward

//@task sigmoid-derivative 2
//@todo s (1 - s), where s is the sigmoid of x. The slope is taken at x, so
//@todo the sigmoid has to be computed here.
//@hint You have a function for s: let it write into d first.
//@hint Then replace each d by d (1 - d).
void sigmoid_derivative(float *d, const float *x, size_t n)
{
    sigmoid_forward(d, x, n);
    for (size_t i = 0; i < n; i++)
        d[i] *= 1.0f - d[i];
}
//@end sigmoid-derivative

//@task tanh-forward 2
//@todo tanh(x) without overflow: e^x and e^-x must not both reach infinity
//@todo in a quotient.
//@hint Infinity divided by infinity is NaN: that is the textbook formula at 89.
//@hint Multiply above and below by e^-x for x > 0; or see what <math.h> has.
void tanh_forward(float *y, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        y[i] = tanhf(x[i]);
}
//@end tanh-forward

//@task tanh-derivative 1
//@todo 1 - tanh(x)^2.
//@hint The same two steps as for the sigmoid.
void tanh_derivative(float *d, const float *x, size_t n)
{
    tanh_forward(d, x, n);
    for (size_t i = 0; i < n; i++)
        d[i] = 1.0f - d[i] * d[i];
}
//@end tanh-derivative

//@task leaky-relu-forward 1
//@todo x where it is positive, slope times x elsewhere.
//@hint It is relu_forward with another value on the left.
void leaky_relu_forward(float *y, const float *x, size_t n, float slope)
{
    for (size_t i = 0; i < n; i++)
        y[i] = x[i] > 0.0f ? x[i] : slope * x[i];
}
//@end leaky-relu-forward

//@task leaky-relu-derivative 1
//@todo 1 where x > 0, else slope; NaN where x is NaN.
//@hint It is relu_derivative with slope in the place of 0.
void leaky_relu_derivative(float *d, const float *x, size_t n, float slope)
{
    for (size_t i = 0; i < n; i++)
        d[i] = isnan(x[i]) ? x[i] : x[i] > 0.0f ? 1.0f : slope;
}
//@end leaky-relu-derivative

//@task softmax-rows 3
//@todo Softmax of each row of cols numbers. Subtract the row's largest number
//@todo before e^x: the quotient is the same, and nothing overflows.
//@hint e^(x - m) / sum e^(x - m): e^-m cancels, whatever m is.
//@hint Three passes over a row: the maximum; e^(x - max) and its sum; divide.
void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    for (size_t r = 0; r < rows; r++, x += cols, y += cols) {
        float max = -INFINITY, sum = 0.0f;
        for (size_t c = 0; c < cols; c++)
            max = fmaxf(max, x[c]);
        for (size_t c = 0; c < cols; c++)
            sum += y[c] = expf(x[c] - max);
        for (size_t c = 0; c < cols; c++)
            y[c] /= sum;
    }
}
//@end softmax-rows

//@region activation-by-name
void activation_forward(Activation activation, float *y, const float *x,
                        size_t n)
{
    switch (activation) {
    case ACT_IDENTITY:
        if (n > 0)
            memcpy(y, x, n * sizeof *y);
        return;
    case ACT_RELU:
        relu_forward(y, x, n);
        return;
    case ACT_SIGMOID:
        sigmoid_forward(y, x, n);
        return;
    case ACT_TANH:
        tanh_forward(y, x, n);
        return;
    case ACT_LEAKY_RELU:
        leaky_relu_forward(y, x, n, LEAKY_SLOPE);
        return;
    }
}

void activation_derivative(Activation activation, float *d, const float *x,
                           size_t n)
{
    switch (activation) {
    case ACT_IDENTITY:
        for (size_t i = 0; i < n; i++)
            d[i] = 1.0f;
        return;
    case ACT_RELU:
        relu_derivative(d, x, n);
        return;
    case ACT_SIGMOID:
        sigmoid_derivative(d, x, n);
        return;
    case ACT_TANH:
        tanh_derivative(d, x, n);
        return;
    case ACT_LEAKY_RELU:
        leaky_relu_derivative(d, x, n, LEAKY_SLOPE);
        return;
    }
}
//@end activation-by-name

//@task activation-backward 1
//@todo The chain rule: dx = dy * f'(x). activation_derivative gives f'(x).
//@todo dx may be the same array as dy, so dx can't hold f'(x) on the way:
//@todo take one element (or a short piece) at a time.
//@hint activation_derivative(activation, &d, &x[i], 1) gives one slope.
//@hint dx[i] = dy[i] * d then reads dy[i] before dx[i] is written.
void activation_backward(Activation activation, float *dx, const float *dy,
                         const float *x, size_t n)
{
    enum { PIECE = 256 };
    float d[PIECE];
    for (size_t i = 0; i < n; i += PIECE) {
        size_t m = batch_rows(i, n, PIECE);
        activation_derivative(activation, d, x + i, m);
        for (size_t j = 0; j < m; j++)
            dx[i + j] = dy[i + j] * d[j];
    }
}
//@end activation-backward
