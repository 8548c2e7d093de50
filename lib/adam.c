// Memory for Adam: see include/adam.h.
#include "adam.h"

#include <stdint.h>
#include <stdlib.h>

Adam *adam_new(size_t n, float lr)
{
    Adam *adam = malloc(sizeof *adam);
    if (!adam)
        return NULL;
    *adam =
        (Adam){.lr = lr, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-7f, .n = n};
    // One number more, so that n = 0 is not mistaken for a lack of memory.
    adam->m = n < SIZE_MAX ? calloc(n + 1, sizeof *adam->m) : NULL;
    adam->v = n < SIZE_MAX ? calloc(n + 1, sizeof *adam->v) : NULL;
    if (!adam->m || !adam->v) {
        adam_free(adam);
        return NULL;
    }
    return adam;
}

void adam_free(Adam *adam)
{
    if (!adam)
        return;
    free(adam->m);
    free(adam->v);
    free(adam);
}
