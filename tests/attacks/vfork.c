// Tries: to wait where no signal handler runs: a child by vfork that neither
// ends nor becomes a program keeps its parent in the kernel.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
// Says: no answer
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    if (vfork() == 0)
        for (;;)
            pause();
    return 1e300;
}
