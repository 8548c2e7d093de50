// A grade book in a folder of its own, for the tests of the book.
#ifndef BOOK_FIXTURE_H
#define BOOK_FIXTURE_H

#include "book.h"
#include "text.h"

#include <check.h>
#include <sqlite3.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[256], path[300];

// Checked fixtures: each test has a folder of its own.
static inline void make_folder(void)
{
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%.200s/book.XXXXXX",
             base != NULL ? base : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/book.sqlite", folder);
}

static inline void remove_folder(void)
{
    char *command = text_format("rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
    free(command);
}

static inline Book *open_book(void)
{
    char *error = NULL;
    Book *b = book_open(path, &error);
    ck_assert_msg(b != NULL, "%s", error);
    return b;
}

static inline void must(Book *b, bool good)
{
    ck_assert_msg(good, "%s", book_error(b));
}

// Asks the file itself, as an instructor would with sqlite3.
static inline long ask(const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK,
                  "%s: %s", sql, sqlite3_errmsg(db));
    ck_assert_msg(sqlite3_step(s) == SQLITE_ROW, "%s: no row", sql);
    long number = (long)sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    return number;
}

// Another connection, which has run this; to be closed.
static inline sqlite3 *hold(const char *sql)
{
    sqlite3 *db = NULL;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    return db;
}

static const RunKey key = {"aa", "bb", "gcc 12", "-O0", 18446744073709551615u};

// Two tasks of 2 and 3 points: passed of 2 tests, and passed of 3.
static inline Report *some_report(const char *student, unsigned first,
                                  unsigned second)
{
    Report *r = report_new(student);
    report_add_verdict(r, "ch01_a", "relu", 2, first, 2,
                       first == 2 ? "" : "y[3] is 0.5, not 1e-05 (a.c:31).");
    report_add_verdict(r, "ch02_b", "loss", 3, second, 3,
                       second == 3 ? "" : "It ended by a crash.");
    return r;
}

static inline void add_run(Book *b, const char *student, unsigned first,
                           unsigned second)
{
    Report *r = some_report(student, first, second);
    must(b, book_add_run(b, r, &key));
    report_free(r);
}

static inline void add_broken(Book *b, const char *student)
{
    Report *r = report_new(student);
    r->outcome = BROKEN;
    free(r->message);
    r->message = text_copy("The sandbox did not start.");
    must(b, book_add_run(b, r, &key));
    report_free(r);
}

static inline void add_mark(Book *b, const char *student, const char *item,
                            double points, double max)
{
    must(b, book_add_mark(b, &(Mark){.student = (char *)student,
                                     .item = (char *)item,
                                     .reason = "seen by hand",
                                     .author = "me",
                                     .points = points,
                                     .max = max}));
}

typedef struct Line {
    char id[65], name[65], time[32];
    Standing s;
} Line;

typedef struct Lines {
    size_t n, most;
    Line line[8];
} Lines;

static inline bool take_line(const Standing *s, void *data)
{
    Lines *l = data;
    ck_assert_uint_lt(l->n, 8);
    Line *line = &l->line[l->n++];
    line->s = *s;
    snprintf(line->id, sizeof line->id, "%s", s->person.id);
    snprintf(line->name, sizeof line->name, "%s", s->person.name);
    snprintf(line->time, sizeof line->time, "%s", s->time);
    return l->most == 0 || l->n < l->most;
}

static inline Lines class_of(Book *b)
{
    Lines l = {0};
    must(b, book_each_standing(b, take_line, &l));
    return l;
}

#endif
