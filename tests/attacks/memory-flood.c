// Tries: to use up the memory, in this process and in children.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    for (int i = 0; i < 8; i++)
        if (fork() == 0)
            break;
    for (;;) {
        char *block = malloc(1 << 24);
        if (block)
            memset(block, 1, 1 << 24);
    }
}
