// The tables of an experiment, made of its runs' files: every run, and the
// mean over the seeds; see include/experiment.h.
#include "experiment_parts.h"

#include "fail.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void print_cells(FILE *out, const Table *t, size_t row, size_t first,
                        size_t end)
{
    for (size_t c = first; c < end; c++)
        fprintf(out, c == first ? "%s" : "\t%s", table_cell(t, row, c));
}

// Stops the program unless both runs have the same keys, row by row: a mean
// over different things would look like any other.
static void check_keys(const Table *run, const Table *first, size_t n_keys)
{
    if (run->n_rows != first->n_rows) {
        fail("%s: %zu rows where %s has %zu; emit the same rows for each seed",
             run->path, run->n_rows, first->path, first->n_rows);
    }
    for (size_t row = 1; row <= run->n_rows; row++) {
        for (size_t c = 1; c <= n_keys; c++) {
            const char *key = table_cell(run, row, c);
            if (strcmp(key, table_cell(first, row, c)) != 0) {
                fail("%s:%zu: key '%s' where %s has '%s'; emit the same rows "
                     "for each seed",
                     run->path, row + 1, key, first->path,
                     table_cell(first, row, c));
            }
        }
    }
}

static void print_number(FILE *out, const char *before, double x)
{
    if (isnan(x))
        fprintf(out, "%snan", before);
    else
        fprintf(out, "%s%.9g", before, x);
}

// Mean, sd, minimum and maximum of one cell over the runs; their names in row
// 0.
static void print_spread(FILE *out, const char *before, const Table *run,
                         size_t n_runs, size_t row, size_t column)
{
    if (row == 0) {
        const char *name = table_cell(&run[0], 0, column);
        fprintf(out, "%s%s.mean\t%s.sd\t%s.min\t%s.max", before, name, name,
                name, name);
        return;
    }
    double *values = have(calloc(n_runs, sizeof *values));
    for (size_t i = 0; i < n_runs; i++)
        values[i] = table_number(&run[i], row, column);
    Spread s = spread(values, n_runs);
    free(values);
    print_number(out, before, s.mean);
    print_number(out, "\t", s.sd);
    print_number(out, "\t", s.min);
    print_number(out, "\t", s.max);
}

static void write_means(const Plan *plan, const Experiment *e, const Table *run,
                        size_t n_runs)
{
    char path[PATH_SIZE], *text;
    path_print(path, "%s/%s.mean.tsv", plan->folder, e->name);
    size_t size;
    FILE *out = have(open_memstream(&text, &size));
    for (size_t row = 0; row <= run[0].n_rows; row++) {
        print_cells(out, &run[0], row, 1, 1 + e->n_keys);
        for (size_t c = 1 + e->n_keys; c < run[0].n_columns; c++)
            print_spread(out, c == 1 ? "" : "\t", run, n_runs, row, c);
        fputc('\n', out);
    }
    write_stream(path, out, &text, &size, plan);
}

static void write_all(const Plan *plan, const Experiment *e, const Table *run,
                      size_t n_runs)
{
    char path[PATH_SIZE], *text;
    path_print(path, "%s/%s.tsv", plan->folder, e->name);
    size_t size;
    FILE *out = have(open_memstream(&text, &size));
    for (size_t i = 0; i < n_runs; i++) {
        for (size_t row = i == 0 ? 0 : 1; row <= run[i].n_rows; row++) {
            print_cells(out, &run[i], row, 0, run[i].n_columns);
            fputc('\n', out);
        }
    }
    write_stream(path, out, &text, &size, plan);
}

void experiment_tables(const Plan *plan, const Experiment *e)
{
    size_t n_runs = plan_seeds(plan, e);
    Table *run = have(calloc(n_runs, sizeof *run));
    for (size_t i = 0; i < n_runs; i++) {
        char path[PATH_SIZE];
        run_path(path, plan, e, i + 1);
        run[i] = table_read(path);
        check_keys(&run[i], &run[0], e->n_keys);
    }
    write_all(plan, e, run, n_runs);
    write_means(plan, e, run, n_runs);
    for (size_t i = 0; i < n_runs; i++)
        table_free(&run[i]);
    free(run);
}
