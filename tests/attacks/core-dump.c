// Tries: to leave a large core file behind, or to have the system handle one.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    setrlimit(RLIMIT_CORE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
    prctl(PR_SET_DUMPABLE, 1);
    char *block = malloc(1 << 27);
    if (block)
        memset(block, 1, 1 << 27);
    signal(SIGQUIT, SIG_DFL);
    if (chdir("/tmp") == 0)
        raise(SIGQUIT);
    _exit(1);
}
