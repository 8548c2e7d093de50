// The portable kernels: the matrix product in plain C, on one thread at 30 to
// 44 % of the speed of oneDNN, but a sixth for ten columns.
#include "kernels.h"

#include <string.h>

// A block of b: as many rows as the innermost loop takes up one after the
// other, and columns. It fills 32 KiB, so it stays in the first-level cache
// while all rows of a pass by.
enum { DEPTH = 32, WIDTH = 256 };

const char *kernels_name(void)
{
    return "portable";
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

// c[width] += a[depth] block, where a's elements lie a_step apart. Four rows
// of the block at a time, so that c is loaded and stored a quarter as often.
static void add_row(float *restrict c, const float *restrict a, size_t a_step,
                    const float (*restrict block)[WIDTH], size_t width,
                    size_t depth)
{
    for (size_t p = 0; p < depth; p += 4) {
        const float *b0 = block[p], *b1 = block[p + 1];
        const float *b2 = block[p + 2], *b3 = block[p + 3];
        float w[4] = {0}; // past depth: 0, and so is the block
        for (size_t q = 0; q < smaller(4, depth - p); q++)
            w[q] = a[(p + q) * a_step];
        for (size_t j = 0; j < width; j++)
            c[j] = c[j] + w[0] * b0[j] + w[1] * b1[j] + w[2] * b2[j] +
                   w[3] * b3[j];
    }
}

// block = depth x width elements of b, (p, j) at b[p * row_step + j], or
// b[j * row_step + p] if transposed; then rows of zeros up to a multiple of 4.
static void pack(float (*restrict block)[WIDTH], const float *restrict b,
                 size_t row_step, bool transposed, size_t width, size_t depth)
{
    enum { LINE = 16 }; // columns that are written as one cache line
    if (!transposed)
        for (size_t p = 0; p < depth; p++)
            memcpy(block[p], b + p * row_step, width * sizeof *b);
    else
        for (size_t j0 = 0; j0 < width; j0 += LINE)
            for (size_t p = 0; p < depth; p++)
                for (size_t j = j0; j < smaller(j0 + LINE, width); j++)
                    block[p][j] = b[j * row_step + p];
    for (size_t p = depth; p % 4 != 0; p++)
        memset(block[p], 0, width * sizeof *b);
}

void gemm(float *c, const float *a, const float *b, size_t m, size_t n,
          size_t k, bool transpose_a, bool transpose_b, bool accumulate)
{
    size_t a_down = transpose_a ? 1 : k, a_right = transpose_a ? m : 1;
    _Alignas(64) float block[DEPTH][WIDTH]; // no vector of it on two lines
    if (!accumulate && m * n > 0)
        memset(c, 0, m * n * sizeof *c);
    for (size_t j = 0; j < n; j += WIDTH)
        for (size_t p = 0; p < k; p += DEPTH) {
            size_t width = smaller(WIDTH, n - j), depth = smaller(DEPTH, k - p);
            const float *from = transpose_b ? b + j * k + p : b + p * n + j;
            pack(block, from, transpose_b ? k : n, transpose_b, width, depth);
            for (size_t i = 0; i < m; i++)
                add_row(c + i * n + j, a + i * a_down + p * a_right, a_right,
                        (const float(*)[WIDTH])block, width, depth);
        }
}
