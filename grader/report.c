// Reports: made by adding to them, freed in one go. Each text is copied.
#include "report.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

Report *report_new(const char *student)
{
    Report *r = list_grow(NULL, 0, sizeof *r);
    memset(r, 0, sizeof *r);
    r->outcome = GRADED;
    r->student = text_copy(student);
    r->message = text_copy("");
    return r;
}

static void free_curve(Curve *c)
{
    free(c->stem);
    free(c->task);
    free(c->title);
    free(c->x_label);
    free(c->x);
    free(c->yours);
    free(c->expected);
}

void report_free(Report *r)
{
    if (r == NULL)
        return;
    for (size_t i = 0; i < r->n_files; i++) {
        free(r->file[i].name);
        free(r->file[i].why);
    }
    for (size_t i = 0; i < r->n_verdicts; i++) {
        free(r->verdict[i].stem);
        free(r->verdict[i].task);
        free(r->verdict[i].why);
    }
    for (size_t i = 0; i < r->n_curves; i++)
        free_curve(&r->curve[i]);
    free(r->file);
    free(r->verdict);
    free(r->curve);
    free(r->student);
    free(r->message);
    free(r);
}

void report_add_file(Report *r, const char *name, FileStatus status,
                     const char *why)
{
    r->file = list_grow(r->file, r->n_files, sizeof *r->file);
    r->file[r->n_files++] = (FileNote){
        .name = text_copy(name), .why = text_copy(why), .status = status};
}

void report_add_verdict(Report *r, const char *stem, const char *task,
                        unsigned points, unsigned passed, unsigned total,
                        const char *why)
{
    r->verdict = list_grow(r->verdict, r->n_verdicts, sizeof *r->verdict);
    r->verdict[r->n_verdicts++] = (Verdict){.stem = text_copy(stem),
                                            .task = text_copy(task),
                                            .why = text_copy(why),
                                            .points = points,
                                            .passed = passed,
                                            .total = total};
}

static double *copy_values(const double *values, size_t n)
{
    double *copy = NULL;
    for (size_t i = 0; i < n; i++) {
        copy = list_grow(copy, i, sizeof *copy);
        copy[i] = values[i];
    }
    return copy;
}

void report_add_curve(Report *r, const char *stem, const char *task,
                      const char *title, const char *x_label, size_t n,
                      const double *x, const double *yours,
                      const double *expected)
{
    r->curve = list_grow(r->curve, r->n_curves, sizeof *r->curve);
    r->curve[r->n_curves++] = (Curve){.stem = text_copy(stem),
                                      .task = text_copy(task),
                                      .title = text_copy(title),
                                      .x_label = text_copy(x_label),
                                      .n = n,
                                      .x = copy_values(x, n),
                                      .yours = copy_values(yours, n),
                                      .expected = copy_values(expected, n)};
}

// A verdict that can't be true earns nothing.
long verdict_cents(const Verdict *v)
{
    if (v->total == 0 || v->passed > v->total)
        return 0;
    return (long)(100ull * v->points * v->passed / v->total);
}

long report_cents(const Report *r)
{
    long sum = 0;
    for (size_t i = 0; i < r->n_verdicts; i++)
        sum += verdict_cents(&r->verdict[i]);
    return sum;
}

long report_max_cents(const Report *r)
{
    long sum = 0;
    for (size_t i = 0; i < r->n_verdicts; i++)
        sum += 100 * (long)r->verdict[i].points;
    return sum;
}
