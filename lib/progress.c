// How far a long run is: numbers that another process may read at any time.
#include "progress.h"

#include <time.h>

static Steps nowhere;
static Steps *steps = &nowhere;
static size_t begun; // in milliseconds

static size_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (size_t)t.tv_sec * 1000 + (size_t)t.tv_nsec / 1000000;
}

void progress_share(Steps *shared)
{
    steps = shared;
}

void progress_begin(size_t epochs)
{
    begun = now();
    steps->done = steps->samples = steps->ms = 0;
    steps->total = epochs;
}

void progress_step(size_t samples)
{
    steps->samples += samples;
    steps->ms = now() - begun;
    steps->done++;
}
