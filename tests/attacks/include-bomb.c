// Tries: to keep the compiler busy for ever: a file that includes itself
// twice, as deep as it goes.
// File: ch01_activations
#include __FILE__
#include __FILE__
#include __FILE__
