// Tries: to break the worker by limits so low that nothing works any longer.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/resource.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    for (int what = 0; what < RLIM_NLIMITS; what++)
        if (what != RLIMIT_CPU)
            setrlimit(what, &(struct rlimit){0, 0});
    return 1e300;
}
