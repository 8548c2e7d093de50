// Tries: to outlive its parents: takes its death signal away, adopts orphans,
// calls itself by a name with escapes, and leaves a child.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    prctl(PR_SET_PDEATHSIG, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_DUMPABLE, 1);
    prctl(PR_SET_NAME, "\x1b[2Jbash\n");
    prctl(PR_SET_KEEPCAPS, 1);
    prctl(PR_SET_TIMERSLACK, 1000000000UL);
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, 0);
            setsid();
            sleep(3600);
            _exit(0);
        }
    return 1e300;
}
