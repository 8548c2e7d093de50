// Tries: to take a tebibyte of memory by being loaded.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <stddef.h>

char room[1ULL << 40];

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    for (size_t i = 0; i < rows * cols; i++)
        y[i] = x[i] + (float)room[i << 20];
}
