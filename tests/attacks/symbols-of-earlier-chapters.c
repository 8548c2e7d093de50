// Tries: to redefine what earlier chapters and the library give, so that it
// agrees with a wrong answer of its own.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#include <stddef.h>

// The headers declare these otherwise: only the symbol is theirs.
#define TAKE(name)                                                             \
    double wrong_##name(void) __asm__(#name);                                  \
    double wrong_##name(void)                                                  \
    {                                                                          \
        return 1e300;                                                          \
    }

TAKE(relu_forward)
TAKE(activation_forward)
TAKE(sgd_step)
TAKE(dropout_forward)
TAKE(linear_forward)
TAKE(softmax_cross_entropy)
TAKE(rng_permutation)

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    return wrong_softmax_cross_entropy();
}
