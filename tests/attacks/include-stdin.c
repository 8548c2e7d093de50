// Tries: to stop the compiler, or to read what is not its own: includes
// /dev/stdin.
// File: ch01_activations
#include "/dev/stdin"
