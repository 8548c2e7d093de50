// How weights begin. Each writes w[n] and advances the generator by 2 n draws.
#ifndef INIT_H
#define INIT_H

#include "rng.h"

// N(0, sd^2).
void init_normal(float *w, size_t n, float sd, Rng *rng);

// He-normal, N(0, 2 / n_in), for ReLU. Source: He et al. 2015.
void init_he(float *w, size_t n, size_t n_in, Rng *rng);

// LeCun-normal, N(0, 1 / n_in), for SELU. Source: LeCun et al. 1998.
void init_lecun(float *w, size_t n, size_t n_in, Rng *rng);

#endif
