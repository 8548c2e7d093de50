// Arguments that are structs of lib/: a network, a data set, a mini-batch, a
// generator. Each function copies the struct and all it points to into the
// call; what it returns tells the arrays' numbers.
#ifndef STRUCTS_H
#define STRUCTS_H

#include "call.h"

#include "minibatch.h"
#include "mlp.h"

// Examples worked out by hand take this one: their answers are the same
// whatever the seed, and a test that never calls test_rng shows that it is one.
#define EXAMPLE_RNG ((Rng){.state = 1})

// A generator that the function advances; where it stands afterwards is
// compared like any other output. Returns the array's number.
int arg_rng(Call *c, const char *name, Rng rng);

// The arrays of a network in a call. Parameters and gradients are compared
// after the call; a, z, dz and mask are compared too unless ignored.
typedef struct MlpArrays {
    int params, grads;
    int a[MLP_MAX_LAYERS], z[MLP_MAX_LAYERS], dz[MLP_MAX_LAYERS];
    int mask[MLP_MAX_LAYERS];
} MlpArrays;

MlpArrays arg_mlp(Call *c, const char *name, const Mlp *net);

// Takes a, z, dz and mask out of the comparison.
void ignore_workspace(Call *c, const MlpArrays *m, size_t n_layers);

// Copies what the solution made of the network back into net: the state from
// which a backward pass starts.
void take_from_solution(Mlp *net, const Call *c, const MlpArrays *m);

void arg_dataset(Call *c, const char *name, const Dataset *data);

// For mini-batches of `size` rows of data, as minibatch_new makes it. Scratch:
// not compared.
void arg_minibatch(Call *c, const char *name, const Dataset *data, size_t size);

// A network with N(0, 1 / n_in) weights and small biases; freed by the next
// test. The workspace is filled with NaN (masks with 255).
Mlp *test_mlp(Rng *rng, const size_t *width, size_t n_layers, size_t max_batch,
              Activation activation);

// n standard normal samples with random classes; valid until the next test.
Dataset test_dataset(Rng *rng, size_t n, size_t n_features, size_t n_classes);

// The same, but each sample is there `times` times: n are few enough to be
// learnt by heart, and one epoch takes many steps. As the labels are random, no
// weights but those trained on them have a small loss.
Dataset repeated_dataset(Rng *rng, size_t n, size_t times, size_t n_features,
                         size_t n_classes);

// What a central difference says of dL/dx[i]: loss is called with x[i] moved
// by +step and -step, and x[i] is put back.
double central_difference(double (*loss)(void *context), void *context,
                          float *x, size_t i, float step);

// The same for x[0..n-1]; valid until the next test.
float *central_differences(double (*loss)(void *context), void *context,
                           float *x, size_t n, float step);

// The slopes of a function that goes element by element: as no y[i] depends on
// another x[j], all x are moved at once, and two calls tell all slopes. f gives
// y[n] at x; the slopes are valid until the next test.
float *element_slopes(const float *(*f)(void *context, const float *x),
                      void *context, const float *x, size_t n, float step);

// at[] out: which of n entries are tried one by one, all or MAX_PROBES of them,
// drawn from as many equal parts. Returns how many.
enum { MAX_PROBES = 8 };
size_t draw_probes(size_t at[MAX_PROBES], size_t n, Rng *rng);

#endif
