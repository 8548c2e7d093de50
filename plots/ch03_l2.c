// Chapter 3's experiments with the penalty; those that compare ways to apply it
// are in ch03_l2_ways.c. Run by `make plots ONLY=ch03_l2`.
#include "ch03_l2_parts.h"

#include <math.h>

enum { MANY = 20 }; // seeds, since a training takes a few milliseconds

// Training and test loss after every epoch, without and with the penalty.
static void curves(Run *run)
{
    for (int k = 0; k < 2; k++) {
        float lambda = k ? LAMBDA : 0.0f;
        const char *name = k ? "l2" : "none";
        Bench b;
        bench_open(&b, run->seed, UNIFORM);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            bench_train(&b, 1, PENALTY_L2, lambda);
            emit(run, "%s-train\t%d\t%.6g", name, epoch,
                 set_loss(b.w, &b.data.train));
            emit(run, "%s-test\t%d\t%.6g", name, epoch,
                 set_loss(b.w, &b.data.test));
        }
        bench_close(&b);
    }
}

static void emit_end(Run *run, const Bench *b, const char *start, float lambda)
{
    emit(run, "%s\t%g\t%.6g\t%.6g\t%.6g", start, (double)lambda,
         set_loss(b->w, &b->data.train), set_loss(b->w, &b->data.test),
         norm(b->w, FEATURES));
}

// What is reached from different starts, and by predicting 0.
static void starts(Run *run)
{
    static const char *names[] = {"uniform", "zero", "small", "normal"};
    Bench b;
    bench_open(&b, run->seed, ZERO);
    emit_end(run, &b, "untrained", 0.0f);
    bench_close(&b);
    for (int start = 0; start < 4; start++)
        for (int k = 0; k < 2; k++) {
            float lambda = k ? LAMBDA : 0.0f;
            bench_open(&b, run->seed, (Start)start);
            bench_train(&b, EPOCHS, PENALTY_L2, lambda);
            emit_end(run, &b, names[start], lambda);
            bench_close(&b);
        }
}

// The losses after the last epoch against lambda.
static void sweep(Run *run)
{
    static const float lambdas[] = {0.001f, 0.003f, 0.01f, 0.03f,  0.1f,  0.2f,
                                    0.3f,   0.5f,   1.0f,  2.0f,   3.0f,  5.0f,
                                    10.0f,  20.0f,  30.0f, 100.0f, 300.0f};
    for (int start = UNIFORM; start <= ZERO; start++)
        for (size_t k = 0; k < sizeof lambdas / sizeof *lambdas; k++) {
            Bench b;
            bench_open(&b, run->seed, (Start)start);
            bench_train(&b, EPOCHS, PENALTY_L2, lambdas[k]);
            emit_end(run, &b, start == UNIFORM ? "uniform" : "zero",
                     lambdas[k]);
            bench_close(&b);
        }
}

enum { BINS = 41 };                             // of WIDTH, round 0
static const double WIDTH = 0.004, TINY = 1e-3; // of a weight
static const char *const PENALTIES[] = {"none", "l2", "l1"};
static const float LAMBDAS[] = {0.0f, 3.0f, 0.1f};

// How many of the weights lie in each bin; and, as bin "tiny", near 0.
static void weights(Run *run)
{
    for (int k = 0; k < 3; k++) {
        Bench b;
        int count[BINS] = {0}, tiny = 0, zero = 0;
        bench_open(&b, run->seed, UNIFORM);
        bench_train(&b, EPOCHS, (Penalty)k, LAMBDAS[k]);
        for (int i = 0; i < FEATURES; i++) {
            double bin = round((double)b.w[i] / WIDTH) + BINS / 2;
            count[(int)fmin(fmax(bin, 0), BINS - 1)]++;
            tiny += fabs((double)b.w[i]) < TINY;
            zero += b.w[i] == 0.0f;
        }
        for (int i = 0; i < BINS; i++)
            emit(run, "%s\t%.3f\t%d", PENALTIES[k], (i - BINS / 2) * WIDTH,
                 count[i]);
        emit(run, "%s\ttiny\t%d", PENALTIES[k], tiny);
        emit(run, "%s\tzero\t%d", PENALTIES[k], zero);
        emit(run, "%s\ttest\t%.6g", PENALTIES[k], set_loss(b.w, &b.data.test));
        bench_close(&b);
    }
}

