// Tries: to use up all threads.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *sit(void *unused)
{
    pause();
    return unused;
}

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    pthread_t thread;
    for (int i = 0; i < 100000; i++)
        pthread_create(&thread, NULL, sit, NULL);
    return 1e300;
}
