// A reader of comma-separated values. The whole file is in memory; cells are
// unquoted in place.
#include "csv.h"

#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST = 64 * 1024 * 1024 };

typedef struct Reader {
    char *at; // what is to be read next
    size_t line;
    const char *wrong; // NULL while all is well
    size_t wrong_line;
} Reader;

static char *read_all(const char *path, size_t *n, char **error)
{
    struct stat about;
    // No waiting for the other end of a pipe.
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    FILE *in = NULL;
    char *text = NULL;
    if (fd < 0 || fstat(fd, &about) != 0)
        *error = text_format("%s: %s", path, strerror(errno));
    else if (!S_ISREG(about.st_mode))
        *error = text_format("%s: this is no file", path);
    else if (about.st_size > LARGEST)
        *error = text_format("%s: more than 64 MiB, which is no roster", path);
    else if ((in = fdopen(fd, "rb")) == NULL ||
             (text = malloc((size_t)about.st_size + 1)) == NULL)
        *error = text_format("%s: %s", path, strerror(errno));
    if (text != NULL) {
        *n = fread(text, 1, (size_t)about.st_size, in);
        text[*n] = '\0';
        if (ferror(in)) {
            *error = text_format("%s: it can't be read", path);
            free(text);
            text = NULL;
        }
    }
    if (in != NULL)
        fclose(in);
    else if (fd >= 0)
        close(fd);
    return text;
}

static void complain(Reader *r, size_t line, const char *what)
{
    if (r->wrong == NULL) {
        r->wrong = what;
        r->wrong_line = line;
    }
}

// Steps over a line's end, if there is one here.
static bool skip_end(Reader *r)
{
    if (*r->at != '\r' && *r->at != '\n')
        return false;
    r->at += r->at[0] == '\r' && r->at[1] == '\n' ? 2 : 1;
    r->line++;
    return true;
}

// r->at is behind the opening quote; leaves it behind the closing one.
static char *quoted_cell(Reader *r)
{
    const size_t opened = r->line;
    char *cell = r->at, *to = r->at;
    for (; *r->at != '\0'; *to++ = *r->at++) {
        if (r->at[0] == '"' && r->at[1] != '"')
            break;
        if (r->at[0] == '"')
            r->at++;
        else if (r->at[0] == '\n' || (r->at[0] == '\r' && r->at[1] != '\n'))
            r->line++;
    }
    if (*r->at == '\0')
        complain(r, opened, "a quote is opened and never closed");
    else
        r->at++;
    if (strchr(",\r\n", *r->at) == NULL) // which finds the end, too
        complain(r, r->line,
                 "there is text behind a closing quote; write a quote within a "
                 "quoted cell twice");
    *to = '\0'; // at the closing quote, or before it
    return cell;
}

static char *plain_cell(Reader *r)
{
    char *cell = r->at;
    r->at += strcspn(r->at, ",\r\n");
    if (memchr(cell, '"', (size_t)(r->at - cell)) != NULL)
        complain(r, r->line, "a quote stands within a cell that is not quoted");
    return cell;
}

// One row; the byte behind a cell is overwritten once it has been looked at.
static CsvRow read_row(Reader *r)
{
    CsvRow row = {.line = r->line};
    for (bool more = true; more && r->wrong == NULL;) {
        const bool quoted = *r->at == '"';
        r->at += quoted;
        char *cell = quoted ? quoted_cell(r) : plain_cell(r);
        row.cell = list_grow(row.cell, row.n, sizeof *row.cell);
        row.cell[row.n++] = cell;
        char *end = r->at;
        more = *end == ',';
        if (more)
            r->at++;
        else
            skip_end(r);
        *end = '\0';
    }
    return row;
}

// The line with the first byte that is not UTF-8; 0 if all is.
static size_t bad_utf8(char *text)
{
    size_t line = 1;
    for (char *next; text != NULL; text = next, line++) {
        next = strchr(text, '\n');
        if (next != NULL)
            *next = '\0';
        const bool good = text_is_utf8(text);
        if (next != NULL)
            *next++ = '\n';
        if (!good)
            return line;
    }
    return 0;
}

static void read_rows(Csv *csv, Reader *r, size_t n)
{
    const char *nul = memchr(r->at, '\0', n);
    const size_t bad = nul == NULL ? bad_utf8(r->at) : 1;
    if (bad != 0)
        complain(r, bad,
                 "the text is not UTF-8; save the file as \"CSV UTF-8\"");
    if (strncmp(r->at, "\xef\xbb\xbf", 3) == 0)
        r->at += 3;
    while (*r->at != '\0' && r->wrong == NULL) {
        if (skip_end(r)) // an empty line
            continue;
        csv->row = list_grow(csv->row, csv->n, sizeof *csv->row);
        csv->row[csv->n++] = read_row(r);
    }
}

bool csv_read(Csv *csv, const char *path, char **error)
{
    size_t n = 0;
    *csv = (Csv){.text = read_all(path, &n, error)};
    if (csv->text == NULL)
        return false;
    Reader r = {.at = csv->text, .line = 1};
    read_rows(csv, &r, n);
    if (r.wrong == NULL)
        return true;
    *error = text_format("%s:%zu: %s", path, r.wrong_line, r.wrong);
    csv_free(csv);
    return false;
}

void csv_free(Csv *csv)
{
    for (size_t i = 0; i < csv->n; i++)
        free(csv->row[i].cell);
    free(csv->row);
    free(csv->text);
    *csv = (Csv){0};
}
