// One line on a terminal that tells how a long run is getting on: what, how
// far, samples a second, time left. Silent where stderr is no terminal, and
// written at most ten times a second.
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stddef.h>

typedef struct Progress {
    const char *what; // shown in front
    size_t total;     // units of work in all (epochs, runs)
    size_t done;
    double samples; // worked through so far
    double started; // seconds, monotonic clock
    double shown;   // when the line was last written
} Progress;

Progress progress_begin(const char *what, size_t total);

// One more unit of work is done, in which `samples` samples were seen.
void progress_step(Progress *p, size_t samples);

// Wipes the line.
void progress_end(Progress *p);

#endif
