// Tries: to rule its own process from outside: a child holds the parent, so
// that every system call that the worker makes can be changed.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    pid_t parent = getpid();
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
    if (fork() == 0) {
        ptrace(PTRACE_SEIZE, parent, 0, PTRACE_O_TRACESYSGOOD);
        ptrace(PTRACE_INTERRUPT, parent, 0, 0);
        while (waitpid(parent, NULL, __WALL) == parent)
            ptrace(PTRACE_SYSCALL, parent, 0, 0);
        _exit(0);
    }
    usleep(100000);
    return 1e300;
}
