// Before a class is graded: is there a sandbox, and do the solutions themselves
// get full marks in it? If not, nothing that this grader says counts.
#ifndef PREFLIGHT_H
#define PREFLIGHT_H

#include "course.h"

// An exit status of grade: 0, or 2 or 3 after having said why.
int preflight(const Course *c);

// Writes "grade: ERROR" to stderr and frees it; returns 2.
int complain(char *error);

#endif
