// Variant of squared-loss-gradient: plain sums in float from the last row on;
// memset; the factor at the end.
#include <string.h>

void squared_loss_gradient(float *dw, const float *x, const float *prediction,
                           const float *target, size_t batch, size_t n)
{
    if (n > 0)
        memset(dw, 0, n * sizeof *dw);
    for (size_t i = batch; i-- > 0;) {
        const float *row = x + i * n;
        float error = prediction[i] - target[i];
        for (size_t j = 0; j < n; j++)
            dw[j] += error * row[j];
    }
    for (size_t j = 0; batch > 0 && j < n; j++)
        dw[j] = dw[j] * 2.0f / (float)batch;
}
