// What the parts of chapter 5's suite share.
#ifndef TEST_CH05_MLP_H
#define TEST_CH05_MLP_H

#include "passes.h"
#include "reference.h"
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

// The parts, each with some of the chapter's tasks.
void net_tasks(Suite *suite);
void epoch_tasks(Suite *suite);
void gap_tasks(Suite *suite);

#endif
