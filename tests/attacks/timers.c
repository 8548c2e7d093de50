// Tries: to strike later: timers that raise signals while other tasks are
// asked.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    static const int signals[] = {SIGSEGV, SIGUSR1, SIGKILL, SIGALRM};
    for (int i = 0; i < 4; i++) {
        struct sigevent event = {.sigev_notify = SIGEV_SIGNAL,
                                 .sigev_signo = signals[i]};
        struct itimerspec soon = {{0, 700000}, {0, 700000}};
        timer_t timer;
        if (timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
            timer_settime(timer, 0, &soon, NULL);
    }
    alarm(1);
    return 1e300;
}
