// Grading a class: who has to be graded, all of them graded, everything
// written.
#ifndef BATCH_H
#define BATCH_H

#include "course.h"

#include <signal.h>

typedef struct Batch {
    Course *course;
    const char *submissions, *folder, *roster; // roster: or NULL
    unsigned jobs;
    bool regrade, stats;
    volatile sig_atomic_t *stop;
} Batch;

// Exit status: 0 all graded or refused, 1 some could not be graded, 2 nothing
// could, 3 the solutions themselves don't get full marks, 130 stopped.
int batch_run(Batch *b);

#endif
