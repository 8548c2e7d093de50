// Tries: to slow the machine down: threads that go on computing when the
// function has returned.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#include <pthread.h>
#include <stdlib.h>

static void *spin(void *unused)
{
    for (volatile unsigned i = 0;; i++)
        ;
    return unused;
}

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    pthread_t thread;
    for (int i = 0; i < 8; i++)
        pthread_create(&thread, NULL, spin, NULL);
    return 1e300;
}
