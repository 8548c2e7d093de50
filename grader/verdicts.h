// What a suite printed, taken into a report.
#ifndef VERDICTS_H
#define VERDICTS_H

#include "course.h"
#include "report.h"
#include "run.h"

// Adds a verdict for every task of the chapter, whatever the text holds: a task
// of which it does not speak scores 0.
void verdicts_read(Report *r, const Chapter *chapter, char *text);

// Adds the curves (tests/harness/curves.c) of tasks below full marks.
void verdicts_read_curves(Report *r, const Chapter *chapter, const char *path);

// Why a suite gave no verdicts, as a sentence to be freed. log: what it has
// said, and nobody else.
char *verdicts_trouble(const char *stem, const Run *run, const char *log);

#endif
