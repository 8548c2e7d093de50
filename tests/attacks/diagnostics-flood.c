// Tries: to drown the grader in the compiler's diagnostics: one error message
// of a hundred megabytes.
// File: ch01_activations
// Never: drowndrowndrowndrowndrowndrowndrowndrowndrowndrowndrowndrown
#define A "drowndrowndrowndrowndrowndrowndrowndrowndrowndrown"
#define B A A A A A A A A A A
#define C B B B B B B B B B B
#define D C C C C C C C C C C
#define E D D D D D D D D D D
#define F E E E E E E E E E E
#define G F F F F F F F F F F F F F F F F F F F F
_Static_assert(0, G);
