// The course as the grader sees it: chapters and tasks, found by their stems in
// the tree that `make` has built, and all that a verdict depends on.
#ifndef COURSE_H
#define COURSE_H

#include "settings.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Task {
    char *name;
    unsigned points;
} Task;

typedef struct Chapter {
    char *stem;
    Task *task; // as the marks say
    size_t n_tasks;
} Chapter;

typedef struct Course {
    Settings settings;
    const char *build; // build/chk: suites, solutions, base, worker
    const char *flags; // the compiler's
    Chapter *chapter;
    const char **stem; // the chapters' names alone
    size_t n_chapters;
    // Of RunKey (book.h), with seed:
    char *suites, *compiler, *conditions;
    uint64_t seed;
    bool unsafe;
    char *stage;         // see stage.h
    unsigned first_user; // of slot 0; 0: all are who we are
    char *cgroups;       // see cgroup.h; NULL: none
} Course;

// Reads settings and marks; the current folder is the course's. False: *error
// (to be freed).
bool course_open(Course *c, const char *settings, const char *build,
                 const char *flags, char **error);
void course_close(Course *c);

#endif
