// The class's people in the grade book: the roster as it is now.
#include "book_internal.h"

#include "text.h"

#include <stdlib.h>

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
