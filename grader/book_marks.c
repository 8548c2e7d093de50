// Manual marks in the grade book.
#include "book_internal.h"

#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool points_of(Book *b, const char *task, unsigned *points, bool *known)
{
    int64_t n, p;
    if (!book_number(b, &n, "SELECT count(*) FROM tasks WHERE task = ?", "t",
                     task) ||
        !book_number(b, &p, "SELECT points FROM tasks WHERE task = ?", "t",
                     task))
        return false;
    *points = (unsigned)p;
    *known = n > 0;
    return true;
}

bool book_task_points(Book *b, const char *task, unsigned *points)
{
    bool known;
    return book_enter(b) && points_of(b, task, points, &known);
}

bool book_knows_student(Book *b, const char *student, bool *yes)
{
    int64_t n = 0;
    const bool good =
        book_enter(b) &&
        book_number(b, &n,
                    "SELECT EXISTS (SELECT 1 FROM people WHERE student = ?1)"
                    " OR EXISTS (SELECT 1 FROM runs WHERE student = ?1)",
                    "t", student);
    *yes = n == 1;
    return good;
}

static bool is_blank(const char *s)
{
    char *clean = text_clean(s);
    const bool blank = clean[strspn(clean, " ")] == '\0';
    free(clean);
    return blank;
}

static bool in_hundredths(double points)
{
    return fabs(100 * points - round(100 * points)) < 1e-6;
}

static bool check_points(Book *b, const Mark *m)
{
    const double largest = 1e6;
    unsigned points;
    bool known;
    if (isnan(m->points)) // taken back
        return true;
    if (!(m->points >= 0 && m->points <= largest && m->max >= 0 &&
          m->max <= largest))
        return book_fail(b,
                         "points and their maximum are numbers from 0 to "
                         "%.0f",
                         largest);
    if (!in_hundredths(m->points) || !in_hundredths(m->max))
        return book_fail(b, "points have two decimals at most");
    if (!points_of(b, m->item, &points, &known))
        return false;
    if (known && m->max > 0)
        return book_fail(b,
                         "%.64s is a task, whose maximum is its %u points; "
                         "leave the maximum out",
                         m->item, points);
    if (known && m->points > points)
        return book_fail(b, "%.64s has %u points, so %.2f is too many", m->item,
                         points, m->points);
    if (m->max > 0 && m->points > m->max)
        return book_fail(b, "%.2f points are more than the maximum of %.2f",
                         m->points, m->max);
    return true;
}

bool book_add_mark(Book *b, const Mark *m)
{
    if (!book_enter(b))
        return false;
    if (!text_is_id(m->student))
        return book_fail(b, "a mark needs a student's id: letters, digits and "
                            "_ @ + . -, 64 at most");
    if (is_blank(m->item))
        return book_fail(b, "a mark needs an item: a task, or a name for what "
                            "is marked");
    if (is_blank(m->reason))
        return book_fail(b, "a mark needs a reason, for the student to read");
    const bool back = isnan(m->points);
    return book_begin(b) &&
           book_end(b, check_points(b, m) &&
                           book_do(b,
                                   "INSERT INTO marks (student, item, points,"
                                   " max, reason, author)"
                                   " VALUES (?, ?, ?, ?, ?, ?)",
                                   "ttddtt", m->student, m->item, m->points,
                                   back ? 0 : m->max, m->reason,
                                   m->author == NULL ? "" : m->author));
}

bool book_marks(Book *b, const char *student, Mark **marks, size_t *n)
{
    *marks = NULL;
    *n = 0;
    sqlite3_stmt *s = NULL;
    if (book_enter(b))
        s = book_query(b,
                       "SELECT student, item, reason, author, time, points,"
                       " max FROM current_marks WHERE student = ?"
                       " ORDER BY item",
                       "t", student);
    int row = s == NULL ? -1 : 1;
    while (row == 1 && (row = book_step(b, s)) == 1) {
        *marks = list_grow(*marks, *n, sizeof **marks);
        (*marks)[(*n)++] = (Mark){.student = book_column(s, 0),
                                  .item = book_column(s, 1),
                                  .reason = book_column(s, 2),
                                  .author = book_column(s, 3),
                                  .time = book_column(s, 4),
                                  .points = sqlite3_column_double(s, 5),
                                  .max = sqlite3_column_double(s, 6)};
    }
    sqlite3_finalize(s);
    if (row == 0)
        return true;
    marks_free(*marks, *n);
    *marks = NULL;
    *n = 0;
    return false;
}

void marks_free(Mark *marks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(marks[i].student);
        free(marks[i].item);
        free(marks[i].reason);
        free(marks[i].author);
        free(marks[i].time);
    }
    free(marks);
}
