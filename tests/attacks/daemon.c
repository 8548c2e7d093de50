// Tries: to leave a process behind, in a session of its own, without parent,
// that keeps the channel and answers what is asked later; it ignores every
// signal that it may.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static void live_on(void)
{
    char byte = 0;
    for (int s = 1; s < 65; s++)
        signal(s, SIG_IGN);
    for (;;) {
        send(3, &byte, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
}

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    if (fork() == 0) {
        setsid();
        umask(0);
        if (chdir("/") == 0 && fork() == 0)
            live_on();
        _exit(0);
    }
    return 1e300;
}
