// Runs in the grade book: adding a report, reading one back.
#include "book_internal.h"

#include "text.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const outcomes[] = {"GRADED", "REFUSED", "BROKEN"};
static const char *const statuses[] = {"taken", "missing", "ignored",
                                       "refused"};

bool book_outcome(const char *name, Outcome *outcome)
{
    for (int i = GRADED; i <= BROKEN; i++)
        if (strcmp(name, outcomes[i]) == 0) {
            *outcome = (Outcome)i;
            return true;
        }
    return false;
}

static bool add_head(Book *b, const Report *r, const RunKey *key)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, key->seed);
    return book_do(b,
                   "INSERT INTO runs (student, outcome, message, seconds,"
                   " submission, suites, compiler, flags, seed)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   "tttdttttt", r->student, outcomes[r->outcome], r->message,
                   isfinite(r->seconds) ? r->seconds : 0, key->submission,
                   key->suites, key->compiler, key->flags, seed);
}

static bool add_verdicts(Book *b, int64_t run, const Report *r)
{
    sqlite3_stmt *s =
        book_query(b,
                   "INSERT INTO verdicts (run, place, stem, task, points,"
                   " passed, total, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   "");
    bool good = s != NULL;
    for (size_t i = 0; i < r->n_verdicts && good; i++) {
        const Verdict *v = &r->verdict[i];
        good = book_insert(b, s, "iittiiit", run, (int64_t)i, v->stem, v->task,
                           (int64_t)v->points, (int64_t)v->passed,
                           (int64_t)v->total, v->why);
    }
    sqlite3_finalize(s);
    return good;
}

static bool add_files(Book *b, int64_t run, const Report *r)
{
    sqlite3_stmt *s =
        book_query(b,
                   "INSERT INTO files (run, place, name, status, why)"
                   " VALUES (?, ?, ?, ?, ?)",
                   "");
    bool good = s != NULL;
    for (size_t i = 0; i < r->n_files && good; i++)
        good = book_insert(b, s, "iittt", run, (int64_t)i, r->file[i].name,
                           statuses[r->file[i].status], r->file[i].why);
    sqlite3_finalize(s);
    return good;
}

// The number of the array with these values, which may be there already.
static bool add_array(Book *b, const double *values, size_t n, int64_t *array)
{
    const size_t size = n * sizeof *values;
    return book_do(b,
                   "INSERT INTO arrays (doubles) SELECT ?1 WHERE NOT EXISTS"
                   " (SELECT 1 FROM arrays WHERE doubles = ?1)",
                   "b", (const void *)values, size) &&
           book_number(b, array, "SELECT array FROM arrays WHERE doubles = ?",
                       "b", (const void *)values, size);
}

static bool add_curves(Book *b, int64_t run, const Report *r)
{
    for (size_t i = 0; i < r->n_curves; i++) {
        const Curve *c = &r->curve[i];
        int64_t x, yours, expected;
        if (!add_array(b, c->x, c->n, &x) ||
            !add_array(b, c->yours, c->n, &yours) ||
            !add_array(b, c->expected, c->n, &expected) ||
            !book_do(b,
                     "INSERT INTO curves (run, place, stem, task, title,"
                     " x_label, x, yours, expected)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "iittttiii", run, (int64_t)i, c->stem, c->task, c->title,
                     c->x_label, x, yours, expected))
            return false;
    }
    return true;
}

bool book_add_run(Book *b, const Report *r, const RunKey *key)
{
    if (!book_enter(b))
        return false;
    if (!text_is_id(r->student))
        return book_fail(b, "a run of a student whose id is none");
    if (!book_begin(b))
        return false;
    bool good = add_head(b, r, key);
    const int64_t run = sqlite3_last_insert_rowid(b->db);
    good = good && add_verdicts(b, run, r) && add_files(b, run, r) &&
           add_curves(b, run, r);
    if (!book_end(b, good))
        return false;
    book_see(b, r->student); // if it can't, book_set_exported does
    return true;
}

static bool read_head(Book *b, const char *student, bool previous, int64_t *run,
                      Report *r)
{
    sqlite3_stmt *s =
        book_query(b,
                   "SELECT run, outcome, message, seconds FROM runs"
                   " WHERE student = ? AND outcome <> 'BROKEN'"
                   " ORDER BY run DESC LIMIT 1 OFFSET ?",
                   "ti", student, (int64_t)previous);
    const bool found = s != NULL && book_step(b, s) == 1;
    if (found) {
        *run = sqlite3_column_int64(s, 0);
        char *outcome = book_column(s, 1);
        book_outcome(outcome, &r->outcome);
        free(outcome);
        free(r->message);
        r->message = book_column(s, 2);
        r->seconds = sqlite3_column_double(s, 3);
    }
    sqlite3_finalize(s);
    return found;
}

// A row's column, good until the next row.
static const char *peek(sqlite3_stmt *s, int column)
{
    return (const char *)sqlite3_column_text(s, column);
}

static unsigned peek_unsigned(sqlite3_stmt *s, int column)
{
    return (unsigned)sqlite3_column_int64(s, column);
}

static bool read_verdicts(Book *b, int64_t run, Report *r)
{
    sqlite3_stmt *s = book_query(b,
                                 "SELECT stem, task, points, passed, total,"
                                 " why FROM verdicts WHERE run = ?"
                                 " ORDER BY place",
                                 "i", run);
    int row = s == NULL ? -1 : 1;
    while (row == 1 && (row = book_step(b, s)) == 1)
        report_add_verdict(r, peek(s, 0), peek(s, 1), peek_unsigned(s, 2),
                           peek_unsigned(s, 3), peek_unsigned(s, 4),
                           peek(s, 5));
    sqlite3_finalize(s);
    return row == 0;
}

static bool read_files(Book *b, int64_t run, Report *r)
{
    sqlite3_stmt *s = book_query(
        b, "SELECT name, status, why FROM files WHERE run = ? ORDER BY place",
        "i", run);
    int row = s == NULL ? -1 : 1;
    while (row == 1 && (row = book_step(b, s)) == 1)
        for (int i = FILE_TAKEN; i <= FILE_REFUSED; i++)
            if (strcmp(peek(s, 1), statuses[i]) == 0)
                report_add_file(r, peek(s, 0), (FileStatus)i, peek(s, 2));
    sqlite3_finalize(s);
    return row == 0;
}

// The three arrays of a row, of equal length; freshly allocated, since a blob
// need not lie where a double may.
static bool read_arrays(Book *b, sqlite3_stmt *s, double *array[3], size_t *n)
{
    *n = (size_t)sqlite3_column_bytes(s, 4) / sizeof(double);
    for (int i = 0; i < 3; i++) {
        const size_t size = (size_t)sqlite3_column_bytes(s, 4 + i);
        if (size != *n * sizeof(double))
            return book_fail(b, "the book is damaged: a curve's arrays differ "
                                "in length");
        for (size_t k = 0; k < *n; k++)
            array[i] = list_grow(array[i], k, sizeof *array[i]);
        if (size > 0)
            memcpy(array[i], sqlite3_column_blob(s, 4 + i), size);
    }
    return true;
}

static bool read_curves(Book *b, int64_t run, Report *r)
{
    sqlite3_stmt *s = book_query(
        b,
        "SELECT stem, task, title, x_label, a.doubles, y.doubles, e.doubles"
        " FROM curves c JOIN arrays a ON a.array = c.x"
        " JOIN arrays y ON y.array = c.yours"
        " JOIN arrays e ON e.array = c.expected"
        " WHERE run = ? ORDER BY place",
        "i", run);
    int row = s == NULL ? -1 : 1;
    while (row == 1 && (row = book_step(b, s)) == 1) {
        double *array[3] = {NULL, NULL, NULL};
        size_t n;
        if (read_arrays(b, s, array, &n))
            report_add_curve(r, peek(s, 0), peek(s, 1), peek(s, 2), peek(s, 3),
                             n, array[0], array[1], array[2]);
        else
            row = -1;
        for (int i = 0; i < 3; i++)
            free(array[i]);
    }
    sqlite3_finalize(s);
    return row == 0;
}

Report *book_latest(Book *b, const char *student, bool previous)
{
    if (!book_enter(b))
        return NULL;
    int64_t run;
    Report *r = report_new(student);
    if (read_head(b, student, previous, &run, r) && read_verdicts(b, run, r) &&
        read_files(b, run, r) && read_curves(b, run, r))
        return r;
    report_free(r);
    return NULL;
}
