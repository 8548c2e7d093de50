// Reads a table of comma-separated values as RFC 4180 has it: a cell may be in
// double quotes, and then hold commas, line breaks and doubled quotes. Lines
// may end in LF, CRLF or CR; a byte order mark and empty lines are skipped.
#ifndef CSV_H
#define CSV_H

#include <stdbool.h>
#include <stddef.h>

typedef struct CsvRow {
    size_t line; // where it begins, from 1
    size_t n;
    char **cell; // [n]
} CsvRow;

typedef struct Csv {
    size_t n;
    CsvRow *row; // [n]
    char *text;  // the cells point into it
} Csv;

// False: *error (to be freed) names the file, mostly the line, and what to do.
// Text that is not UTF-8 is an error, as are files beyond 64 MiB.
bool csv_read(Csv *csv, const char *path, char **error);
void csv_free(Csv *csv);

#endif
