// What the prose of chapter 5 quotes from the runs; its tables are in
// ch05_mlp_tables.c.
#include "ch05_mlp_parts.h"

#include <math.h>
#include <string.h>

size_t seed_curves(const Table *t, const char *run, const char *column,
                   double curve[MAX_SEEDS][MAX_EPOCHS])
{
    size_t n = 0;
    for (char where[64]; n < MAX_SEEDS; n++) {
        snprintf(where, sizeof where, "seed=%zu run=%s", n + 1, run);
        if (table_select(t, where, column, curve[n], MAX_EPOCHS) == 0)
            break;
    }
    return n;
}

Spread spread_of(const double *values, size_t n)
{
    Spread s = {0.0, 0.0};
    for (size_t i = 0; i < n; i++)
        s.mean += values[i] / (double)n;
    for (size_t i = 0; i < n && n > 1; i++)
        s.sd += pow(values[i] - s.mean, 2) / (double)(n - 1);
    s.sd = sqrt(s.sd);
    return s;
}

Spread last_epochs(const Table *t, const char *run, const char *column,
                   size_t n_epochs, size_t last)
{
    static double curve[MAX_SEEDS][MAX_EPOCHS];
    double means[MAX_SEEDS];
    size_t n = seed_curves(t, run, column, curve);
    for (size_t s = 0; s < n; s++)
        means[s] = spread_of(curve[s] + n_epochs - last, last).mean;
    return spread_of(means, n);
}

Spread gaps(const Table *t, const char *run, size_t last)
{
    static double train[MAX_SEEDS][MAX_EPOCHS], valid[MAX_SEEDS][MAX_EPOCHS];
    double gap[MAX_SEEDS];
    size_t n = seed_curves(t, run, "train_accuracy", train);
    seed_curves(t, run, "valid_accuracy", valid);
    for (size_t s = 0; s < n; s++)
        gap[s] = generalisation_gap(train[s], valid[s], DEEP_EPOCHS, last);
    return spread_of(gap, n);
}

// NAME and NAME-sd, times 100.
static void percent(Numbers *n, const char *name, Spread s)
{
    char with_sd[80];
    snprintf(with_sd, sizeof with_sd, "%s-sd", name);
    number(n, name, "%.1f", 100 * s.mean);
    number(n, with_sd, "%.1f", 100 * s.sd);
}

// The same, to hundredths and with its sign.
static void points(Numbers *n, const char *name, Spread s)
{
    char with_sd[80];
    snprintf(with_sd, sizeof with_sd, "%s-sd", name);
    number(n, name, "%+.2f", 100 * s.mean);
    number(n, with_sd, "%.2f", 100 * s.sd);
}

// PREFIX-RUN-WHAT
static const char *name_of(const char *prefix, const char *run,
                           const char *what)
{
    static char name[64];
    snprintf(name, sizeof name, "%s-%s-%s", prefix, run, what);
    return name;
}

// In how many seeds dropout was ahead, at the end and on the last epochs'
// average; and how far test accuracy moves from one epoch to the next.
static void wide_comparison(Numbers *n, const Table *t)
{
    static double gain[MAX_SEEDS][MAX_EPOCHS], test[MAX_SEEDS][MAX_EPOCHS];
    size_t seeds = seed_curves(t, "dropout", "gain", gain), wins[2] = {0};
    double swing = 0.0;
    for (size_t s = 0; s < seeds; s++) {
        wins[0] += gain[s][WIDE_EPOCHS - 1] > 0.0;
        wins[1] += spread_of(gain[s] + WIDE_EPOCHS - LAST, LAST).mean > 0.0;
    }
    for (int k = 0; k < 2; k++) {
        seed_curves(t, k ? "dropout" : "plain", "test_accuracy", test);
        for (size_t s = 0; s < seeds; s++)
            for (size_t e = WIDE_EPOCHS - LAST; e < WIDE_EPOCHS; e++)
                swing = fmax(swing, fabs(test[s][e] - test[s][e - 1]));
    }
    points(n, "wide-gain", last_epochs(t, "dropout", "gain", WIDE_EPOCHS, 1));
    points(n, "wide-gain-last",
           last_epochs(t, "dropout", "gain", WIDE_EPOCHS, LAST));
    number(n, "wide-wins", "%zu", wins[0]);
    number(n, "wide-wins-last", "%zu", wins[1]);
    number(n, "wide-swing", "%.1f", 100 * swing);
}

