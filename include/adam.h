// The state of the optimiser Adam. The step itself, adam_step, is yours to
// write: include/ch05_mlp.h.
#ifndef ADAM_H
#define ADAM_H

#include <stddef.h>

typedef struct Adam {
    float lr;           // learning rate
    float beta1, beta2; // in [0, 1): how slowly m and v forget
    float eps;          // > 0: keeps the divisor from 0
    float weight_decay; // AdamW's, decoupled; 0 for plain Adam
    size_t t;           // steps done
    size_t n;           // parameters
    float *m, *v;       // [n] running means of g and g^2, from 0
} Adam;

// For n parameters, with beta1 = 0.9, beta2 = 0.999, eps = 1e-7 and no weight
// decay. Returns NULL if memory runs out.
Adam *adam_new(size_t n, float lr);

// NULL is allowed.
void adam_free(Adam *adam);

#endif
