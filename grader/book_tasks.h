// The course's tasks as the grade book knows them.
#ifndef BOOK_TASKS_H
#define BOOK_TASKS_H

#include "book.h"

// Adds to r, as verdicts of which no test could run, every task of the latest
// graded run in the book: what someone without verdicts has to show.
bool book_add_tasks(Book *b, Report *r, const char *why);

#endif
