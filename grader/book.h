// The grade book: an SQLite file. Rows are only ever added: every run of the
// grader, every manual mark. What counts now is a view over them.
//
// Several processes may have the book open at once, each with its own Book;
// writes wait up to a minute for each other, and say so on stderr after three
// seconds. A function that returns false (or NULL) has changed nothing, and
// book_error() says why in words.
//
// Never keep a Book across fork(): SQLite's locks don't survive it. Close it
// first; parent and children then open their own. book_open in a child whose
// parent had one open is refused.
//
// Every text is cleaned on its way in (text_clean), so that a look into the
// file with sqlite3 is harmless. What comes back is the cleaned text.
#ifndef BOOK_H
#define BOOK_H

#include "report.h"

typedef struct Book Book;

// What a run was made of, as hexadecimal SHA-256 or plain text. Two runs with
// equal keys give equal reports.
typedef struct RunKey {
    const char *submission; // hash of the files as they were handed in
    const char *suites;     // hash of suites, solutions, worker and marks
    const char *compiler;   // "gcc (Debian 12.2.0-14) 12.2.0"
    const char *flags;      // compiler flags and limits
    uint64_t seed;
} RunKey;

// Opens, and creates if need be (mode 0600), the file. NULL: *error (to be
// freed) says why.
Book *book_open(const char *path, char **error);
void book_close(Book *b);
const char *book_error(const Book *b);

// The class's secret seed, drawn from the system when the book is made.
bool book_seed(Book *b, uint64_t *seed);

// Adds a run; all of it or nothing, on the disk when it returns.
bool book_add_run(Book *b, const Report *r, const RunKey *key);

// Whether the student's latest run has this key and is not BROKEN.
bool book_is_current(Book *b, const char *student, const RunKey *key);

// The student's latest run that is not BROKEN; NULL if there is none, with
// book_error() "" then. previous: the one before it.
Report *book_latest(Book *b, const char *student, bool previous);

// How the key of the latest run that is not BROKEN differs from the one before:
// "the submission changed, the suites changed", "graded again", or "graded for
// the first time". To be freed.
char *book_why_again(Book *b, const char *student);

// A person's mark. For an item that is a task it takes the place of the task's
// points; any other item (a free-text answer) is added. The latest for a
// student and item counts; points NAN takes it back. Needs a reason. Points are
// hundredths at the finest, at most those of the task or max; an item that no
// run knows may have max 0 and is a bonus until it is a task.
typedef struct Mark {
    char *student, *item, *reason, *author, *time;
    double points, max; // max: 0 for a task
} Mark;
bool book_add_mark(Book *b, const Mark *m);
// The marks of a student that count. *marks and its texts: marks_free.
bool book_marks(Book *b, const char *student, Mark **marks, size_t *n);
void marks_free(Mark *marks, size_t n);
// Whether the student is in the roster or has a run, and the points of a task
// as the latest graded run of all has it (0: there is no such task).
bool book_knows_student(Book *b, const char *student, bool *yes);
bool book_task_points(Book *b, const char *task, unsigned *points);

// The roster replaces the one before, as a whole and only at its end. An id
// that is none (text_is_id) or comes twice is an error and ends the new roster.
typedef struct Person {
    const char *id, *name, *email; // "" if unknown
    const char *username, *idnumber, *canvas_id, *sis_id, *section;
} Person;
bool book_begin_roster(Book *b);
bool book_add_person(Book *b, const Person *p);
bool book_end_roster(Book *b);
// Fills p (texts valid until the next call) with what is known of the student;
// p->name is "" for one who is not in the roster.
bool book_person(Book *b, const char *student, Person *p);

// What lies among the submissions and is none, a line each; the new lines
// replace the old. book_strays: to be freed; NULL on error.
bool book_set_strays(Book *b, const char *lines);
char *book_strays(Book *b);

// One line of the class: everyone in the roster, with a run or a mark, by id.
typedef struct Standing {
    Person person;
    bool has_grade; // false: neither a run that is not BROKEN nor a mark
    bool broken;    // the latest run of all is BROKEN
    Outcome outcome;
    long cents, max_cents; // with manual marks
    int64_t run;           // that counts; 0 if none (a grade of marks alone)
    const char *time;      // of the run, ISO 8601, UTC
} Standing;
// Calls each for one student after another, in constant memory; stops when it
// returns false. each may read the book, but not write to it.
bool book_each_standing(Book *b, bool (*each)(const Standing *s, void *data),
                        void *data);

// The class, task by task, over runs that count, with manual marks. Failures
// are those of the tests; two that differ in nothing but numbers are one.
typedef struct TaskStats {
    const char *stem, *task;
    unsigned points;
    long n_students, n_full, n_zero;
    long histogram[11]; // students with 0 %, up to 10 %, ... up to 100 %
    const char *why[3]; // the most common failures, "" if fewer
    long n_why[3];
} TaskStats;
bool book_each_task(Book *b, bool (*each)(const TaskStats *t, void *data),
                    void *data);

// Remembers that the student's files were written, and whether they still are
// up to date. The state they were written from is that which the last
// book_add_run or book_is_exported found, so call one of them before writing
// the files.
bool book_set_exported(Book *b, const char *student);
bool book_is_exported(Book *b, const char *student, bool *yes);

#endif
