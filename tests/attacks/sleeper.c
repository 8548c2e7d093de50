// Tries: never to end, at no cost of processor time.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
// Says: no answer
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (;;)
        sleep(1000);
}
