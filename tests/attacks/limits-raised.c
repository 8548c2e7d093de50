// Tries: to raise its own limits, and then to use what they held back.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#define _GNU_SOURCE
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    for (int what = 0; what < RLIM_NLIMITS; what++)
        setrlimit(what, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
    setpriority(PRIO_PROCESS, 0, -20);
    setpriority(PRIO_USER, 0, -20);
    sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){99});
    for (;;) {
        char *block = malloc(1 << 26);
        if (!block)
            _exit(1);
        memset(block, 1, 1 << 26);
    }
}
