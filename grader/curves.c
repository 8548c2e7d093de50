// Figures of yours against expected: what is shown, its range, and the script
// that draws a student's figures with one gnuplot.
#include "curves.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Whether some expected value can be drawn; its range.
static bool expected_range(const Curve *c, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < c->n; i++) {
        if (isfinite(c->x[i]) && isfinite(c->expected[i])) {
            *low = fmin(*low, c->expected[i]);
            *high = fmax(*high, c->expected[i]);
        }
    }
    return *low <= *high && isfinite(*high - *low);
}

// One wild value must not flatten the rest: the figure reaches at most the
// expected range's own height beyond it, on either side.
bool curve_window(const Curve *c, Window *w)
{
    double low, high;
    *w = (Window){0};
    if (!expected_range(c, &low, &high))
        return false;
    double span = high > low ? high - low : fmax(fabs(high), 1.0);
    double bottom = low - span, top = high + span;
    for (size_t i = 0; i < c->n; i++) {
        double y = c->yours[i];
        if (isnan(y)) {
            w->n_nan++;
            continue;
        }
        w->n_outside += y < bottom || y > top;
        low = fmin(low, fmax(y, bottom));
        high = fmax(high, fmin(y, top));
    }
    // gnuplot refuses a range too narrow for its tics.
    double least = 1e-6 * fmax(fmax(fabs(low), fabs(high)), 1e-30);
    double margin = fmax(0.05 * (high > low ? high - low : span), least);
    w->low = low - margin;
    w->high = high + margin;
    return isfinite(w->low) && isfinite(w->high);
}

bool curve_is_shown(const Report *r, const Curve *c)
{
    Window w;
    for (size_t i = 0; i < r->n_verdicts; i++) {
        const Verdict *v = &r->verdict[i];
        if (!strcmp(v->stem, c->stem) && !strcmp(v->task, c->task))
            return verdict_cents(v) < 100 * (long)v->points &&
                   curve_window(c, &w);
    }
    return false;
}

static bool drawable(const Curve *c, const double *y, size_t i)
{
    return i < c->n && isfinite(c->x[i]) && !isnan(y[i]);
}

// A five hundredth of what the x axis shows: a dot.
static double dot_width(const Curve *c)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < c->n; i++) {
        if (isfinite(c->x[i])) {
            low = fmin(low, c->x[i]);
            high = fmax(high, c->x[i]);
        }
    }
    return 0.002 * (high - low);
}

// A blank line ends a stretch of the curve, so NaN leaves a gap; a point alone
// is made a dot. What leaves the figure is cut off at a distance that keeps the
// slope of the line there.
static void put_values(FILE *out, const char *name, const Curve *c,
                       const double *y, const Window *w)
{
    double far = 100 * (w->high - w->low);
    fprintf(out, "$%s << END\nx\ty\n", name);
    for (size_t i = 0; i < c->n; i++) {
        if (!drawable(c, y, i)) {
            putc('\n', out);
            continue;
        }
        double shown = fmin(fmax(y[i], w->low - far), w->high + far);
        fprintf(out, "%.9g\t%.9g\n", c->x[i], shown);
        if (!drawable(c, y, i + 1) && (i == 0 || !drawable(c, y, i - 1)))
            fprintf(out, "%.9g\t%.9g\n", c->x[i] + dot_width(c), shown);
    }
    fputs("END\n", out);
}

// Between single quotes gnuplot replaces nothing; what could end or escape them
// is left out all the same.
static void put_label(FILE *out, const char *label)
{
    char *clean = text_clean(label);
    for (char *c = clean; *c; c++) {
        if (strchr("'`\"\\@$", *c))
            *c = ' ';
    }
    fprintf(out, "LABEL = '%s'\n", clean);
    free(clean);
}

static void put_curve(FILE *out, const Curve *c, const char *folder)
{
    Window w;
    curve_window(c, &w);
    put_values(out, "yours", c, c->yours, &w);
    put_values(out, "expected", c, c->expected, &w);
    put_label(out, c->x_label);
    fprintf(out, "LOW = %.9g\nHIGH = %.9g\n", w.low, w.high);
    fprintf(out, "call 'grader/feedback.gp' '%s/.figure.svg'\n", folder);
}

// Text that gnuplot's language could take for something else.
static bool is_plain(const char *path)
{
    return !strpbrk(path, "'`\"\\@$\n");
}

char *draw_curves(const Report *r, const char *folder, char **figures)
{
    size_t n = 0;
    FILE *script = NULL;
    for (size_t i = 0; i < r->n_curves; i++) {
        figures[i] = NULL;
        if (!curve_is_shown(r, &r->curve[i]))
            continue;
        if (!is_plain(folder))
            return text_format("%s: gnuplot can't write to a folder with "
                               "quotes or $ in its name",
                               folder);
        if (!script && !(script = tmpfile()))
            return text_copy("no room for temporary files in /tmp");
        put_curve(script, &r->curve[i], folder);
        n++;
    }
    if (n == 0)
        return NULL;
    fputs("set terminal unknown\n", script); // ends the last figure
    char *drawn = NULL, *error = gnuplot(script, &drawn);
    fclose(script);
    char *junk = text_format("%s/.figure.svg", folder);
    remove(junk);
    free(junk);
    if (!error)
        error = split_figures(drawn, r, n, figures);
    free(drawn);
    return error;
}
