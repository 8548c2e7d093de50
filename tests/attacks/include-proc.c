// Tries: to stop the compiler, or to read what is not its own: includes
// /proc/self/environ.
// File: ch01_activations
#include "/proc/self/environ"
