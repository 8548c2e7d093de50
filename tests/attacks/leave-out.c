// Tries: to leave the function out, so that the worker finds the worked one of
// another build by its name.
// Task: ch05_mlp generalisation-gap
// Says: no function
#include <stddef.h>
