// Variant of dropout-mean: a row of output and mask in scratch space; divided
// at the end.
#include <stdlib.h>

void dropout_mean(double *mean, const float *x, size_t n, size_t n_masks,
                  float drop_prob, Rng *rng)
{
    float *y = malloc((n + 1) * sizeof *y);
    uint8_t *mask = malloc(n + 1);
    for (size_t i = 0; i < n; i++)
        mean[i] = 0.0;
    for (size_t m = 0; y && mask && m < n_masks; m++) {
        dropout_forward(y, mask, x, 1, n, drop_prob, rng);
        for (size_t i = 0; i < n; i++)
            mean[i] += (double)y[i];
    }
    for (size_t i = 0; i < n; i++)
        mean[i] /= (double)n_masks;
    free(mask);
    free(y);
}
