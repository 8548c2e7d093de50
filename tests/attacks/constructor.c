// Tries: to end the process, with status 0, before anything is asked.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <unistd.h>

__attribute__((constructor)) static void early(void)
{
    _exit(0);
}

void softmax_rows(float *y, const float *x, unsigned long rows,
                  unsigned long cols)
{
    (void)y, (void)x, (void)rows, (void)cols;
}
