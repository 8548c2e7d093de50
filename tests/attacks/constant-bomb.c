// Tries: to use up the compiler's memory and the disk by an initialiser.
// File: ch01_activations
#define SIZE (1ULL << 38)
unsigned char bomb[SIZE] = {[SIZE - 1] = 1};
