// What a batch tells at its end.
#ifndef CHANGES_H
#define CHANGES_H

#include "book.h"

// If the student's latest grade differs from the one before: a line with both
// and why, and a line for each task that differs.
void changes_print(Book *b, const char *student);

// How many were graded and how long it took, the class's mean, where the
// results lie.
void summary_print(Book *b, const char *folder, size_t n_new, size_t n_old,
                   double seconds);

// For measurements: "stats: 200 graded, 61.2 s, CPU 104.1 s, 31 MiB at most",
// the memory being this process's own.
void stats_print(size_t n_new, double seconds);

#endif
