// The frame of every program in plots/: it runs a chapter's experiments over
// several seeds, side by side, and writes tidy tables.
//
//   build/data/STEM/NAME.tsv         seed, keys..., values...: every run
//   build/data/STEM/NAME.mean.tsv    keys..., then for each value its
//                                    VALUE.mean, VALUE.sd, VALUE.min, VALUE.max
//                                    over the seeds
//   build/data/STEM/numbers.tsv      name, value: what the prose quotes
//
// sd is the sample standard deviation, and 0 for a single seed, so that a band
// drawn from it closes to the line. What is no number stands as nan, inf, -inf.
// A finished run is not done again, unless the program is newer; a file
// appears whole or not at all.
#ifndef EXPERIMENT_H
#define EXPERIMENT_H

#include "dataset.h"

#include <stdbool.h>
#include <stdio.h>

// One experiment with one seed. Each has a process and one thread of its own.
typedef struct Run {
    const char *experiment; // its name
    uint64_t seed;          // 1, 2, 3, ...
    FILE *out;              // rows go here, through emit
    long parent;            // the process that wants them; 0: any
} Run;

// One row of the table: the seed, then the given text ("%d\t%.6g", columns as
// in Experiment.columns, separated by tabs). For each seed an experiment emits
// rows with the same keys in the same order.
void emit(Run *run, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// The images that DATASET names (dataset_load_images); fail()s with the reason
// if they can't be had.
DataPair experiment_images(void);

typedef struct Experiment {
    const char *name;    // also the file's
    const char *columns; // "run\tepoch\tloss\taccuracy"
    size_t n_keys;       // leading columns that say which row it is
    size_t n_seeds;      // 0: as many as SEEDS says; else just so many
    void (*run)(Run *run);
} Experiment;

// A table that was read back. Cells are text; columns are found by name.
typedef struct Table {
    size_t n_rows, n_columns;
    char **cell; // [n_rows + 1][n_columns]; row 0 is the header
    char *text;  // what the cells point into
    char *path;  // where it was read, for messages
} Table;

static inline const char *table_cell(const Table *t, size_t row, size_t column)
{
    return t->cell[row * t->n_columns + column];
}

// Fails, with file and line, where a row has not as many cells as the header.
Table table_read(const char *path);
void table_free(Table *table);

// The column of that name; fails if there is none.
size_t table_column(const Table *table, const char *name);

// A cell as a number; fails if it is none.
double table_number(const Table *table, size_t row, size_t column);

// The values of one column in the rows that match "key=value key=value ..."
// ("" matches all). Returns how many; at most max of them stand in values.
// Fails if a column is unknown.
size_t table_select(const Table *table, const char *where, const char *column,
                    double *values, size_t max);

// The mean (and, if sd is not NULL, the sample standard deviation) over the
// selected rows; fails if there are none.
double table_mean(const Table *table, const char *where, const char *column,
                  double *sd);

// A chapter's numbers, gathered before they are written.
typedef struct Numbers {
    FILE *out;          // goes to text
    char *text;         // "name\tvalue" lines so far
    size_t size;        // of text
    const char *folder; // build/data/STEM
    const struct Plan *plan;
    FILE *table; // goes to table_text, between numbers_stream and numbers_write
    char *table_text;
    size_t table_size;
} Numbers;

// Opens the named experiment's table of all runs.
Table numbers_table(Numbers *n, const char *experiment);

// One number for the prose: {{name}} in the chapter becomes the text. Fails on
// a name given before. {{seeds}}, what SEEDS says, is always there.
void number(Numbers *n, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// One more table, for the chapter or a figure: write it, header first, to
// this stream, and numbers_write makes NAME.tsv of it, whole. One at a time.
FILE *numbers_stream(Numbers *n);
void numbers_write(Numbers *n, const char *name);

// main() of a plots program:
//
//   plots-STEM [--out DIR] [--seeds N] [--jobs N] [--list] [--help]
//
// Runs what is not finished, at most N runs at a time, experiments in the
// given order; then writes the tables and calls numbers (may be NULL). The
// environment variables SEEDS and JOBS stand in for the options.
int experiment_main(int argc, char **argv, const char *stem,
                    const Experiment *experiments, size_t n_experiments,
                    void (*numbers)(Numbers *n));

#endif
