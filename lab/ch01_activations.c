// Chapter 1: ReLU, sigmoid, tanh, leaky ReLU and softmax, with derivatives.
// What each function promises stands in include/ch01_activations.h.
// Fill the blanks; `make check ONLY=ch01_activations` grades them.
#include "ch01_activations.h"

#include <math.h>
#include <string.h>

// Task relu-forward (1 point)
void relu_forward(float *y, const float *x, size_t n)
{
    // TODO: Keep what is positive, put 0 for the rest; NaN must stay NaN.
}

// Task relu-derivative (1 point)
void relu_derivative(float *d, const float *x, size_t n)
{
    // TODO: The slope of max(0, x): 1 where x > 0, else 0; NaN where x is NaN.
}

// Task sigmoid-forward (1 point)
void sigmoid_forward(float *y, const float *x, size_t n)
{
    // TODO: 1 / (1 + e^-x), right for x = 1e4 and x = -1e4 too.
}

// Task sigmoid-derivative (2 points)
void sigmoid_derivative(float *d, const float *x, size_t n)
{
    // TODO: s (1 - s), where s is the sigmoid of x. The slope is taken at x, so
    //       the sigmoid has to be computed here.
}

// Task tanh-forward (2 points)
void tanh_forward(float *y, const float *x, size_t n)
{
    // TODO: tanh(x) without overflow: e^x and e^-x must not both reach infinity
    //       in a quotient.
}

// Task tanh-derivative (1 point)
void tanh_derivative(float *d, const float *x, size_t n)
{
    // TODO: 1 - tanh(x)^2.
}

// Task leaky-relu-forward (1 point)
void leaky_relu_forward(float *y, const float *x, size_t n, float slope)
{
    // TODO: x where it is positive, slope times x elsewhere.
}

// Task leaky-relu-derivative (1 point)
void leaky_relu_derivative(float *d, const float *x, size_t n, float slope)
{
    // TODO: 1 where x > 0, else slope; NaN where x is NaN.
}

// Task softmax-rows (3 points)
void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    // TODO: Softmax of each row of cols numbers. Subtract the row's largest
    //       number before e^x: the quotient is the same, and nothing overflows.
}

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

// Task activation-backward (1 point)
void activation_backward(Activation activation, float *dx, const float *dy,
                         const float *x, size_t n)
{
    // TODO: The chain rule: dx = dy * f'(x). activation_derivative gives f'(x).
    // TODO: dx may be the same array as dy, so dx can't hold f'(x) on the way:
    //       take one element (or a short piece) at a time.
}
