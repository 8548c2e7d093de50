// Chapter 4's experiments with the dropout layer alone; those with the network
// are in ch04_dropout_net.c. Run by `make plots ONLY=ch04_dropout`.
#include "ch04_dropout_parts.h"

#include "ch04_dropout.h"

#include <math.h>
#include <stdlib.h>

enum { UNITS = 50, MASKS = 10000 };
static const float BAR_PROBS[] = {0.2f, 0.5f};

// Fifty units of value 1 before dropout, after it, and at inference.
static void bars(Run *run)
{
    float x[UNITS], y[UNITS] = {0};
    uint8_t mask[UNITS] = {0};
    for (int i = 0; i < UNITS; i++)
        x[i] = 1.0f;
    for (int k = 0; k < 2; k++) {
        Rng rng = rng_seed(run->seed, (uint64_t)k);
        dropout_forward(y, mask, x, 1, UNITS, BAR_PROBS[k], &rng);
        for (int i = 0; i < UNITS; i++)
            emit(run, "%.1f\t%d\t%g\t%g\t%d", (double)BAR_PROBS[k], i + 1,
                 (double)x[i], (double)y[i], mask[i]);
    }
}

// The mean output over the first m masks, for units of value 1.
static void running_mean(Run *run)
{
    const float probs[] = {0.2f, 0.5f, 0.8f}, one = 1.0f;
    for (int k = 0; k < 3; k++)
        for (size_t m = 1; m <= MASKS; m = m < 10 ? m + 1 : m * 5 / 4) {
            Rng rng = rng_seed(run->seed, (uint64_t)k);
            double mean = 0.0; // for labs that do not write it yet
            dropout_mean(&mean, &one, 1, m, probs[k], &rng);
            emit(run, "%.1f\t%zu\t%.6g", (double)probs[k], m, mean);
        }
}

// What a unit of value 1 becomes under a rule; u is uniform, z normal.
typedef struct Rule {
    const char *name;
    double (*output)(double p, double u, double z);
} Rule;

static double inverted(double p, double u, double z)
{
    (void)z;
    return u >= p ? 1 / (1 - p) : 0;
}

static double unscaled(double p, double u, double z)
{
    (void)z;
    return u >= p ? 1 : 0;
}

static double over_p(double p, double u, double z)
{
    (void)z;
    return u >= p ? 1 / p : 0;
}

static double odds(double p, double u, double z)
{
    (void)z;
    return u >= p ? (1 - p) / p : 0;
}

static double as_keep(double p, double u, double z)
{
    (void)z;
    return u < p ? 1 / (1 - p) : 0;
}

static double normal_draw(double p, double u, double z)
{
    (void)u;
    return z > p ? 1 / (1 - p) : 0;
}

static const Rule RULES[] = {{"inverted", inverted}, {"unscaled", unscaled},
                             {"over_p", over_p},     {"odds", odds},
                             {"as_keep", as_keep},   {"normal", normal_draw}};
enum { N_RULES = sizeof RULES / sizeof *RULES };

// The mean output of the right rule and of five wrong ones, and the share that
// each keeps.
static void pitfalls(Run *run)
{
    for (int r = 0; r < N_RULES; r++)
        for (int k = 1; k <= 9; k++) {
            Rng rng = rng_seed(run->seed, 0);
            double p = k / 10.0, sum = 0.0, kept = 0.0;
            for (int i = 0; i < MASKS; i++) {
                double u = (double)rng_uniform(&rng);
                double y = RULES[r].output(p, u, (double)rng_normal(&rng));
                sum += y;
                kept += y != 0.0;
            }
            emit(run, "%s\t%.1f\t%.6g\t%.6g", RULES[r].name, p, sum / MASKS,
                 kept / MASKS);
        }
}

static void bar_numbers(Numbers *n)
{
    Table t = numbers_table(n, "bars");
    for (int k = 0; k < 2; k++) {
        char where[32], name[32];
        double mask[UNITS];
        int dropped = 0;
        snprintf(where, sizeof where, "seed=1 p=%.1f", (double)BAR_PROBS[k]);
        size_t found = table_select(&t, where, "kept", mask, UNITS);
        for (size_t i = 0; i < found; i++)
            dropped += mask[i] == 0.0;
        snprintf(name, sizeof name, "dropped-%d", k == 0 ? 20 : 50);
        number(n, name, "%d", dropped);
    }
    table_free(&t);
}

static void pitfall_numbers(Numbers *n)
{
    Table t = numbers_table(n, "pitfalls");
    for (int r = 0; r < N_RULES; r++) {
        char where[48], name[48];
        snprintf(where, sizeof where, "rule=%s p=0.5", RULES[r].name);
        snprintf(name, sizeof name, "kept-%s", RULES[r].name);
        number(n, name, "%.1f", 100 * table_mean(&t, where, "kept", NULL));
        snprintf(where, sizeof where, "rule=%s p=0.2", RULES[r].name);
        snprintf(name, sizeof name, "mean-%s", RULES[r].name);
        number(n, name, "%.2f", table_mean(&t, where, "mean", NULL));
    }
    table_free(&t);
}

static void mean_numbers(Numbers *n)
{
    Table t = numbers_table(n, "mean");
    double last[64];
    size_t found = table_select(&t, "seed=1 p=0.5", "mean", last, 64);
    double masks[64];
    table_select(&t, "seed=1 p=0.5", "masks", masks, 64);
    number(n, "mean-last", "%.3f", last[found - 1]);
    number(n, "mean-masks", "%.0f", masks[found - 1]);
    table_free(&t);
}

static void numbers(Numbers *n)
{
    bar_numbers(n);
    mean_numbers(n);
    pitfall_numbers(n);
    network_numbers(n);
}

int main(int argc, char **argv)
{
    static const Experiment experiments[] = {
        {"bars", "p\tunit\tinput\ttraining\tkept", 2, 1, bars},
        {"mean", "p\tmasks\tmean", 2, 0, running_mean},
        {"pitfalls", "rule\tp\tmean\tkept", 2, 0, pitfalls},
        {"digits", "run\tepoch\tloss\taccuracy", 2, 0, digits},
        {"gradient", "p\tmean\tsd", 1, 0, gradient},
        {"ensemble", "masks\taccuracy", 1, 0, ensemble},
        {"removal", "run\tremoved\taccuracy", 2, 0, removal},
        {"modes", "mode\tdiffering\tsize\tchange", 1, 0, modes}};
    return experiment_main(argc, argv, "ch04_dropout", experiments,
                           sizeof experiments / sizeof *experiments, numbers);
}
