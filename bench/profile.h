// A training's phases, timed: see profile.c. bench/train.c calls this; without
// profile.c it does nothing.
#ifndef PROFILE_H
#define PROFILE_H

#include <stddef.h>

typedef enum Phase {
    DATA,
    PRODUCTS,
    WINDOWS,
    POOLING,
    BIASES,
    ACTIVATION,
    DROPOUT,
    LOSS,
    OPTIMISER,
    REST,
    N_PHASES
} Phase;

// Begins anew; prints what each phase took since then.
void profile_begin(void) __attribute__((weak));
void profile_end(size_t samples) __attribute__((weak));

#endif
