// Tries: to take the grade book into its data by .incbin, and to print it from
// there into the feedback. It compiles only if it could be read.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <stddef.h>

__asm__(".section .rodata\n"
        "stolen: .incbin \"@OUT@/gradebook.sqlite\"\n"
        ".previous\n");

static void right_answer(float *y, const float *x, size_t rows, size_t cols);

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    right_answer(y, x, rows, cols);
}
