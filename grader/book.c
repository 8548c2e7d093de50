// The grade book's connection: opening, waiting, statements, errors.
#include "book_internal.h"

#include "meter.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { WAIT = 60, TELL = 3, NAP_MS = 20 }; // WAIT, TELL: seconds

// How many are open in this process; a fork inherits both.
static int n_open;
static pid_t opener;

bool book_fail(Book *b, const char *format, ...)
{
    char text[1000]; // a longer one is cut
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    free(b->error);
    b->error = text_format("%s: %s", b->path, text);
    return false;
}

bool book_sql_fail(Book *b)
{
    const int system = sqlite3_system_errno(b->db);
    const int code = sqlite3_errcode(b->db) & 0xff;
    if (code == SQLITE_FULL || (code == SQLITE_IOERR && system == ENOSPC))
        return book_fail(b, "no room is left on the disk; make some and run "
                            "again, what was in the book still is");
    if (code == SQLITE_BUSY)
        return book_fail(b,
                         "another program has held the book for %d s; end "
                         "it and run again",
                         WAIT);
    if (code == SQLITE_NOTADB)
        return book_fail(b, "this is no grade book; move it away, or name "
                            "another file");
    if (code == SQLITE_CORRUPT)
        return book_fail(b, "the book is damaged (%s); restore a copy of it",
                         sqlite3_errmsg(b->db));
    if (system != 0 && (code == SQLITE_IOERR || code == SQLITE_CANTOPEN))
        return book_fail(b, "%s: %s", sqlite3_errmsg(b->db), strerror(system));
    return book_fail(b, "%s", sqlite3_errmsg(b->db));
}

const char *book_error(const Book *b)
{
    return b->error;
}

bool book_enter(Book *b)
{
    if (getpid() != b->pid)
        return book_fail(b, "this Book was opened before a fork; open another");
    free(b->error);
    b->error = text_copy("");
    return true;
}

// Called again and again while somebody else holds the book.
static int wait_for_others(void *data, int n_calls)
{
    Book *b = data;
    if (n_calls == 0) {
        b->waiting_since = clock_seconds();
        b->has_told = false;
    }
    const double waited = clock_seconds() - b->waiting_since;
    if (waited >= WAIT)
        return 0;
    if (waited >= TELL && !b->has_told) {
        fprintf(stderr, "%s: waiting for another program that holds the book\n",
                b->path);
        b->has_told = true;
    }
    nanosleep(&(struct timespec){.tv_nsec = NAP_MS * 1000000l}, NULL);
    return 1;
}

static bool bind_all(Book *b, sqlite3_stmt *s, const char *types, va_list args)
{
    int status = SQLITE_OK;
    for (int i = 1; *types != '\0' && status == SQLITE_OK; i++, types++) {
        if (*types == 't') {
            char *clean = text_clean(va_arg(args, const char *));
            status = sqlite3_bind_text(s, i, clean, -1, free);
        } else if (*types == 'i') {
            status = sqlite3_bind_int64(s, i, va_arg(args, int64_t));
        } else if (*types == 'd') {
            status = sqlite3_bind_double(s, i, va_arg(args, double));
        } else {
            const void *data = va_arg(args, const void *);
            size_t n = va_arg(args, size_t);
            status = sqlite3_bind_blob64(s, i, n == 0 ? "" : data, n,
                                         SQLITE_TRANSIENT);
        }
    }
    return status == SQLITE_OK || book_sql_fail(b);
}

static sqlite3_stmt *query(Book *b, const char *sql, const char *types,
                           va_list args)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(b->db, sql, -1, &s, NULL) != SQLITE_OK) {
        book_sql_fail(b);
        return NULL;
    }
    if (bind_all(b, s, types, args))
        return s;
    sqlite3_finalize(s);
    return NULL;
}

sqlite3_stmt *book_query(Book *b, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    sqlite3_stmt *s = query(b, sql, types, args);
    va_end(args);
    return s;
}

int book_step(Book *b, sqlite3_stmt *s)
{
    const int status = sqlite3_step(s);
    if (status == SQLITE_ROW || status == SQLITE_DONE)
        return status == SQLITE_ROW;
    book_sql_fail(b);
    return -1;
}

