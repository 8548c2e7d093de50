// The class as the files about it show it: counted and added up in one pass
// over the book, then written a student at a time.
#ifndef CLASS_H
#define CLASS_H

#include "export_parts.h"

typedef enum State {
    STATE_GRADED,
    STATE_REFUSED, // the submission as a whole
    STATE_BROKEN,  // grading the latest submission failed; an earlier grade
                   // counts
    STATE_MISSING, // no submission; a grade, if any, of a person's marks alone
    N_STATES
} State;

enum { N_BINS = 11 }; // 0 %, up to 10 %, ... up to 100 %

enum { N_WHY = 3 }; // the most common failures of a task

typedef struct ClassTask {
    char *stem, *task, *why[N_WHY];
    unsigned points;
    long n_full, n_zero, histogram[N_BINS], n_why[N_WHY];
    long cents, n; // of all students together; how many
} ClassTask;

typedef struct Class {
    Book *book;
    const char *title;
    char *error; // NULL, or what stopped a pass
    ClassTask *task;
    size_t n_tasks;
    long n[N_STATES], n_all, n_scores;
    long scores[N_BINS];
    long cents;     // of all students together
    long max_cents; // the most that anyone could have
} Class;

State state_of(const Standing *s);
const char *state_word(State s); // "graded"
unsigned bin_of(long cents, long max_cents);

// cents / n, n > 0, to the nearest cent; a half goes up.
long mean_cents(long cents, long n);

// Tasks, states and scores; c->error says what went wrong.
void class_count(Class *c);
void class_free(Class *c);

// grades, canvas and moodle, for streams of their own. Adds up c->task[].cents.
void write_class_csv(Class *c, FILE *const out[3]);

void write_class_page(Class *c, FILE *out, const char *css);
void put_bars(FILE *out, const long n[N_BINS], const char *what, bool large);
// The tables of tasks with the most common failures.
void put_class_tasks(const Class *c, FILE *out);

#endif
