// Bob, chapter 1, from an old editor: a byte order mark, CRLF, and in Latin-1:
// für Flüchtigkeitsfehler bitte Rücksicht. Three tasks are wrong.
#include "ch01_activations.h"
#include <math.h>
#include <string.h>

void relu_forward(float *y, const float *x, size_t n)
{
	for (size_t i = 0; i < n; ++i) y[i] = fmaxf(0, x[i]); // NaN becomes 0
}

void relu_derivative(float *d, const float *x, size_t n)
{
	for (size_t i = 0; i < n; ++i) d[i] = x[i] != x[i] ? x[i] : x[i] > 0;
}

void sigmoid_forward(float *y, const float *x, size_t n)
{
	for (size_t i = 0; i < n; ++i) y[i] = 1 / (1 + expf(-x[i]));
}

void sigmoid_derivative(float *d, const float *x, size_t n)
{
	for (size_t i = 0; i < n; ++i) d[i] = x[i] * (1 - x[i]); // x is no sigmoid
}

void tanh_forward(float *y, const float *x, size_t n)
{
	for (size_t i = 0; i < n; ++i) { // infinity / infinity from 89 on
		float a = expf(x[i]), b = expf(-x[i]);
		y[i] = (a - b) / (a + b);
	}
}

void tanh_derivative(float *d, const float *x, size_t n)
{
	for (size_t i = 0; i < n; ++i) {
		float t = tanhf(x[i]);
		d[i] = 1 - t * t;
	}
}

void leaky_relu_forward(float *y, const float *x, size_t n, float slope)
{
	for (size_t i = 0; i < n; ++i) y[i] = x[i] < 0 ? slope * x[i] : x[i];
}

void leaky_relu_derivative(float *d, const float *x, size_t n, float slope)
{
	for (size_t i = 0; i < n; ++i) {
		if (isnan(x[i])) d[i] = NAN;
		else d[i] = x[i] > 0 ? 1 : slope;
	}
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
	for (size_t r = 0; r < rows; ++r) {
		float m = -INFINITY, s = 0;
		for (size_t c = 0; c < cols; ++c) m = fmaxf(m, x[r * cols + c]);
		for (size_t c = 0; c < cols; ++c) s += expf(x[r * cols + c] - m);
		for (size_t c = 0; c < cols; ++c) y[r * cols + c] = expf(x[r * cols + c] - m) / s;
	}
}

void activation_forward(Activation a, float *y, const float *x, size_t n)
{
	switch (a) {
	case ACT_IDENTITY: if (n) memcpy(y, x, n * sizeof *y); break;
	case ACT_RELU: relu_forward(y, x, n); break;
	case ACT_SIGMOID: sigmoid_forward(y, x, n); break;
	case ACT_TANH: tanh_forward(y, x, n); break;
	case ACT_LEAKY_RELU: leaky_relu_forward(y, x, n, LEAKY_SLOPE); break;
	}
}

void activation_backward(Activation a, float *dx, const float *dy, const float *x, size_t n)
{
	for (size_t i = 0; i < n; ++i) {
		float v = x[i], s = 1 / (1 + expf(-v)), t = tanhf(v);
		switch (a) {
		case ACT_IDENTITY: dx[i] = dy[i]; break;
		case ACT_RELU: dx[i] = isnan(v) ? v : v > 0 ? dy[i] : 0; break;
		case ACT_SIGMOID: dx[i] = dy[i] * s * (1 - s); break;
		case ACT_TANH: dx[i] = dy[i] * (1 - t * t); break;
		case ACT_LEAKY_RELU: dx[i] = isnan(v) ? v : dy[i] * (v > 0 ? 1 : LEAKY_SLOPE); break;
		}
	}
}
