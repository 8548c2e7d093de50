// Tries: to make later comparisons wrong: other rounding, tiny numbers cut to
// 0, floating-point faults on, x87 in single precision.
// Task: ch01_activations softmax-rows
// Loses: chapter
#define _GNU_SOURCE
#include <fenv.h>
#include <stdlib.h>
#include <xmmintrin.h>

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    (void)y, (void)x, (void)rows, (void)cols;
    fesetround(FE_UPWARD);
    _mm_setcsr(_mm_getcsr() | 0x8040 | 0x6000);
    unsigned short single = 0x0c00;
    __asm__ volatile("fldcw %0" : : "m"(single));
    feenableexcept(FE_ALL_EXCEPT);
}
