// The class in the grade book as it is now: the roster, and what lies among the
// submissions.
#include "book_internal.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

bool book_begin_roster(Book *b)
{
    if (!book_enter(b) || !book_begin(b))
        return false;
    return book_do(b, "DELETE FROM people", "") || book_end(b, false);
}

bool book_add_person(Book *b, const Person *p)
{
    if (!book_enter(b))
        return false;
    if (sqlite3_get_autocommit(b->db))
        return book_fail(b, "no roster has been begun");
    if (!text_is_id(p->id)) {
        book_fail(b, "a person's id needs letters, digits and _ @ + . -, 64 at "
                     "most, and begins with neither a dot nor a hyphen");
        return book_end(b, false);
    }
    return book_do(b,
                   "INSERT INTO people (" PERSON_COLUMNS ")"
                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   "tttttttt", p->id, p->name, p->email, p->username,
                   p->idnumber, p->canvas_id, p->sis_id, p->section) ||
           book_end(b, false);
}

bool book_end_roster(Book *b)
{
    if (!book_enter(b))
        return false;
    if (sqlite3_get_autocommit(b->db))
        return book_fail(b, "no roster has been begun, or an error ended it");
    return book_end(b, true);
}

bool book_person(Book *b, const char *student, Person *p)
{
    sqlite3_stmt *s = NULL;
    if (book_enter(b))
        s = book_query(b,
                       "SELECT " PERSON_COLUMNS " FROM people"
                       " WHERE student = ?",
                       "t", student);
    const int row = s == NULL ? -1 : book_step(b, s);
    if (row >= 0) {
        char **text = b->person;
        for (int i = 0; i < PERSON_TEXTS; i++) {
            free(text[i]);
            text[i] =
                row == 1 ? book_column(s, i) : text_copy(i == 0 ? student : "");
        }
        *p = (Person){text[0], text[1], text[2], text[3],
                      text[4], text[5], text[6], text[7]};
    }
    sqlite3_finalize(s);
    return row >= 0;
}

static bool add_strays(Book *b, const char *lines)
{
    for (size_t n; *lines != '\0'; lines += n + (lines[n] != '\0')) {
        n = strcspn(lines, "\n");
        char *line = text_format("%.*s", (int)n, lines);
        const bool good =
            book_do(b, "INSERT INTO strays (text) VALUES (?)", "t", line);
        free(line);
        if (!good)
            return false;
    }
    return true;
}

bool book_set_strays(Book *b, const char *lines)
{
    return book_enter(b) && book_begin(b) &&
           book_end(b, book_do(b, "DELETE FROM strays", "") &&
                           add_strays(b, lines));
}

char *book_strays(Book *b)
{
    sqlite3_stmt *s = NULL;
    if (book_enter(b))
        s = book_query(b, "SELECT text FROM strays ORDER BY place", "");
    char *all = text_copy("");
    int row = -1;
    while (s != NULL && (row = book_step(b, s)) == 1) {
        char *line = book_column(s, 0);
        char *longer = text_format("%s%s\n", all, line);
        free(line);
        free(all);
        all = longer;
    }
    sqlite3_finalize(s);
    if (row == 0)
        return all;
    free(all);
    return NULL;
}
