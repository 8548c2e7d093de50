// The class as a whole: everyone's standing, every task's statistics.
#include "book_internal.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

static const char standings[] =
    "SELECT c.student, coalesce(p.name, ''), coalesce(p.email, ''),"
    " coalesce(p.username, ''), coalesce(p.idnumber, ''),"
    " coalesce(p.canvas_id, ''), coalesce(p.sis_id, ''),"
    " coalesce(p.section, ''), c.has_grade, c.is_broken,"
    " coalesce(c.outcome, 'GRADED'),"
    " coalesce(c.task_cents, 0) + coalesce(c.answer_cents, 0),"
    " coalesce(c.task_max, 0) + coalesce(c.answer_max, 0),"
    " coalesce(c.run, 0), coalesce(c.time, '')"
    " FROM current_cents c LEFT JOIN people p ON p.student = c.student"
    " ORDER BY c.student";

static const char *peek(sqlite3_stmt *s, int column)
{
    return (const char *)sqlite3_column_text(s, column);
}

static long peek_long(sqlite3_stmt *s, int column)
{
    return (long)sqlite3_column_int64(s, column);
}

bool book_each_standing(Book *b, bool (*each)(const Standing *s, void *data),
                        void *data)
{
    sqlite3_stmt *s = book_enter(b) ? book_query(b, standings, "") : NULL;
    int row = s == NULL ? -1 : 1;
    while (row == 1 && (row = book_step(b, s)) == 1) {
        Standing line = {.person = {peek(s, 0), peek(s, 1), peek(s, 2),
                                    peek(s, 3), peek(s, 4), peek(s, 5),
                                    peek(s, 6), peek(s, 7)},
                         .has_grade = peek_long(s, 8) != 0,
                         .broken = peek_long(s, 9) != 0,
                         .cents = peek_long(s, 11),
                         .max_cents = peek_long(s, 12),
                         .run = sqlite3_column_int64(s, 13),
                         .time = peek(s, 14)};
        book_outcome(peek(s, 10), &line.outcome);
        if (!each(&line, data))
            break;
    }
    sqlite3_finalize(s);
    return row >= 0;
}

static const char statistics[] =
    "SELECT stem, task, max(points), count(*),"
    " sum(cents >= 100 * points), sum(cents <= 0),"
// Tenths, rounded up: 0 is nothing at all, 10 more than nine tenths.
#define TENTHS                                                                 \
    "iif(points = 0, 10,"                                                      \
    " min(10, max(0, (cents + 10 * points - 1) / (10 * points))))"
    " sum(" TENTHS " = 0), sum(" TENTHS " = 1), sum(" TENTHS " = 2),"
    " sum(" TENTHS " = 3), sum(" TENTHS " = 4), sum(" TENTHS " = 5),"
    " sum(" TENTHS " = 6), sum(" TENTHS " = 7), sum(" TENTHS " = 8),"
    " sum(" TENTHS " = 9), sum(" TENTHS " = 10)"
    " FROM current_tasks GROUP BY stem, task ORDER BY stem, min(place)";

// An example of each kind of failure; the same one however often one asks.
static const char failures[] =
    "SELECT min(why), count(*) FROM tested_tasks"
    " WHERE stem = ? AND task = ? AND why <> ''"
    " AND (passed < total OR total = 0)"
    " GROUP BY alike(why) ORDER BY count(*) DESC, min(why) LIMIT 3";

// The length of the number that s begins with, such as -1.5e-05; 0 if none.
static size_t number_length(const char *s)
{
    static const char digits[] = "0123456789";
    const char *c = s + (*s == '-');
    size_t n = strspn(c, digits);
    if (n == 0)
        return 0;
    c += n;
    if (*c == '.')
        c += 1 + strspn(c + 1, digits);
    if (*c == 'e') {
        const size_t sign = c[1] == '+' || c[1] == '-';
        n = strspn(c + 1 + sign, digits);
        c += n == 0 ? 0 : 1 + sign + n;
    }
    return (size_t)(c - s);
}

// A text with # for every number in it, so that two failures which differ in a
// line or a value are alike.
static void alike(sqlite3_context *context, int n, sqlite3_value **value)
{
    (void)n;
    const char *s = (const char *)sqlite3_value_text(value[0]);
    char *copy = text_copy(s == NULL ? "" : s), *to = copy;
    for (const char *c = copy; *c != '\0';) {
        const size_t length = number_length(c);
        *to++ = (char)(length > 0 ? '#' : *c);
        c += length > 0 ? length : 1;
    }
    *to = '\0';
    sqlite3_result_text(context, copy, -1, free);
}

static bool find_failures(Book *b, TaskStats *t)
{
    sqlite3_stmt *s = book_query(b, failures, "tt", t->stem, t->task);
    int row = s == NULL ? -1 : 1;
    for (int i = 0; i < 3; i++) {
        row = row == 1 ? book_step(b, s) : row;
        t->why[i] = row == 1 ? book_column(s, 0) : text_copy("");
        t->n_why[i] = row == 1 ? peek_long(s, 1) : 0;
    }
    sqlite3_finalize(s);
    return row >= 0;
}

bool book_each_task(Book *b, bool (*each)(const TaskStats *t, void *data),
                    void *data)
{
    sqlite3_stmt *s = NULL;
    if (book_enter(b) &&
        (sqlite3_create_function(b->db, "alike", 1,
                                 SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                                 alike, NULL, NULL) == SQLITE_OK ||
         book_sql_fail(b)))
        s = book_query(b, statistics, "");
    int row = s == NULL ? -1 : 1;
    bool more = true;
    while (more && row == 1 && (row = book_step(b, s)) == 1) {
        TaskStats t = {.stem = peek(s, 0),
                       .task = peek(s, 1),
                       .points = (unsigned)peek_long(s, 2),
                       .n_students = peek_long(s, 3),
                       .n_full = peek_long(s, 4),
                       .n_zero = peek_long(s, 5)};
        for (int i = 0; i <= 10; i++)
            t.histogram[i] = peek_long(s, 6 + i);
        if (!find_failures(b, &t))
            row = -1;
        else
            more = each(&t, data);
        for (int i = 0; i < 3; i++)
            free((char *)t.why[i]);
    }
    sqlite3_finalize(s);
    return row >= 0;
}
