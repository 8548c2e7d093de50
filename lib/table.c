// Tables of tab-separated text with a header, read back strictly; see
// include/experiment.h.
#include "experiment_parts.h"

#include "fail.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void *have(void *memory)
{
    if (memory == NULL)
        fail("memory ran out; close other programs or use --jobs 1");
    return memory;
}

static char *read_text(const char *path, size_t *size)
{
    FILE *in = fopen(path, "r");
    if (in == NULL)
        fail("%s: %s; run the experiments first", path, strerror(errno));
    size_t room = 4096;
    char *text = have(malloc(room));
    *size = 0;
    for (size_t n; (n = fread(text + *size, 1, room - *size, in)) > 0;) {
        *size += n;
        if (*size == room) {
            room *= 2;
            text = have(realloc(text, room));
        }
    }
    if (ferror(in))
        fail("%s: %s; check the disk", path, strerror(errno));
    fclose(in);
    text[*size] = '\0';
    return text;
}

static size_t count_char(const char *text, char c)
{
    size_t n = 0;
    for (; *text != '\0'; text++)
        n += *text == c;
    return n;
}

// Cuts line number `row` at its tabs into t->cell.
static void split_row(Table *t, size_t row, char *line)
{
    size_t n = count_char(line, '\t') + 1;
    if (n != t->n_columns) {
        fail("%s:%zu: %zu cells where the header has %zu; mend what emits this "
             "row",
             t->path, row + 1, n, t->n_columns);
    }
    for (size_t c = 0; c < n; c++) {
        t->cell[row * n + c] = line;
        line += strcspn(line, "\t");
        *line++ = '\0';
    }
}

static void check_header(const Table *t)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        if (*table_cell(t, 0, c) == '\0')
            fail("%s:1: column %zu has no name; name it", t->path, c + 1);
        if (table_column(t, table_cell(t, 0, c)) != c) {
            fail("%s:1: two columns are named '%s'; rename one", t->path,
                 table_cell(t, 0, c));
        }
    }
}

Table table_read(const char *path)
{
    size_t size;
    char *text = read_text(path, &size);
    if (size == 0 || text[size - 1] != '\n' || strlen(text) != size)
        fail("%s: empty, cut off or not text; delete it and run again", path);
    size_t n_lines = count_char(text, '\n');
    Table t = {.text = text, .n_rows = n_lines - 1};
    t.path = have(strdup(path));
    char *line = text;
    for (size_t row = 0; row < n_lines; row++) {
        char *end = strchr(line, '\n');
        *end = '\0';
        if (row == 0) {
            t.n_columns = count_char(line, '\t') + 1;
            t.cell = have(calloc(n_lines * t.n_columns, sizeof *t.cell));
        }
        split_row(&t, row, line);
        line = end + 1;
    }
    check_header(&t);
    return t;
}

void table_free(Table *table)
{
    free(table->cell);
    free(table->text);
    free(table->path);
    *table = (Table){0};
}

size_t table_column(const Table *table, const char *name)
{
    for (size_t c = 0; c < table->n_columns; c++)
        if (strcmp(table_cell(table, 0, c), name) == 0)
            return c;
    fail("%s:1: no column '%s'; correct the name", table->path, name);
}

double table_number(const Table *table, size_t row, size_t column)
{
    const char *text = table_cell(table, row, column);
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != '\0') {
        fail("%s:%zu: '%s' in column '%s' is no number; make it a key",
             table->path, row + 1, text, table_cell(table, 0, column));
    }
    return value;
}

enum { MAX_CONDITIONS = 8 };

// "key=value key=value ...", taken apart.
typedef struct Where {
    char *text;
    size_t n;
    size_t column[MAX_CONDITIONS];
    const char *value[MAX_CONDITIONS];
} Where;

static Where where_parse(const Table *t, const char *where)
{
    Where w = {.text = have(strdup(where))};
    char *rest = NULL;
    for (char *word = strtok_r(w.text, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        char *equals = strchr(word, '=');
        if (equals == NULL || w.n == MAX_CONDITIONS) {
            fail("%s: can't select by '%s'; write at most %d key=value, with "
                 "blanks between them",
                 t->path, where, MAX_CONDITIONS);
        }
        *equals = '\0';
        w.column[w.n] = table_column(t, word);
        w.value[w.n++] = equals + 1;
    }
    return w;
}

static bool where_holds(const Where *w, const Table *t, size_t row)
{
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(table_cell(t, row, w->column[i]), w->value[i]) != 0)
            return false;
    return true;
}

size_t table_select(const Table *table, const char *where, const char *column,
                    double *values, size_t max)
{
    size_t c = table_column(table, column), n = 0;
    Where w = where_parse(table, where);
    for (size_t row = 1; row <= table->n_rows; row++) {
        if (!where_holds(&w, table, row))
            continue;
        double value = table_number(table, row, c);
        if (n < max)
            values[n] = value;
        n++;
    }
    free(w.text);
    return n;
}

double table_mean(const Table *table, const char *where, const char *column,
                  double *sd)
{
    double *values = have(calloc(table->n_rows + 1, sizeof *values));
    size_t n = table_select(table, where, column, values, table->n_rows);
    Spread s = n > 0 ? spread(values, n) : (Spread){0};
    free(values);
    if (n == 0) {
        fail("%s: no row with %s; correct the condition", table->path,
             *where == '\0' ? "anything at all" : where);
    }
    if (sd != NULL)
        *sd = s.sd;
    return s.mean;
}

Spread spread(const double *values, size_t n)
{
    Spread s = {.mean = 0, .sd = 0, .min = values[0], .max = values[0]};
    for (size_t i = 0; i < n; i++) {
        s.mean += values[i];
        s.min = values[i] < s.min ? values[i] : s.min;
        s.max = values[i] > s.max ? values[i] : s.max;
    }
    s.mean /= (double)n;
    for (size_t i = 0; i < n && n > 1; i++) {
        double d = values[i] - s.mean;
        s.sd += d * d / (double)(n - 1);
    }
    s.sd = sqrt(s.sd);
    return isnan(s.mean) ? (Spread){NAN, NAN, NAN, NAN} : s;
}

void clean_nan(char *row)
{
    for (char *cell = row; cell != NULL; cell = strchr(cell, '\t')) {
        cell += *cell == '\t';
        if (strncmp(cell, "-nan", 4) == 0 &&
            (cell[4] == '\t' || cell[4] == '\0'))
            memmove(cell, cell + 1, strlen(cell));
    }
}
