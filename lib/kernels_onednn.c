// The matrix product by oneDNN.
#include "kernels.h"

#include "fail.h"

#include <dnnl.h>
#include <string.h>

const char *kernels_name(void)
{
    return "oneDNN";
}

void gemm(float *c, const float *a, const float *b, size_t m, size_t n,
          size_t k, bool transpose_a, bool transpose_b, bool accumulate)
{
    if (m == 0 || n == 0)
        return;
    // Unlike a BLAS, oneDNN 2.6 leaves c as it was for an empty sum, and it
    // refuses a row length of 0.
    if (k == 0) {
        if (!accumulate)
            memset(c, 0, m * n * sizeof *c);
        return;
    }
    dnnl_dim_t rows = (dnnl_dim_t)m, columns = (dnnl_dim_t)n;
    dnnl_dim_t terms = (dnnl_dim_t)k;
    if (dnnl_sgemm(transpose_a ? 'T' : 'N', transpose_b ? 'T' : 'N', rows,
                   columns, terms, 1, a, transpose_a ? rows : terms, b,
                   transpose_b ? terms : columns, accumulate ? 1 : 0, c,
                   columns) != dnnl_success)
        fail("oneDNN can't multiply two matrices; build with KERNELS=portable");
}