static void wide_numbers(Numbers *n)
{
    Table t = numbers_table(n, "wide");
    for (int k = 0; k < 2; k++) {
        const char *run = k ? "dropout" : "plain";
        const char *train = "train_accuracy", *test = "test_accuracy";
        percent(n, name_of("wide", run, "train"),
                last_epochs(&t, run, train, WIDE_EPOCHS, 1));
        percent(n, name_of("wide", run, "test"),
                last_epochs(&t, run, test, WIDE_EPOCHS, 1));
        percent(n, name_of("wide", run, "train-last"),
                last_epochs(&t, run, train, WIDE_EPOCHS, LAST));
        percent(n, name_of("wide", run, "test-last"),
                last_epochs(&t, run, test, WIDE_EPOCHS, LAST));
        Spread seen = last_epochs(&t, run, "seen", WIDE_EPOCHS, LAST);
        Spread loss = last_epochs(&t, run, "train_loss", WIDE_EPOCHS, LAST);
        number(n, name_of("wide", run, "seen"), "%.3f", seen.mean);
        number(n, name_of("wide", run, "loss"), "%.3f", loss.mean);
    }
    wide_comparison(n, &t);
    table_free(&t);
}

// The epoch, from 1, with the smallest validation loss, and that loss.
static void best_epoch(const Table *t, const char *run, Spread *epoch,
                       Spread *loss)
{
    static double curve[MAX_SEEDS][MAX_EPOCHS];
    double at[MAX_SEEDS], least[MAX_SEEDS];
    size_t n = seed_curves(t, run, "valid_loss", curve);
    for (size_t s = 0; s < n; s++) {
        size_t best = 0;
        for (size_t e = 1; e < DEEP_EPOCHS; e++)
            best = curve[s][e] < curve[s][best] ? e : best;
        at[s] = (double)(best + 1);
        least[s] = curve[s][best];
    }
    *epoch = spread_of(at, n);
    *loss = spread_of(least, n);
}

static void deep_numbers(Numbers *n)
{
    Table t = numbers_table(n, "deep");
    for (int k = 0; k < N_DEEP; k++) {
        const char *run = DEEP[k].name;
        percent(n, name_of("deep", run, "gap"), gaps(&t, run, 1));
        percent(n, name_of("deep", run, "gap-last"), gaps(&t, run, LAST));
        percent(n, name_of("deep", run, "test-last"),
                last_epochs(&t, run, "test_accuracy", DEEP_EPOCHS, LAST));
        const char *losses[] = {"seen", "train_loss", "valid_loss",
                                "test_loss"};
        for (int i = 0; i < 4; i++) {
            Spread s = last_epochs(&t, run, losses[i], DEEP_EPOCHS, LAST);
            number(n, name_of("deep", run, losses[i]), "%.2f", s.mean);
        }
        Spread epoch, loss;
        best_epoch(&t, run, &epoch, &loss);
        number(n, name_of("deep", run, "best-epoch"), "%.0f", epoch.mean);
        number(n, name_of("deep", run, "best-loss"), "%.2f", loss.mean);
    }
    table_free(&t);
}

static void sweep_numbers(Numbers *n)
{
    Table t = numbers_table(n, "sweep");
    number(n, "sweep-epochs-all", "%d", SWEEP_ALL);
    number(n, "sweep-epochs-few", "%d", SWEEP_FEW);
    for (int d = 0; d < 2; d++) {
        const char *data = d ? "few" : "all";
        double best = -1.0, best_p = 0.0;
        for (int k = 0; k <= 8; k++) {
            char where[64], what[32];
            Spread train, test;
            snprintf(where, sizeof where, "data=%s p=%.1f", data, k / 10.0);
            train.mean = table_mean(&t, where, "train", &train.sd);
            test.mean = table_mean(&t, where, "test", &test.sd);
            snprintf(what, sizeof what, "train-%d", 10 * k);
            percent(n, name_of("sweep", data, what), train);
            snprintf(what, sizeof what, "test-%d", 10 * k);
            percent(n, name_of("sweep", data, what), test);
            if (test.mean > best) {
                best = test.mean;
                best_p = k / 10.0;
            }
        }
        number(n, name_of("sweep", data, "best"), "%.1f", best_p);
        number(n, name_of("sweep", data, "best-test"), "%.1f", 100 * best);
    }
    table_free(&t);
}

void chapter_numbers(Numbers *n)
{
    wide_numbers(n);
    deep_numbers(n);
    sweep_numbers(n);
    chapter_tables(n);
}
