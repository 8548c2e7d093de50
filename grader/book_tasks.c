// The course's tasks as the grade book knows them.
#include "book_tasks.h"
#include "book_internal.h"

bool book_add_tasks(Book *b, Report *r, const char *why)
{
    sqlite3_stmt *s = NULL;
    if (book_enter(b))
        s = book_query(b, "SELECT stem, task, points FROM tasks ORDER BY place",
                       "");
    int row = s == NULL ? -1 : 1;
    while (row == 1 && (row = book_step(b, s)) == 1)
        report_add_verdict(r, (const char *)sqlite3_column_text(s, 0),
                           (const char *)sqlite3_column_text(s, 1),
                           (unsigned)sqlite3_column_int64(s, 2), 0, 0, why);
    sqlite3_finalize(s);
    return row == 0;
}
