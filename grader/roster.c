// Reads roster.csv into the grade book.
#include "roster.h"

#include "csv.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 8, COMPLAINTS = 10 };
static const size_t ABSENT = (size_t)-1;

// What each column may be called, once it is in small letters and digits alone.
static const struct {
    const char *name, *alias[4];
} columns[COLUMNS] = {
    {"id", {"studentid"}},
    {"name", {"student", "studentname", "fullname"}},
    {"email", {"emailaddress", "mail"}},
    {"username", {"login", "loginid", "sisloginid"}},
    {"idnumber", {NULL}},
    {"canvas_id", {"canvasid", "canvasuserid"}},
    {"sis_id", {"sisid", "sisuserid"}},
    {"section", {"group"}},
};

typedef struct Roster {
    const char *path;
    Csv csv;
    size_t column[COLUMNS]; // where each is, or ABSENT
    char *complaints;
    size_t n_complaints;
} Roster;

static void complain(Roster *r, size_t line, char *what)
{
    if (r->n_complaints++ < COMPLAINTS) {
        char *longer = text_format("%s%s%s:%zu: %s", r->complaints,
                                   *r->complaints == '\0' ? "" : "\n", r->path,
                                   line, what);
        free(r->complaints);
        r->complaints = longer;
    }
    free(what);
}

// In place: "E-Mail " is email.
static void simplify(char *s)
{
    char *to = s;
    for (; *s != '\0'; s++)
        if (strchr(" _-.\t", *s) == NULL)
            *to++ = (char)(*s >= 'A' && *s <= 'Z' ? *s - 'A' + 'a' : *s);
    *to = '\0';
}

static bool is_named(size_t column, const char *name)
{
    if (strcmp(name, columns[column].name) == 0)
        return true;
    for (int i = 0; i < 4 && columns[column].alias[i] != NULL; i++)
        if (strcmp(name, columns[column].alias[i]) == 0)
            return true;
    return false;
}

static void find_columns(Roster *r)
{
    const CsvRow *header = &r->csv.row[0];
    for (size_t c = 0; c < COLUMNS; c++)
        r->column[c] = ABSENT;
    for (size_t i = 0; i < header->n; i++) {
        simplify(header->cell[i]);
        for (size_t c = 0; c < COLUMNS; c++) {
            if (!is_named(c, header->cell[i]))
                continue;
            if (r->column[c] != ABSENT)
                complain(r, header->line,
                         text_format("columns %zu and %zu both are the %s; "
                                     "rename one",
                                     r->column[c] + 1, i + 1, columns[c].name));
            r->column[c] = i;
        }
    }
    if (r->column[0] == ABSENT)
        complain(r, header->line,
                 text_format("no column is called id; %s",
                             header->n == 1 && strpbrk(header->cell[0], ";\t")
                                 ? "save the file with commas between its cells"
                                 : "name the one with the students' ids so"));
}

static const char *cell(const Roster *r, const CsvRow *row, size_t column)
{
    const size_t at = r->column[column];
    return at == ABSENT ? "" : row->cell[at];
}

// Without the spaces around it.
static void trim(char *s)
{
    size_t n = strlen(s), before = strspn(s, " \t");
    while (n > before && strchr(" \t", s[n - 1]) != NULL)
        n--;
    memmove(s, s + before, n - before);
    s[n - before] = '\0';
}

static void check_rows(Roster *r)
{
    const CsvRow *header = &r->csv.row[0];
    for (size_t i = 1; i < r->csv.n; i++) {
        CsvRow *row = &r->csv.row[i];
        if (row->n != header->n) {
            complain(r, row->line,
                     text_format("the header has %zu columns, this row %zu",
                                 header->n, row->n));
            continue;
        }
        const char *id = cell(r, row, 0);
        if (text_is_id(id))
            continue;
        char *clean = text_clean(id);
        complain(
            r, row->line,
            text_format("\"%.40s\" can't be an id; one has letters, digits "
                        "and _ @ + . -, 64 at most, and begins with "
                        "neither a dot nor a hyphen",
                        clean));
        free(clean);
    }
}

typedef struct Entry {
    const char *id;
    size_t line;
} Entry;

static int by_id(const void *a, const void *b)
{
    const Entry *p = a, *q = b;
    const int order = strcmp(p->id, q->id);
    return order != 0 ? order : (p->line > q->line) - (p->line < q->line);
}

static void check_twice(Roster *r)
{
    Entry *entry = NULL;
    size_t n = 0;
    for (size_t i = 1; i < r->csv.n; i++) {
        const CsvRow *row = &r->csv.row[i];
        if (row->n != r->csv.row[0].n)
            continue;
        entry = list_grow(entry, n, sizeof *entry);
        entry[n++] = (Entry){cell(r, row, 0), row->line};
    }
    if (n > 1)
        qsort(entry, n, sizeof *entry, by_id);
    for (size_t i = 1; i < n; i++)
        if (text_is_id(entry[i].id) &&
            strcmp(entry[i].id, entry[i - 1].id) == 0)
            complain(r, entry[i].line,
                     text_format("%s is in line %zu already", entry[i].id,
                                 entry[i - 1].line));
    free(entry);
}

// Spreadsheets leave rows of nothing but commas.
static void drop_blank_rows(Csv *csv)
{
    size_t n = 0;
    for (size_t i = 0; i < csv->n; i++) {
        bool blank = true;
        for (size_t c = 0; c < csv->row[i].n; c++) {
            trim(csv->row[i].cell[c]);
            blank = blank && *csv->row[i].cell[c] == '\0';
        }
        if (blank)
            free(csv->row[i].cell);
        else
            csv->row[n++] = csv->row[i];
    }
    csv->n = n;
}

static void check(Roster *r)
{
    drop_blank_rows(&r->csv);
    if (r->csv.n > 0)
        find_columns(r);
    if (r->csv.n < 2)
        complain(r, 1, text_copy("there is no student in it"));
    if (r->n_complaints > 0)
        return;
    check_rows(r);
    check_twice(r);
    if (r->n_complaints > COMPLAINTS) {
        char *longer = text_format("%s\n%s: and %zu more", r->complaints,
                                   r->path, r->n_complaints - COMPLAINTS);
        free(r->complaints);
        r->complaints = longer;
    }
}

static bool store(Book *b, const Roster *r)
{
    bool good = book_begin_roster(b);
    for (size_t i = 1; i < r->csv.n && good; i++) {
        const CsvRow *row = &r->csv.row[i];
        good = book_add_person(b, &(Person){.id = cell(r, row, 0),
                                            .name = cell(r, row, 1),
                                            .email = cell(r, row, 2),
                                            .username = cell(r, row, 3),
                                            .idnumber = cell(r, row, 4),
                                            .canvas_id = cell(r, row, 5),
                                            .sis_id = cell(r, row, 6),
                                            .section = cell(r, row, 7)});
    }
    return good && book_end_roster(b);
}

bool roster_load(Book *b, const char *path, char **error)
{
    Roster r = {.path = path};
    if (!csv_read(&r.csv, path, error))
        return false;
    r.complaints = text_copy("");
    check(&r);
    bool good = false;
    if (r.n_complaints > 0) {
        *error = r.complaints;
    } else {
        free(r.complaints);
        good = store(b, &r);
        if (!good)
            *error = text_copy(book_error(b));
    }
    csv_free(&r.csv);
    return good;
}
