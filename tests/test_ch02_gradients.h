// What the parts of chapter 2's suite share: the network straight from its
// formulas, in double.
#ifndef TEST_CH02_GRADIENTS_H
#define TEST_CH02_GRADIENTS_H

#include "structs.h"
#include "suite.h"

#include "ch02_gradients.h"

enum { REF_WIDTH = 128 }; // at least every width in this suite but the input

// z of every layer for one sample.
typedef struct Reference {
    double z[MLP_MAX_LAYERS][REF_WIDTH];
} Reference;

// The activation from its formula.
double reference_activation(Activation activation, double z);

// x is [net->width[0]].
void reference_forward(Reference *r, const Mlp *net, const float *x);

// The logits of [batch] samples; valid until the next test.
float *reference_logits(const Mlp *net, const float *x, size_t batch);

// The distance from 0 of the hidden z that is nearest to it: where it is small,
// a step of a parameter may cross the kink of a ReLU.
double nearest_kink(const Mlp *net, const float *x, size_t batch);

Call *forward_call(const Mlp *net, const float *x, size_t batch, MlpArrays *m);
Call *backward_call(const Mlp *net, const uint8_t *labels, size_t batch,
                    MlpArrays *m);

#endif
