// Tries: to hold the grader up for hours without being late once: every
// function takes half of the time that it may.
// Task: ch01_activations all
#include <stdlib.h>
#include <time.h>

#define EVERY_BODY                                                             \
    nanosleep(&(struct timespec){.tv_nsec = 500000000}, NULL);                 \
    abort();
