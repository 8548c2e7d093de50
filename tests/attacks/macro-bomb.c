// Tries: to use up the compiler's memory: a macro of 2^60 words.
// File: ch01_activations
#define A(x) x x x x x x x x
#define B(x) A(A(A(A(A(x)))))
#define C(x) B(B(B(B(x))))
int bomb[] = {C(1)};
