// What the parts of chapter 4's suite share.
#ifndef TEST_CH04_DROPOUT_H
#define TEST_CH04_DROPOUT_H

#include "dropouts.h"
#include "passes.h"
#include "reference.h"
#include "suite.h"

// The parts, each with some of the chapter's tasks.
void rest_tasks(Suite *suite);
void network_tasks(Suite *suite);
void training_tasks(Suite *suite);

// The numbers 0 to 15.
extern const float LADDER[16];

// dropout_forward and dropout_backward over [batch][n] numbers.
DropoutLayer dropout_layer(size_t batch, size_t n);

// A network of two layers with random weights, width[0] -> width[1] ->
// width[2].
Mlp *digits_net(Rng *rng, const size_t *width, size_t max_batch,
                float drop_input, float drop_hidden);

#endif