// Names that leave the chapter's table narrow: "u3-test" is uniform, lambda 3.
static void start_numbers(Numbers *n)
{
    static const char *names[] = {"uniform", "zero", "small", "normal"};
    static const char *columns[] = {"train", "test", "norm"};
    Table t = numbers_table(n, "starts");
    for (int start = 0; start < 4; start++)
        for (int k = 0; k < 2; k++)
            for (int c = 0; c < 3; c++) {
                char name[48], where[48];
                snprintf(name, sizeof name, "%c%d-%s", *names[start], k ? 3 : 0,
                         columns[c]);
                snprintf(where, sizeof where, "start=%s lambda=%d",
                         names[start], k ? 3 : 0);
                mean_number(n, &t, name, where, columns[c]);
            }
    mean_number(n, &t, "untrained-train", "start=untrained", "train");
    mean_number(n, &t, "untrained-test", "start=untrained", "test");
    table_free(&t);
}

static void weight_numbers(Numbers *n)
{
    Table t = numbers_table(n, "weights");
    for (int k = 0; k < 3; k++)
        for (int c = 0; c < 3; c++) {
            static const char *columns[] = {"tiny", "zero", "test"};
            char name[48], where[48];
            snprintf(name, sizeof name, "weights-%s-%s", PENALTIES[k],
                     columns[c]);
            snprintf(where, sizeof where, "penalty=%s bin=%s", PENALTIES[k],
                     columns[c]);
            if (c < 2)
                number(n, name, "%.0f", table_mean(&t, where, "count", NULL));
            else
                mean_number(n, &t, name, where, "count");
        }
    table_free(&t);
}

static void sweep_numbers(Numbers *n)
{
    static const char *lambdas[] = {"0.001", "0.1", "1", "10", "30", "300"};
    static const char *names[] = {"low", "tenth",  "one",
                                  "ten", "thirty", "most"};
    Table t = numbers_table(n, "sweep");
    for (int k = 0; k < 6; k++) {
        char name[48], where[48];
        snprintf(where, sizeof where, "start=uniform lambda=%s", lambdas[k]);
        snprintf(name, sizeof name, "sweep-%s-test", names[k]);
        mean_number(n, &t, name, where, "test");
        snprintf(name, sizeof name, "sweep-%s-train", names[k]);
        mean_number(n, &t, name, where, "train");
        snprintf(name, sizeof name, "sweep-%s-norm", names[k]);
        mean_number(n, &t, name, where, "norm");
    }
    table_free(&t);
}

static void numbers(Numbers *n)
{
    number(n, "many", "%d", MANY);
    start_numbers(n);
    weight_numbers(n);
    sweep_numbers(n);
    ways_numbers(n);
}

int main(int argc, char **argv)
{
    static const Experiment experiments[] = {
        {"curves", "run\tepoch\tloss", 2, MANY, curves},
        {"starts", "start\tlambda\ttrain\ttest\tnorm", 2, MANY, starts},
        {"sweep", "start\tlambda\ttrain\ttest\tnorm", 2, MANY, sweep},
        {"weights", "penalty\tbin\tcount", 2, 0, weights},
        {"ways",
         "optimiser\tepoch\tdifference\tpenalty\tdecay\tnorm_penalty"
         "\tnorm_decay",
         2, 0, ways},
        {"wrong", "rule\tepoch\tnorm\ttest", 2, 0, wrong},
        {"bias", "decayed\tlambda\tbias\ttest", 2, 0, bias},
        {"limit", "lambda\tnorm", 1, 0, limit}};
    return experiment_main(argc, argv, "ch03_l2", experiments,
                           sizeof experiments / sizeof *experiments, numbers);
}
