// Tries: to take the worked build into its own data by .incbin, and from there
// through a memory file into the process. It compiles only if it could be
// read.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <stddef.h>

__asm__(".section .rodata\n"
        "stolen: .incbin \"@ROOT@/build/chk/solutions/ch01_activations.so\"\n"
        ".previous\n");

static void right_answer(float *y, const float *x, size_t rows, size_t cols);

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    right_answer(y, x, rows, cols);
}
