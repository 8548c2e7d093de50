// Grading one submission.
#ifndef JOB_H
#define JOB_H

#include "course.h"
#include "submission.h"

// Unpacks, compiles and runs it, in the slot's part of the stage. Returns a
// report in any case; its outcome is BROKEN where the grader failed.
Report *job_grade(const Course *c, const Submission *s, unsigned slot);

#endif
