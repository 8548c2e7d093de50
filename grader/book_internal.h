// What the parts of the book share: one connection, statements, transactions.
#ifndef BOOK_INTERNAL_H
#define BOOK_INTERNAL_H

#include "book.h"

#include <sqlite3.h>
#include <sys/types.h>

enum { PERSON_TEXTS = 8 };
#define PERSON_COLUMNS                                                         \
    "student, name, email, username, idnumber, canvas_id, sis_id, section"

struct Book {
    sqlite3 *db;
    char *path, *error; // error: "" if the last call went well
    pid_t pid;
    double waiting_since; // by clock_seconds
    bool has_told;        // that it waits
    char *person[PERSON_TEXTS];
    char *seen_student, *seen_state; // by book_see; or NULL
};

// Begins a call from outside: no error yet. False in a forked process.
bool book_enter(Book *b);
// Sets the error; always false.
bool book_fail(Book *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// The same for what SQLite has just reported.
bool book_sql_fail(Book *b);

// A statement with its parameters. types has a letter for each: t const char *
// (which is cleaned), i int64_t, d double (NAN is NULL), b const void * and
// size_t. NULL on error. To be finalised.
sqlite3_stmt *book_query(Book *b, const char *sql, const char *types, ...);
// The next row: 1; no more: 0; error: -1.
int book_step(Book *b, sqlite3_stmt *s);
// Runs a statement that has no rows, as often as one likes.
bool book_insert(Book *b, sqlite3_stmt *s, const char *types, ...);
// Prepares one, runs it, finalises it.
bool book_do(Book *b, const char *sql, const char *types, ...);
// A row's column, to be freed; "" for NULL.
char *book_column(sqlite3_stmt *s, int column);
// The first column of the query's only row, 0 if there is none.
bool book_number(Book *b, int64_t *number, const char *sql, const char *types,
                 ...);

// All that is written between them is kept as a whole, or not at all.
bool book_begin(Book *b);
bool book_end(Book *b, bool good); // whether it is kept

// Remembers all that the student's files are to be made from.
bool book_see(Book *b, const char *student);
// Makes the tables in an empty file; refuses a file that is not ours.
bool book_make_schema(Book *b);
bool book_outcome(const char *name, Outcome *outcome);

#endif
