// What runs were made of: is a grade still up to date, why was it not, and were
// the student's files written from it.
#include "book_internal.h"

#include "text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS = 5 };
static const char *const changes[PARTS] = {
    "the submission changed", "the suites changed", "the compiler changed",
    "the flags or limits changed", "the seed changed"};

bool book_is_current(Book *b, const char *student, const RunKey *key)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, key->seed);
    int64_t equal = 0;
    return book_enter(b) &&
           book_number(b, &equal,
                       "SELECT submission = ?2 AND suites = ?3"
                       " AND compiler = ?4 AND flags = ?5 AND seed = ?6"
                       " AND outcome <> 'BROKEN' FROM runs"
                       " WHERE student = ?1 ORDER BY run DESC LIMIT 1",
                       "tttttt", student, key->submission, key->suites,
                       key->compiler, key->flags, seed) &&
           equal == 1;
}

static void add_clause(char **text, const char *clause)
{
    char *longer =
        text_format("%s%s%s", *text, **text != '\0' ? ", " : "", clause);
    free(*text);
    *text = longer;
}

// From a row that holds the newer key's parts, then the older's.
static char *compare(sqlite3_stmt *s)
{
    char *text = text_copy("");
    for (int i = 0; i < PARTS; i++) {
        char *newer = book_column(s, i), *older = book_column(s, PARTS + i);
        if (strcmp(newer, older) != 0)
            add_clause(&text, changes[i]);
        free(newer);
        free(older);
    }
    if (*text == '\0')
        add_clause(&text, "graded again");
    return text;
}

char *book_why_again(Book *b, const char *student)
{
    sqlite3_stmt *s = NULL;
    if (book_enter(b))
        s = book_query(b,
                       "SELECT n.submission, n.suites, n.compiler, n.flags,"
                       " n.seed, o.submission, o.suites, o.compiler, o.flags,"
                       " o.seed FROM current_runs n"
                       " JOIN runs o ON o.student = n.student AND o.run < n.run"
                       " AND o.outcome <> 'BROKEN' WHERE n.student = ?"
                       " ORDER BY o.run DESC LIMIT 1",
                       "t", student);
    const int row = s == NULL ? -1 : book_step(b, s);
    char *why = NULL;
    if (row >= 0)
        why = row == 1 ? compare(s) : text_copy("graded for the first time");
    sqlite3_finalize(s);
    return why;
}

bool book_see(Book *b, const char *student)
{
    sqlite3_stmt *s = book_query(
        b,
        "SELECT (SELECT coalesce(max(run), 0) FROM runs WHERE student = ?1)"
        " || '/' ||"
        " (SELECT coalesce(max(mark), 0) FROM marks WHERE student = ?1)"
        " || '/' || coalesce((SELECT quote(name) || quote(email)"
        " || quote(username) || quote(idnumber) || quote(canvas_id)"
        " || quote(sis_id) || quote(section)"
        " FROM people WHERE student = ?1), '')",
        "t", student);
    const bool good = s != NULL && book_step(b, s) == 1;
    free(b->seen_student);
    free(b->seen_state);
    b->seen_student = good ? text_copy(student) : NULL;
    b->seen_state = good ? book_column(s, 0) : NULL;
    sqlite3_finalize(s);
    return good;
}

bool book_is_exported(Book *b, const char *student, bool *yes)
{
    int64_t equal = 0;
    const bool good =
        book_enter(b) && book_see(b, student) &&
        book_number(b, &equal,
                    "SELECT state = ?2 FROM exports WHERE student = ?1", "tt",
                    student, b->seen_state);
    *yes = good && equal == 1;
    return good;
}

bool book_set_exported(Book *b, const char *student)
{
    if (!book_enter(b))
        return false;
    if (b->seen_student == NULL || strcmp(b->seen_student, student) != 0)
        if (!book_see(b, student))
            return false;
    return book_do(b,
                   "INSERT INTO exports (student, state) VALUES (?1, ?2)"
                   " ON CONFLICT (student) DO UPDATE SET state = ?2",
                   "tt", student, b->seen_state);
}
