// Variant of softmax-rows: e^(x - max - log(sum)), in double, with scratch
// space for one row.
#include <stdlib.h>

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    double *shifted = malloc((cols + 1) * sizeof *shifted);
    if (!shifted)
        return;
    for (size_t r = 0; r < rows; r++) {
        double max = (double)x[r * cols], sum = 0.0;
        for (size_t c = 1; c < cols; c++)
            max = fmax(max, (double)x[r * cols + c]);
        for (size_t c = 0; c < cols; c++) {
            shifted[c] = (double)x[r * cols + c] - max;
            sum += exp(shifted[c]);
        }
        double log_sum = log(sum);
        for (size_t c = 0; c < cols; c++)
            y[r * cols + c] = (float)exp(shifted[c] - log_sum);
    }
    free(shifted);
}
