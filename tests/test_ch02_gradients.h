// What the parts of chapter 2's suite share.
#ifndef TEST_CH02_GRADIENTS_H
#define TEST_CH02_GRADIENTS_H

#include "passes.h"
#include "reference.h"
#include "suite.h"

// deep_forward(net, x, batch).
Call *deep_forward_call(const Mlp *net, const float *x, size_t batch,
                        MlpArrays *m);

#endif
