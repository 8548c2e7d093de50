// The matrix product as anyone would write it first: three loops, left to the
// compiler. `make bench` links it in the place of the kernels, for comparison.
#include "kernels.h"

#include <string.h>

const char *kernels_name(void)
{
    return "plain loops";
}

void gemm(float *c, const float *a, const float *b, size_t m, size_t n,
          size_t k, bool transpose_a, bool transpose_b, bool accumulate)
{
    size_t a_down = transpose_a ? 1 : k, a_right = transpose_a ? m : 1;
    size_t b_down = transpose_b ? 1 : n, b_right = transpose_b ? k : 1;
    if (!accumulate && m * n > 0)
        memset(c, 0, m * n * sizeof *c);
    for (size_t i = 0; i < m; i++)
        for (size_t p = 0; p < k; p++)
            for (size_t j = 0; j < n; j++)
                c[i * n + j] +=
                    a[i * a_down + p * a_right] * b[p * b_down + j * b_right];
}
