// What a manual mark changes: a score, and the pages and tables that show it.
#ifndef MARK_PAGES_H
#define MARK_PAGES_H

#include "book.h"

#include <stdio.h>

// A student's points for one item, and in all.
typedef struct Score {
    bool there; // the item counts for the student
    long cents, max_cents, all, all_max;
} Score;

// NULL, or why the book can't tell; to be freed.
char *score_read(Score *s, Book *b, const Mark *m);
// "ada: essay none -> 7/10, in all 4/5 -> 11/15".
void score_put(FILE *out, const Mark *m, const Score *before,
               const Score *after);

// Writes the student's files and the class's anew, in the book's folder. NULL,
// or why that has to wait for the grader; to be freed. settings: course.ini.
char *pages_renew(Book *b, const char *path, const char *student,
                  const char *settings);

#endif
