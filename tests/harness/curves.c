// Curves for the student's feedback: see call.h. The file holds a line a curve,
// "task <tab> title <tab> x label <tab> n", then n lines "x <tab> student's
// value <tab> expected".
#include "call_internal.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

enum { POINTS_MAX = 4096, CURVES_MAX = 16 };

static FILE *file;
static int n_curves;

void curves_open(const char *path)
{
    file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(3);
    }
}

void curves_close(void)
{
    if (file && fclose(file) != 0) {
        perror("suite: curves");
        exit(3);
    }
}

void curve_of(const char *title, const char *x_label, size_t n, const double *x,
              const double *student, const double *expected)
{
    if (!file || n > POINTS_MAX || n_curves++ >= CURVES_MAX)
        return;
    fprintf(file, "%s\t%s\t%s\t%zu\n", tcase_name(), title, x_label, n);
    for (size_t i = 0; i < n; i++)
        fprintf(file, "%.9g\t%.9g\t%.9g\n", x[i], student[i], expected[i]);
}

void curve(Call *c, int x, int y, const char *x_label)
{
    const CallArray *in = &c->array[x], *out = &c->array[y];
    size_t n = in->n < out->n ? in->n : out->n;
    double *at = pool_alloc(n * sizeof *at);
    double *student = pool_alloc(n * sizeof *student);
    double *expected = pool_alloc(n * sizeof *expected);
    for (size_t i = 0; i < n; i++) {
        at[i] = element(in->type, in->sent, i);
        student[i] = element(out->type, out->got[STUDENT], i);
        expected[i] = element(out->type, out->got[SOLUTION], i);
    }
    curve_of(c->function, x_label, n, at, student, expected);
}
