/* Ada, chapter 1: everything done, everything right. */
#include "ch01_activations.h"
#include <math.h>
#include <string.h>

static float relu(float v)
{
    if (isnan(v) || v > 0)
        return v;
    return 0;
}

static float step(float v, float low)
{
    if (isnan(v))
        return v;
    return v > 0 ? 1 : low;
}

/* Never takes e^ of anything positive, so nothing overflows. */
static float sigmoid(float v)
{
    float e = expf(-fabsf(v));
    return v < 0 ? e / (1 + e) : 1 / (1 + e);
}

void relu_forward(float *y, const float *x, size_t n)
{
    while (n-- > 0)
        *y++ = relu(*x++);
}

void relu_derivative(float *d, const float *x, size_t n)
{
    while (n-- > 0)
        *d++ = step(*x++, 0);
}

void sigmoid_forward(float *y, const float *x, size_t n)
{
    while (n-- > 0)
        *y++ = sigmoid(*x++);
}

/* s (1 - s) = s(x) s(-x) */
void sigmoid_derivative(float *d, const float *x, size_t n)
{
    for (; n > 0; n--, x++)
        *d++ = sigmoid(*x) * sigmoid(-*x);
}

/* tanh x = (1 - e^-2|x|) / (1 + e^-2|x|) with the sign of x; expm1 keeps the
   digits of small x */
static float hyperbolic(float v)
{
    float e = expm1f(-2 * fabsf(v));
    return copysignf(-e / (e + 2), v);
}

void tanh_forward(float *y, const float *x, size_t n)
{
    while (n-- > 0)
        *y++ = hyperbolic(*x++);
}

void tanh_derivative(float *d, const float *x, size_t n)
{
    for (; n > 0; n--) {
        float t = hyperbolic(*x++);
        *d++ = (1 - t) * (1 + t);
    }
}

void leaky_relu_forward(float *y, const float *x, size_t n, float slope)
{
    for (; n > 0; n--, x++)
        *y++ = *x > 0 ? *x : *x * slope;
}

void leaky_relu_derivative(float *d, const float *x, size_t n, float slope)
{
    while (n-- > 0)
        *d++ = step(*x++, slope);
}

static void softmax(float *y, const float *x, size_t n)
{
    double total = 0;
    float top = x[0];
    for (size_t i = 1; i < n; i++)
        if (x[i] > top)
            top = x[i];
    for (size_t i = 0; i < n; i++)
        total += exp((double)x[i] - top);
    for (size_t i = 0; i < n; i++)
        y[i] = (float)(exp((double)x[i] - top) / total);
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    for (size_t r = 0; r < rows && cols > 0; r++)
        softmax(y + r * cols, x + r * cols, cols);
}

void activation_forward(Activation activation, float *y, const float *x,
                        size_t n)
{
    if (activation == ACT_RELU)
        relu_forward(y, x, n);
    else if (activation == ACT_SIGMOID)
        sigmoid_forward(y, x, n);
    else if (activation == ACT_TANH)
        tanh_forward(y, x, n);
    else if (activation == ACT_LEAKY_RELU)
        leaky_relu_forward(y, x, n, LEAKY_SLOPE);
    else if (n > 0)
        memcpy(y, x, n * sizeof(float));
}

void activation_derivative(Activation activation, float *d, const float *x,
                           size_t n)
{
    if (activation == ACT_RELU)
        relu_derivative(d, x, n);
    else if (activation == ACT_SIGMOID)
        sigmoid_derivative(d, x, n);
    else if (activation == ACT_TANH)
        tanh_derivative(d, x, n);
    else if (activation == ACT_LEAKY_RELU)
        leaky_relu_derivative(d, x, n, LEAKY_SLOPE);
    else
        while (n-- > 0)
            *d++ = 1;
}

void activation_backward(Activation activation, float *dx, const float *dy,
                         const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        float slope;
        activation_derivative(activation, &slope, x + i, 1);
        dx[i] = slope * dy[i];
    }
}
