// Curves for the student's feedback: see call.h. They are kept until the
// verdicts stand; then those of tasks that lost a test go to the file: a line
// a curve, "task <tab> title <tab> x label <tab> n", then n lines "x <tab>
// student's value <tab> expected".
#include "call_internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { POINTS_MAX = 200, CURVES_MAX = 16 };

typedef struct Curve {
    int test; // that it is of
    char title[128], x_label[32];
    size_t n;
    double x[POINTS_MAX], student[POINTS_MAX], expected[POINTS_MAX];
} Curve;

static FILE *file;
static Curve curves[CURVES_MAX];
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

bool curves_wanted(void)
{
    return file && n_curves < CURVES_MAX;
}

void curve_of(const char *title, const char *x_label, size_t n, const double *x,
              const double *student, const double *expected)
{
    if (!curves_wanted())
        return;
    Curve *c = &curves[n_curves++];
    c->test = running_test();
    snprintf(c->title, sizeof c->title, "%s", title);
    snprintf(c->x_label, sizeof c->x_label, "%s", x_label);
    c->n = n < POINTS_MAX ? n : POINTS_MAX;
    for (size_t k = 0; k < c->n; k++) {
        size_t i = c->n == n ? k : k * (n - 1) / (c->n - 1);
        c->x[k] = x[i];
        c->student[k] = student[i];
        c->expected[k] = expected[i];
    }
}

void curve(Call *c, int x, int y, const char *x_label)
{
    if (!curves_wanted())
        return;
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

static void put_number(double x, char end)
{
    fprintf(file, "%.9g%c", isnan(x) ? (double)NAN : x, end); // never "-nan"
}

static void put_curve(const char *task, const Curve *c)
{
    fprintf(file, "%s\t%s\t%s\t%zu\n", task, c->title, c->x_label, c->n);
    for (size_t i = 0; i < c->n; i++) {
        put_number(c->x[i], '\t');
        put_number(c->student[i], '\t');
        put_number(c->expected[i], '\n');
    }
}

void curves_write(const char *task, int first, int last)
{
    for (int i = 0; i < n_curves; i++)
        if (curves[i].test >= first && curves[i].test < last)
            put_curve(task, &curves[i]);
}
