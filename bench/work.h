// What `make bench` trains, the same for every library that takes part: four
// networks of the course, on Fashion-MNIST.
#ifndef WORK_H
#define WORK_H

#include "cnn.h"
#include "dataset.h"
#include "minibatch.h"
#include "mlp.h"

#include "ch05_mlp.h"

typedef struct Work {
    const char *name;
    size_t n_layers;                 // 0: chapter 6's convolutional network
    size_t width[MLP_MAX_LAYERS];    // features, hidden widths, classes
    float drop_prob[MLP_MAX_LAYERS]; // before layer l; the CNN's: [0]
    float init_sd;                   // N(0, init_sd^2); 0 for He-normal
    bool adam;                       // else SGD
    float lr;
    size_t batch;
} Work;

// NULL if there is none of that name.
const Work *work_named(const char *name);

// The names, one a line.
void work_list(void);

// A network at work: net or cnn, and what trains it.
typedef struct Training {
    Work work;
    Mlp *net;
    Cnn *cnn;
    Adam *adam;
    Minibatch *mb;
    float *z; // what the CNN's larger convolution gives, for products_epoch
    Rng rng;  // the order, and the masks
} Training;

Training training_open(const Work *work, const Dataset *data, uint64_t seed);
void training_close(Training *t);

// Each goes once over data. The first trains and returns the mean loss that was
// seen; the second only multiplies the same matrices, or convolves the same
// images, as long a time as any training of this shape must take.
double training_epoch(Training *t, const Dataset *data);
void products_epoch(Training *t, const Dataset *data);

// The share of data that is classified rightly.
double training_accuracy(Training *t, const Dataset *data);

// The passes of the CNN's convolutions over a batch of so many images x, in the
// layouts that the library likes best, with nothing to reorder. z: scratch
// space for their outputs.
void convolutions_run(const Cnn *net, float *x, float *z, size_t batch);

#endif
