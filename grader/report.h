// What grading one submission found: the seam between what grades (job.c), what
// keeps (book.c) and what shows (feedback.c, gradescope.c, junit.c, tap.c).
//
// Every text is a copy that the report owns. Texts may come from a hostile
// program or file name: any byte but NUL may be in them, valid UTF-8 or not.
// Who shows one escapes it (text.h).
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum Outcome {
    GRADED,  // every task has a verdict
    REFUSED, // the submission as a whole can't be taken; every task scores 0
    BROKEN // the grader failed, which says nothing about the student: no grade
} Outcome;

typedef enum FileStatus {
    FILE_TAKEN,   // a chapter's lab file
    FILE_MISSING, // a chapter's lab file that is not there
    FILE_IGNORED, // not a chapter's, or of no use
    FILE_REFUSED  // a chapter's, but can't be taken (a link, too large)
} FileStatus;

typedef struct FileNote {
    char *name, *why; // why: "" where there is nothing to say
    FileStatus status;
} FileNote;

typedef struct Verdict {
    char *stem, *task;              // ch04_dropout, dropout-forward
    char *why;                      // a sentence; "" at full marks
    unsigned points, passed, total; // total 0: no test could run
} Verdict;

// The student's values beside the expected ones, for a figure.
typedef struct Curve {
    char *stem, *task;
    char *title, *x_label; // "relu_forward", "x"
    size_t n;
    double *x, *yours, *expected; // [n]; yours may hold NaN and infinities
} Curve;

typedef struct Report {
    char *student; // the id: the name of the folder or archive
    Outcome outcome;
    char *message; // why REFUSED or BROKEN; else ""
    double seconds;
    size_t n_files, n_verdicts, n_curves;
    FileNote *file;
    Verdict *verdict; // in the order of chapters and tasks
    Curve *curve;
} Report;

Report *report_new(const char *student);
void report_free(Report *r);

void report_add_file(Report *r, const char *name, FileStatus status,
                     const char *why);
void report_add_verdict(Report *r, const char *stem, const char *task,
                        unsigned points, unsigned passed, unsigned total,
                        const char *why);
// Takes n values from each array.
void report_add_curve(Report *r, const char *stem, const char *task,
                      const char *title, const char *x_label, size_t n,
                      const double *x, const double *yours,
                      const double *expected);

// points * passed / total, in hundredths of a point, rounded down: what every
// sum, page and export uses, so that none differs from another.
long verdict_cents(const Verdict *v);
long report_cents(const Report *r);
long report_max_cents(const Report *r);

#endif
