// What the parts of chapter 5's suite share.
#ifndef TEST_CH05_MLP_H
#define TEST_CH05_MLP_H

#include "structs.h"
#include "suite.h"

#include "adam.h"

// The arrays of an Adam in a call: the struct, m and v.
typedef struct AdamArrays {
    int adam, m, v;
} AdamArrays;

AdamArrays arg_adam(Call *c, const Adam *adam);

// After the call the student's adam->t is `want`.
void expect_steps(Call *c, const AdamArrays *a, size_t want);

// A fresh Adam with the usual settings; valid until the next test.
Adam test_adam(size_t n, float lr);

// One step in double, straight from the formula.
void reference_adam(Adam *adam, double *w, const double *g);

enum { MAX_WIDTH = 64, N_SHAPES = 6 };

// Networks of one to five layers, and batches: whole, short, single.
typedef struct Shape {
    size_t n_layers, width[6], max_batch, batch;
    Activation activation;
    float drop_prob[5];
} Shape;

extern const Shape SHAPES[N_SHAPES];

Mlp *shape_net(Rng *rng, const Shape *s);

// All masks of a batch, in the order that mlp_forward promises.
void draw_masks(Mlp *net, size_t batch, Rng *rng);

// Row r of a batch through the network, under net->mask if training. What the
// layers take and give goes into net->a and net->z if keep.
//
//   out  [MAX_WIDTH] the logits
void reference_row(Mlp *net, const float *x, size_t r, bool training, bool keep,
                   double *out);

// All rows, kept.
void reference_forward(Mlp *net, const float *x, size_t batch, bool training);

// -log softmax(logits)[label]
double row_loss(const double *logits, uint8_t label, size_t n_classes);

// Adds the tasks of test_ch05_mlp_net.c and test_ch05_mlp_epoch.c.
void net_tasks(Suite *suite);
void epoch_tasks(Suite *suite);

#endif
