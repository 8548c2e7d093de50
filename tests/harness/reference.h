// The networks of mlp.h in double, row by row, straight from the formulas: what
// suites measure a student's passes by.
#ifndef REFERENCE_H
#define REFERENCE_H

#include "dataset.h"
#include "mlp.h"

enum { REFERENCE_WIDTH = 128 }; // no layer of a suite is wider

// What each layer takes, after dropout, and what it gives.
typedef struct ReferenceRow {
    double a[MLP_MAX_LAYERS][REFERENCE_WIDTH];
    double z[MLP_MAX_LAYERS][REFERENCE_WIDTH];
} ReferenceRow;

double reference_activation(Activation activation, double z);

// Row r of x through the network; in training mode under net->mask.
void reference_row(ReferenceRow *row, const Mlp *net, const float *x, size_t r,
                   bool training);

// All masks of a batch, layer after layer, where drop_prob is above 0.
void draw_masks(Mlp *net, size_t batch, Rng *rng);

// A batch through the network; what layers take and give goes to net->a, z.
void reference_forward(Mlp *net, const float *x, size_t batch, bool training);

// The logits without dropout, [max_batch][classes], valid until the next test.
// Rows past the batch are NaN, which is how test_mlp leaves them.
float *reference_logits(const Mlp *net, const float *x, size_t batch);

// -log softmax(logits)[label].
double reference_row_loss(const double *logits, uint8_t label,
                          size_t n_classes);

// The mean of it over n rows, of which there may be more than max_batch.
double reference_loss(const Mlp *net, const float *x, const uint8_t *labels,
                      size_t n, bool training);

// The class that the network gives row r of x, without dropout.
size_t reference_class(const Mlp *net, const float *x, size_t r);

// The slope of a loss in x[i] by central differences; `here` is the loss as x
// stands. doubt: half of what the differences to either side are apart. It is
// large where a ReLU or the winner of a pool turns within the step, and then
// the slope is off by as much.
double reference_slope(double *doubt, double (*loss)(void *context),
                       void *context, float *x, size_t i, double here);

// Gives the first `right` samples the label that the network would, the others
// another one.
void label_by_reference(const Mlp *net, Dataset *data, size_t right);

#endif