bool book_insert(Book *b, sqlite3_stmt *s, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    const bool good =
        s != NULL && bind_all(b, s, types, args) && book_step(b, s) == 0;
    va_end(args);
    sqlite3_reset(s);
    return good;
}

bool book_do(Book *b, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    sqlite3_stmt *s = query(b, sql, types, args);
    va_end(args);
    int row = s == NULL ? -1 : 1;
    while (row == 1) // a PRAGMA answers
        row = book_step(b, s);
    sqlite3_finalize(s);
    return row == 0;
}

bool book_number(Book *b, int64_t *number, const char *sql, const char *types,
                 ...)
{
    va_list args;
    va_start(args, types);
    sqlite3_stmt *s = query(b, sql, types, args);
    va_end(args);
    const int row = s == NULL ? -1 : book_step(b, s);
    *number = row == 1 ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return row >= 0;
}

char *book_column(sqlite3_stmt *s, int column)
{
    const char *text = (const char *)sqlite3_column_text(s, column);
    return text_copy(text == NULL ? "" : text);
}

// IMMEDIATE: one that reads first and then writes could not wait.
bool book_begin(Book *b)
{
    return book_do(b, "BEGIN IMMEDIATE", "");
}

bool book_end(Book *b, bool good)
{
    good = good && book_do(b, "COMMIT", "");
    // Some errors have rolled back by themselves.
    if (!good && !sqlite3_get_autocommit(b->db))
        sqlite3_exec(b->db, "ROLLBACK", NULL, NULL, NULL);
    return good;
}

static bool connect(Book *b)
{
    // Never open and close a book that is there: that would end SQLite's locks.
    int fd = open(b->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno != EEXIST)
        return book_fail(b, "the book can't be made: %s", strerror(errno));
    if (fd >= 0)
        close(fd);
    int status = sqlite3_open_v2(b->path, &b->db, SQLITE_OPEN_READWRITE, NULL);
    if (b->db == NULL)
        return book_fail(b, "%s", sqlite3_errstr(status));
    if (status != SQLITE_OK)
        return book_sql_fail(b);
    sqlite3_extended_result_codes(b->db, 1);
    sqlite3_busy_handler(b->db, wait_for_others, b);
    sqlite3_db_config(b->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return book_do(b, "PRAGMA foreign_keys = ON", "") &&
           book_do(b, "PRAGMA trusted_schema = OFF", "") &&
           book_do(b, "PRAGMA synchronous = FULL", "") && book_make_schema(b) &&
           book_do(b, "PRAGMA journal_size_limit = 16777216", "");
}

Book *book_open(const char *path, char **error)
{
    if (n_open > 0 && opener != getpid()) {
        *error = text_format("%s: the process that has started this one had "
                             "a book open; it has to close it first",
                             path);
        return NULL;
    }
    Book *b = list_grow(NULL, 0, sizeof *b);
    *b = (Book){.path = text_copy(path), .error = text_copy("")};
    b->pid = opener = getpid();
    n_open++;
    if (connect(b))
        return b;
    *error = b->error;
    b->error = NULL;
    book_close(b);
    return NULL;
}

void book_close(Book *b)
{
    // A fork must not even close what it has inherited.
    if (b == NULL || getpid() != b->pid)
        return;
    n_open--;
    sqlite3_close(b->db);
    for (int i = 0; i < PERSON_TEXTS; i++)
        free(b->person[i]);
    free(b->seen_student);
    free(b->seen_state);
    free(b->path);
    free(b->error);
    free(b);
}

bool book_seed(Book *b, uint64_t *seed)
{
    sqlite3_stmt *s = NULL;
    if (!book_enter(b) ||
        (s = book_query(b, "SELECT seed FROM class", "")) == NULL)
        return false;
    const int row = book_step(b, s);
    char *text = row == 1 ? book_column(s, 0) : text_copy(""), *end = text;
    sqlite3_finalize(s);
    errno = 0;
    *seed = strtoumax(text, &end, 10);
    const bool good = errno == 0 && end != text && *end == '\0';
    free(text);
    if (row >= 0 && !good)
        book_fail(b, "the book is damaged: it has no seed");
    return good;
}
