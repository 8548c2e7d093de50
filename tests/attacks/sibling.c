// Tries: to be no child of its own: a process that the worker's parent gets as
// its child answers what is asked later, and would live on where only the
// worker is waited for.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void live_on(void)
{
    char byte = 0;
    for (;;) {
        send(3, &byte, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
}

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    static const long flags[] = {CLONE_PARENT | SIGCHLD, CLONE_PARENT,
                                 CLONE_PARENT | CLONE_UNTRACED | SIGKILL,
                                 CLONE_PARENT | CLONE_FILES | SIGCHLD};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (syscall(SYS_clone, flags[i], 0, 0, 0, 0) == 0)
            live_on();
    return 1e300;
}
