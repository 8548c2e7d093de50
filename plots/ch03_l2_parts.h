// What the experiments of chapter 3 share: the bench (ch03_l2_bench.c), and
// those that stand in ch03_l2_ways.c.
#ifndef CH03_L2_PARTS_H
#define CH03_L2_PARTS_H

#include "ch03_l2.h"
#include "experiment.h"

enum { FEATURES = 200, TRAIN = 20, TEST = 100, BATCH = 10, EPOCHS = 100 };
static const float RATE = 0.003f, LAMBDA = 3.0f;

// How the weights begin: uniform in +-1/sqrt(FEATURES), zero, N(0, 0.01^2) or
// N(0, 1).
typedef enum Start { UNIFORM, ZERO, SMALL, NORMAL } Start;

// All that one training needs. The arrays of the model are those below it.
typedef struct Bench {
    DataPair data;
    LinearModel model;
    Minibatch *mb;
    Rng order;
    float w[FEATURES], dw[FEATURES], prediction[BATCH], target[BATCH];
} Bench;

void bench_open(Bench *b, uint64_t seed, Start start);
void bench_close(Bench *b);

// n_epochs of penalty_train_epoch.
void bench_train(Bench *b, int n_epochs, Penalty penalty, float lambda);

// The mean squared error over a whole set of at most TEST samples.
double set_loss(const float *w, const Dataset *data);

double norm(const float *w, size_t n);

void ways(Run *run);
void wrong(Run *run);
void bias(Run *run);
void limit(Run *run);
void ways_numbers(Numbers *n);

// The mean of a column over the rows that match, in two digits.
void mean_number(Numbers *n, const Table *t, const char *name,
                 const char *where, const char *column);

#endif
