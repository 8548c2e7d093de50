// Chapter 1's experiments with formulas: several ways to write tanh, all the
// same on paper, and what float makes of each.
#include "ch01_activations_parts.h"

#include "ch01_activations.h"

#include <math.h>

// Every formula is a float function, so that each operation rounds to float.
typedef struct Formula {
    const char *name;
    float (*at)(float x);
} Formula;

static float textbook(float x)
{
    return (expf(x) - expf(-x)) / (expf(x) + expf(-x));
}

static float one_sided(float x)
{
    return (expf(2.0f * x) - 1.0f) / (expf(2.0f * x) + 1.0f);
}

static float decaying(float x)
{
    float e = expf(-2.0f * fabsf(x));
    return copysignf((1.0f - e) / (1.0f + e), x);
}

static float by_expm1(float x)
{
    float e = expm1f(-2.0f * fabsf(x));
    return copysignf(e / (e + 2.0f), x);
}

// A mistake: tanh of half the argument.
static float half_argument(float x)
{
    return 2.0f / (1.0f + expf(-x)) - 1.0f;
}

static float ours(float x)
{
    float y = NAN;
    tanh_forward(&y, &x, 1);
    return y;
}

static const Formula FORMULAS[] = {{"textbook", textbook},
                                   {"one_sided", one_sided},
                                   {"decaying", decaying},
                                   {"expm1", by_expm1},
                                   {"ours", ours}};
enum { N_FORMULAS = sizeof FORMULAS / sizeof *FORMULAS };

// e^x itself, and tanh from the textbook and ours, where e^x overflows.
void overflow(Run *run)
{
    for (int k = -1; k < N_FORMULAS; k++)
        for (int i = 0; i <= 400; i++) {
            float x = 80.0f + (float)i / 20.0f;
            float y = k < 0 ? expf(x) : FORMULAS[k].at(x);
            emit(run, "%s\t%g\t%.7g", k < 0 ? "exp" : FORMULAS[k].name,
                 (double)x, (double)y);
        }
}

// The largest relative error against double among POINTS arguments from low
// to high; NaN if one result is no number.
static double largest_error(const Formula *f, double low, double high)
{
    enum { POINTS = 400 };
    double largest = 0.0;
    for (int i = 0; i < POINTS; i++) {
        float x = (float)(low * pow(high / low, (double)i / POINTS));
        double want = tanh((double)x), got = (double)f->at(x);
        if (isnan(got))
            return NAN;
        largest = fmax(largest, fabs(got - want) / want);
    }
    return largest;
}

// The largest error in each tenth of a decade from 1e-8 to 1e4.
void error(Run *run)
{
    for (int k = 0; k < N_FORMULAS; k++)
        for (int i = -80; i < 40; i++) {
            double low = pow(10.0, i / 10.0), high = pow(10.0, (i + 1) / 10.0);
            emit(run, "%s\t%.5g\t%.5g", FORMULAS[k].name, sqrt(low * high),
                 largest_error(&FORMULAS[k], low, high));
        }
}

static float naive_sigmoid(float x)
{
    return expf(x) / (1.0f + expf(x));
}

// From which x on f is NaN: halves the interval until two floats are
// neighbours.
static double first_nan(float (*f)(float x))
{
    float good = 0.0f, bad = 1e4f;
    for (int i = 0; i < 100; i++) {
        float middle = good + (bad - good) / 2.0f;
        if (isnan(f(middle)))
            bad = middle;
        else
            good = middle;
    }
    return (double)bad;
}

// The largest absolute error on 1000 points over [-10, 10]: the usual test.
static double usual_error(float (*f)(float x))
{
    double largest = 0.0;
    for (int i = 0; i < 1000; i++) {
        float x = -10.0f + 20.0f * (float)i / 999.0f;
        largest = fmax(largest, fabs((double)f(x) - tanh((double)x)));
    }
    return largest;
}

void float_number(Numbers *n, const char *name, float value)
{
    if (isnan(value))
        number(n, name, "NaN");
    else
        number(n, name, "%.3g", (double)value);
}

void error_numbers(Numbers *n)
{
    number(n, "textbook-nan", "%.5f", first_nan(textbook));
    number(n, "one-sided-nan", "%.3f", first_nan(one_sided));
    number(n, "sigmoid-nan", "%.3f", first_nan(naive_sigmoid));
    float_number(n, "textbook-at-88", textbook(88.0f));
    float_number(n, "textbook-at-89", textbook(89.0f));
    number(n, "textbook-usual", "%.1g", usual_error(textbook));
    number(n, "one-sided-usual", "%.1g", usual_error(one_sided));
    number(n, "half-argument-usual", "%.1f", usual_error(half_argument));
    number(n, "exp-at-88", "%.2g", (double)expf(88.0f));
    Table t = numbers_table(n, "error");
    for (int k = 0; k < N_FORMULAS; k++) {
        char name[48], where[48];
        double value[120], x[120], small = 0.0;
        snprintf(where, sizeof where, "formula=%s", FORMULAS[k].name);
        size_t found = table_select(&t, where, "error", value, 120);
        table_select(&t, where, "x", x, 120);
        for (size_t i = 0; i < found; i++)
            small = fmax(small, x[i] > 1e-4 && x[i] < 1e-3 ? value[i] : 0.0);
        snprintf(name, sizeof name, "error-%s-small", FORMULAS[k].name);
        number(n, name, "%.1g", small);
    }
    table_free(&t);
}
