// Tries: to break the worker by closing all descriptors.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <stdlib.h>
#include <unistd.h>

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    (void)y, (void)x, (void)rows, (void)cols;
    for (int fd = 0; fd < 4096; fd++)
        close(fd);
}
