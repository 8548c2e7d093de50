// Tries: never to end: a loop that blocks and ignores all signals.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
// Says: no answer
#include <signal.h>
#include <stdlib.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (int s = 1; s < 65; s++)
        signal(s, SIG_IGN);
    for (volatile unsigned i = 0;; i++)
        ;
}
