// What the parts of chapter 4's suite share.
#ifndef TEST_CH04_DROPOUT_H
#define TEST_CH04_DROPOUT_H

#include "structs.h"
#include "suite.h"

// The parts, each with some of the chapter's tasks.
void rest_tasks(Suite *suite);
void network_tasks(Suite *suite);
void training_tasks(Suite *suite);

static const float LADDER[16] = {0, 1, 2,  3,  4,  5,  6,  7,
                                 8, 9, 10, 11, 12, 13, 14, 15};

// A call of dropout_forward and the numbers of its arrays.
typedef struct Forward {
    Call *call;
    int y, mask, rng;
} Forward;

Forward forward_call(const float *x, size_t batch, size_t n, float drop_prob,
                     Rng rng);

// A network of two layers with random weights, width[0] -> width[1] ->
// width[2].
Mlp *digits_net(Rng *rng, const size_t *width, size_t max_batch,
                float drop_input, float drop_hidden);

// The logits of x without dropout, in double, straight from the formula.
double reference_logit(const Mlp *net, const float *x, size_t label);
float *reference_logits(Rng *rng, const Mlp *net, const float *x, size_t batch);

#endif
