// Chapter 1's experiments with the functions themselves: their curves, their
// slopes far out, and softmax. Run by `make plots ONLY=ch01_activations`.
#include "ch01_activations_parts.h"

#include "ch01_activations.h"

#include <math.h>

static const Activation KINDS[] = {ACT_RELU, ACT_LEAKY_RELU, ACT_SIGMOID,
                                   ACT_TANH};

// Every function and its slope from -10 to 10.
static void curves(Run *run)
{
    for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++)
        for (int i = -200; i <= 200; i++) {
            float x = (float)i / 20.0f, y = NAN, slope = NAN;
            activation_forward(KINDS[k], &y, &x, 1);
            activation_derivative(KINDS[k], &slope, &x, 1);
            emit(run, "%s\t%g\t%.7g\t%.7g", activation_name(KINDS[k]),
                 (double)x, (double)y, (double)slope);
        }
}

// The slopes of sigmoid and tanh without cancellation, in double.
static double exact_slope(Activation kind, double x)
{
    double scale = kind == ACT_TANH ? 2.0 : 1.0;
    double e = exp(-scale * fabs(x));
    return scale * scale * e / ((1.0 + e) * (1.0 + e));
}

static double float_slope(Activation kind, double at)
{
    float x = (float)at, slope = NAN;
    activation_derivative(kind, &slope, &x, 1);
    return (double)slope;
}

// How the slopes fade, as computed in float and as they are.
static void slopes(Run *run)
{
    static const Activation fading[] = {ACT_SIGMOID, ACT_TANH};
    for (int k = 0; k < 2; k++)
        for (int x = -30; x <= 30; x++) {
            double slope = float_slope(fading[k], x);
            emit(run, "%s\t%d\t%.7g\t%.7g", activation_name(fading[k]), x,
                 slope > 0.0 ? slope : NAN, exact_slope(fading[k], x));
        }
}

enum { SHARES = 10 };

// Softmax straight from the definition, of SHARES equal logits; one share.
static float textbook_share(float logit)
{
    float sum = 0.0f;
    for (int i = 0; i < SHARES; i++)
        sum += expf(logit);
    return expf(logit) / sum;
}

static float our_share(float logit)
{
    float x[SHARES], y[SHARES] = {NAN};
    for (int i = 0; i < SHARES; i++)
        x[i] = logit;
    softmax_rows(y, x, 1, SHARES);
    return y[0];
}

static void softmax_numbers(Numbers *n)
{
    static const struct {
        const char *name;
        float logit;
    } rows[] = {{"zero", 0.0f},
                {"high", 87.0f},
                {"higher", 89.0f},
                {"low", -100.0f},
                {"lower", -104.0f}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char name[32];
        snprintf(name, sizeof name, "share-%s-logit", rows[i].name);
        number(n, name, "%g", (double)rows[i].logit);
        snprintf(name, sizeof name, "share-%s-textbook", rows[i].name);
        float_number(n, name, textbook_share(rows[i].logit));
        snprintf(name, sizeof name, "share-%s", rows[i].name);
        float_number(n, name, our_share(rows[i].logit));
    }
}

// Between `in`, where the slope is above 0, and `out`, where it is 0: where it
// becomes 0.
static double slope_ends(Activation kind, double in, double out)
{
    for (int i = 0; i < 60; i++) {
        double middle = (in + out) / 2.0;
        if (float_slope(kind, middle) > 0.0)
            in = middle;
        else
            out = middle;
    }
    return out;
}

static void slope_numbers(Numbers *n)
{
    number(n, "sigmoid-slope-right", "%.1f",
           slope_ends(ACT_SIGMOID, 0.0, 1000.0));
    number(n, "sigmoid-slope-left", "%.1f",
           slope_ends(ACT_SIGMOID, 0.0, -1000.0));
    number(n, "tanh-slope-right", "%.1f", slope_ends(ACT_TANH, 0.0, 1000.0));
    number(n, "sigmoid-slope-5", "%.4f", float_slope(ACT_SIGMOID, 5.0));
    number(n, "tanh-slope-5", "%.5f", float_slope(ACT_TANH, 5.0));
    number(n, "sigmoid-slope-0", "%g", float_slope(ACT_SIGMOID, 0.0));
    double eight = pow(float_slope(ACT_SIGMOID, 0.0), 8.0);
    number(n, "sigmoid-slope-8-layers", "%.6f", eight);
}

static void numbers(Numbers *n)
{
    slope_numbers(n);
    softmax_numbers(n);
    error_numbers(n);
    deep_numbers(n);
}

int main(int argc, char **argv)
{
    static const Experiment experiments[] = {
        {"curves", "function\tx\ty\tslope", 2, 1, curves},
        {"slopes", "function\tx\tfloat\texact", 2, 1, slopes},
        {"overflow", "formula\tx\ty", 2, 1, overflow},
        {"error", "formula\tx\terror", 2, 1, error},
        {"deep", "run\tlayers\tcollapsed\tbend", 2, 0, deep},
        {"fit", "run\tstep\tloss", 2, 0, fit},
        {"fitted", "run\tx\ty\ttarget\tline", 2, 1, fitted}};
    return experiment_main(argc, argv, "ch01_activations", experiments,
                           sizeof experiments / sizeof *experiments, numbers);
}
