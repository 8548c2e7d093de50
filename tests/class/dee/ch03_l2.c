// Dee, chapter 3: does not compile.
#include "ch03_l2.h"
#include "ch02_gradients.h"

void linear_predict(float *y, const float *x, const float *w, size_t batch, size_t n)
{
  for (size_t r = 0; r < batch; r++) {
    float s = 0;
    for (size_t j = 0; j < n; j++) s += x[r * n + j] * w[j]
    y[r] = s;
  }
}

double l2_penalty(const float *w, size_t n)
{
  double s = 0;
  for (size_t j = 0; j < n; j++) s += (double)w[j] * w[j];
  return s / 2;
}
