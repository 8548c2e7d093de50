// What the parts of chapter 6's suite share: their test cases, and a plain
// reference for the convolutional network.
#ifndef TEST_CH06_VARIANTS_H
#define TEST_CH06_VARIANTS_H

#include "structs_cnn.h"

#include <check.h>

void selu_tasks(Suite *suite);
void alpha_tasks(Suite *suite);
void cnn_tasks(Suite *suite);
void cnn_gradient_tasks(Suite *suite);

// Calls of cnn_stage_forward and cnn_forward.
Call *cnn_stage_call(const Cnn *net, size_t stage, const float *x, size_t batch,
                     bool training, Rng rng, CnnArrays *m);
Call *cnn_forward_call(const Cnn *net, const float *x, size_t batch,
                       bool training, Rng rng, CnnArrays *m);

// The numbers that a stage takes of each sample.
size_t stage_inputs(const CnnStage *t);

// The masks of one forward pass; all NULL in evaluation mode.
typedef struct CnnMasks {
    uint8_t *stage[CNN_STAGES]; // [batch][maps]
    uint8_t *flat;              // [batch][n_flat]
} CnnMasks;

// The masks that a forward pass draws, in the order the header says.
CnnMasks draw_cnn_masks(Rng *rng, const Cnn *net, size_t batch);

// One stage, in double, straight from the definition: y [batch][maps][area].
void reference_stage(double *y, const CnnStage *t, const double *x,
                     size_t batch, const uint8_t *mask);

// The logits [batch][n_classes] of the whole network, valid until the next
// call; batch times the numbers of an image must not exceed REFERENCE_MAX.
enum { REFERENCE_MAX = 4096 };
const double *reference_cnn_logits(const Cnn *net, const float *x, size_t batch,
                                   const CnnMasks *masks);

// Mean over the batch of -log softmax(logits)[label].
double reference_cnn_loss(const Cnn *net, const float *x, const uint8_t *labels,
                          size_t batch, const CnnMasks *masks);

#endif
