// Chapter 1's experiments with formulas (ch01_activations_error.c), with deep
// networks and with a fit (ch01_activations_deep.c).
#ifndef CH01_ACTIVATIONS_PARTS_H
#define CH01_ACTIVATIONS_PARTS_H

#include "experiment.h"

void overflow(Run *run);
void error(Run *run);
void error_numbers(Numbers *n);

// A number that may be NaN.
void float_number(Numbers *n, const char *name, float value);

void deep(Run *run);
void fit(Run *run);
void fitted(Run *run);
void deep_numbers(Numbers *n);

#endif
