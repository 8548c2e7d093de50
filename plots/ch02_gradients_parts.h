// What chapter 2's experiments share: the data, and one network at a time
// (plots/ch02_gradients_bench.c).
#ifndef CH02_GRADIENTS_PARTS_H
#define CH02_GRADIENTS_PARTS_H

#include "ch02_gradients.h"
#include "experiment.h"

enum {
    WIDTH = 100, // of each hidden layer
    CLASSES = 10,
    BATCH = 64,
    EPOCHS = 5,
    SHALLOW = 2, // layers 100 -> 100
    DEEP = 8,
    MAX_UNITS = (DEEP + 1) * WIDTH,
    SAMPLE = 10000 // training images in which silent units are sought
};

// How weights begin. UNIFORM: weights and biases uniform within
// +-1 / sqrt(n_in). SCALED: He-normal for ReLU and its leaky variant,
// LeCun-normal for the others, biases 0.
typedef enum Start { UNIFORM, SCALED } Start;

typedef struct Bench {
    DataPair data; // normalised by the training set's mean and sd
    double pixel_mean, pixel_sd;
    Minibatch *mb;
    Mlp *net;
    Rng order;
    size_t step; // mini-batches seen by bench_train_to
} Bench;

// Reads the images; there is no network yet.
Bench bench_open(void);
void bench_close(Bench *b);

// A new network: 784 -> 100, n_middle times 100 -> 100, -> 10. The same seed
// gives the same draws, whatever the activation.
void bench_net(Bench *b, uint64_t seed, size_t n_middle, Activation activation,
               Start start);

// A new network 784 -> 10, without hidden layers.
void bench_linear(Bench *b, uint64_t seed);

// Gives every hidden bias that value.
void bench_set_biases(Bench *b, float bias);

// Trains, as deep_train_epoch does, until `step` mini-batches have been seen.
// The last one's gradients stay in b->net. Tells progress.h of each epoch.
void bench_train_to(Bench *b, size_t step, float lr);

// The first SAMPLE training images, not copied.
Dataset bench_sample(const Bench *b);

// Mini-batches of an epoch.
size_t bench_steps(const Bench *b);

// The values of a column in the rows that match, however many; free() them.
double *selected(const Table *t, const char *where, const char *column,
                 size_t *found);

// Experiments with units that fall silent (plots/ch02_gradients_units.c).
void dying(Run *run);
void unfed(Run *run);
void unit_numbers(Numbers *n);

#endif
