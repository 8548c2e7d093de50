// What the suites ask alike of every dropout layer, whatever shares an entry of
// its mask and whatever takes a dropped number's place:
//
//     bool NAME_forward(y, mask, x, sizes..., drop_prob, rng)
//     void NAME_backward(dx, dy, mask, sizes..., drop_prob)
#ifndef DROPOUTS_H
#define DROPOUTS_H

#include "structs.h"

typedef struct DropoutLayer {
    const char *forward, *backward;
    struct {
        const char *name;
        size_t value;
    } size[3];     // up to the first without a name
    size_t n_mask; // entries of the mask
    size_t area;   // numbers of x that share one
    // y, by the formula.
    double (*output)(double x, bool kept, double drop_prob);
    Tolerance tolerance;             // of y
    const char *output_rule, *draws; // "y is ...", "one draw a ..."
} DropoutLayer;

// x / (1 - drop_prob), or 0: inverted dropout.
double inverted_output(double x, bool kept, double drop_prob);

// A call of the forward pass and the numbers of its arrays.
typedef struct DropoutCall {
    Call *call;
    int y, mask;
} DropoutCall;

DropoutCall dropout_call(const DropoutLayer *l, const float *x, float drop_prob,
                         Rng rng);
Call *dropout_backward_call(const DropoutLayer *l, const float *dy,
                            const uint8_t *mask, float drop_prob, int *dx);

// Mask, output and generator are exactly those of normal inputs.
void check_dropout(const DropoutLayer *l, float drop_prob, uint64_t stream);

// The same where y is x itself.
void check_dropout_in_place(const DropoutLayer *l, float drop_prob,
                            uint64_t stream);

// A call with any of wrong[n] returns false, writes nothing and draws nothing;
// one with 0.5 does its work.
void check_dropout_refuses(const DropoutLayer *l, const float *wrong, size_t n,
                           const char *range, uint64_t stream);

// The gradient under a random mask that no forward pass made.
void check_dropout_backward(const DropoutLayer *l, float drop_prob,
                            uint64_t stream);

// The gradient is the slope of the solution's forward pass.
void check_dropout_slopes(const DropoutLayer *l, float drop_prob,
                          uint64_t stream);

// Inverted dropout at drop_prob = 0 and 1: forward; forward of what isn't
// finite; backward.
void check_dropout_ends(const DropoutLayer *l);
void check_dropped_infinity(const DropoutLayer *l);
void check_dropout_backward_ends(const DropoutLayer *l);

#endif
