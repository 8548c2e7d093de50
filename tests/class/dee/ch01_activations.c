// Dee, chapter 1: all right.
#include "ch01_activations.h"
#include <math.h>
#include <string.h>

#define EACH for (size_t i = 0; i < n; i++)

static float sgm(float t) { return 1 / (1 + expf(-t)); }

void relu_forward(float *y, const float *x, size_t n) { EACH y[i] = x[i] <= 0 ? 0 : x[i]; }
void relu_derivative(float *d, const float *x, size_t n) { EACH d[i] = x[i] > 0 ? 1 : x[i] <= 0 ? 0 : x[i]; }

void sigmoid_forward(float *y, const float *x, size_t n) { EACH y[i] = sgm(x[i]); }
void sigmoid_derivative(float *d, const float *x, size_t n) { EACH d[i] = sgm(x[i]) * (1 - sgm(x[i])); }

void tanh_forward(float *y, const float *x, size_t n) { EACH y[i] = tanhf(x[i]); }
void tanh_derivative(float *d, const float *x, size_t n) { EACH d[i] = 1 - tanhf(x[i]) * tanhf(x[i]); }

void leaky_relu_forward(float *y, const float *x, size_t n, float slope)
{
  EACH y[i] = x[i] <= 0 ? slope * x[i] : x[i];
}
void leaky_relu_derivative(float *d, const float *x, size_t n, float slope)
{
  EACH d[i] = x[i] > 0 ? 1 : x[i] <= 0 ? slope : x[i];
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
  for (; rows--; x += cols, y += cols) {
    float m = -INFINITY, z = 0;
    for (size_t j = 0; j < cols; j++) m = x[j] > m || isnan(x[j]) ? x[j] : m;
    for (size_t j = 0; j < cols; j++) z += expf(x[j] - m);
    for (size_t j = 0; j < cols; j++) y[j] = expf(x[j] - m) / z;
  }
}

void activation_forward(Activation k, float *y, const float *x, size_t n)
{
  if (k == ACT_RELU) relu_forward(y, x, n);
  if (k == ACT_SIGMOID) sigmoid_forward(y, x, n);
  if (k == ACT_TANH) tanh_forward(y, x, n);
  if (k == ACT_LEAKY_RELU) leaky_relu_forward(y, x, n, LEAKY_SLOPE);
  if (k == ACT_IDENTITY) EACH y[i] = x[i];
}

void activation_derivative(Activation k, float *d, const float *x, size_t n)
{
  if (k == ACT_RELU) relu_derivative(d, x, n);
  if (k == ACT_SIGMOID) sigmoid_derivative(d, x, n);
  if (k == ACT_TANH) tanh_derivative(d, x, n);
  if (k == ACT_LEAKY_RELU) leaky_relu_derivative(d, x, n, LEAKY_SLOPE);
  if (k == ACT_IDENTITY) EACH d[i] = 1;
}

void activation_backward(Activation k, float *dx, const float *dy, const float *x, size_t n)
{
  float f;
  EACH activation_derivative(k, &f, &x[i], 1), dx[i] = f * dy[i];
}
