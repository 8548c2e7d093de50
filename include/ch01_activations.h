// Chapter 1: activation functions and their derivatives, element by element.
//
// In every function y (or d, the derivative at x) is [n] out and x is [n] in,
// left untouched. They hold for every float: no overflow, and NaN in gives NaN
// out.
#ifndef CH01_ACTIVATIONS_H
#define CH01_ACTIVATIONS_H

#include "mlp.h" // Activation

#define LEAKY_SLOPE 0.01f

// y = max(0, x).  d = 1 where x > 0, else 0 (also at x = 0).
// Source: Nair and Hinton 2010.
void relu_forward(float *y, const float *x, size_t n);
void relu_derivative(float *d, const float *x, size_t n);

// y = 1 / (1 + e^-x), in [0, 1].  d = y (1 - y).
void sigmoid_forward(float *y, const float *x, size_t n);
void sigmoid_derivative(float *d, const float *x, size_t n);

// y = (e^x - e^-x) / (e^x + e^-x), in [-1, 1].  d = 1 - y^2.
void tanh_forward(float *y, const float *x, size_t n);
void tanh_derivative(float *d, const float *x, size_t n);

// y = x where x > 0, else slope x.  d = 1 where x > 0, else slope.
//
//   slope  in (0, 1); LEAKY_SLOPE is the usual choice
//
// Source: Maas et al. 2013.
void leaky_relu_forward(float *y, const float *x, size_t n, float slope);
void leaky_relu_derivative(float *d, const float *x, size_t n, float slope);

// Each row of y is e^x divided by the sum of e^x over the row: shares from 0
// to 1 whose sum is 1. A NaN makes all of its row NaN. Source: Bridle 1990.
//
//   y   [rows][cols] out
//   x   [rows][cols] in: finite numbers of any size, or NaN; left untouched
void softmax_rows(float *y, const float *x, size_t rows, size_t cols);

// One of the above by name; ACT_IDENTITY copies, and its derivative is 1.
void activation_forward(Activation activation, float *y, const float *x,
                        size_t n);
void activation_derivative(Activation activation, float *d, const float *x,
                           size_t n);

// dx = dy * f'(x), the chain rule at an activation.
//
//   dx  [n] out; may be dy itself
//   dy  [n] in
//   x   [n] in: what went into the activation
void activation_backward(Activation activation, float *dx, const float *dy,
                         const float *x, size_t n);

#endif
