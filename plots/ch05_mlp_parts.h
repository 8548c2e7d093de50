// What the parts of chapter 5's experiments share: training (ch05_mlp_train.c),
// numbers (ch05_mlp_numbers.c) and tables (ch05_mlp_tables.c) for the prose.
#ifndef CH05_MLP_PARTS_H
#define CH05_MLP_PARTS_H

#include "ch05_mlp.h"
#include "experiment.h"

// One way to train: network, start, optimiser, dropout.
typedef struct Recipe {
    const char *name;
    size_t n_layers, width[5];
    float init_sd; // N(0, init_sd^2); 0 for He-normal
    bool adam;     // else SGD
    float lr;
    size_t batch;
    float drop_prob[4];
} Recipe;

// A recipe at work.
typedef struct Training {
    const Recipe *recipe;
    Mlp *net;
    Adam *adam;
    Minibatch *mb;
    Rng rng; // the order, and the masks
} Training;

Training training_open(const Recipe *recipe, const Dataset *data,
                       uint64_t seed);
void training_close(Training *t);

// One epoch; returns the mean loss that was seen on the way.
double training_epoch(Training *t, const Dataset *data);

// Epochs of each training; averages are taken over the last LAST of them. The
// sweep has as many as fit into the time that all experiments may take.
enum {
    WIDE_EPOCHS = 10,
    DEEP_EPOCHS = 30,
    LAST = 5,
    SWEEP_ALL = 5,
    SWEEP_FEW = 30,
    SWEEP_LAST = 3,
    MEASURED = 10000 // training images that accuracy is measured on
};

// The three trainings of the deep network.
enum { N_DEEP = 3 };
extern const Recipe DEEP[N_DEEP];

// Mean and sample standard deviation over the seeds.
typedef struct Spread {
    double mean, sd;
} Spread;

enum { MAX_SEEDS = 1000, MAX_EPOCHS = 50 };

Spread spread_of(const double *values, size_t n);

// One run's curve of a column for each seed; returns how many there are.
size_t seed_curves(const Table *t, const char *run, const char *column,
                   double curve[MAX_SEEDS][MAX_EPOCHS]);

// A column's mean over the last epochs of each seed.
Spread last_epochs(const Table *t, const char *run, const char *column,
                   size_t n_epochs, size_t last);

// generalisation_gap of each seed, for the table of the deep network.
Spread gaps(const Table *t, const char *run, size_t last);

void chapter_numbers(Numbers *n);
void chapter_tables(Numbers *n);

#endif
