// Tries: to fill the disk or the grader's memory by printing without end.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    for (;;) {
        puts("a line that says nothing, over and over again");
        fputs("and the same on the other stream\n", stderr);
    }
}
