// A convolutional network (cnn.h) as an argument of a call, like those of
// structs.h.
#ifndef STRUCTS_CNN_H
#define STRUCTS_CNN_H

#include "call.h"

#include "cnn.h"
#include "rng.h"

// The arrays of a network in a call. Parameters and gradients are compared
// after the call; the rest is compared too unless ignored.
typedef struct CnnArrays {
    int params, grads;
    struct {
        int z, y, dy, winner, mask;
    } stage[CNN_STAGES];
    int mask, h, z[2], dz[2];
} CnnArrays;

CnnArrays arg_cnn(Call *c, const char *name, const Cnn *net);

// Takes all but parameters and gradients out of the comparison.
void ignore_cnn_workspace(Call *c, const CnnArrays *m);

// Copies what the solution made of the network back into net.
void take_cnn_from_solution(Cnn *net, const Call *c, const CnnArrays *m);

// A network with N(0, 2 / n_in) weights and small biases; freed by the next
// test. The workspace is filled with NaN (masks with 255).
Cnn *test_cnn(Rng *rng, CnnSize size);

#endif
