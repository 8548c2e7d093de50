// Tries: to leave the main thread's place empty: it ends, and another thread
// keeps the process alive.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *sit(void *unused)
{
    for (;;)
        pause();
    return unused;
}

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    pthread_t thread;
    pthread_create(&thread, NULL, sit, NULL);
    pthread_exit(NULL);
}
