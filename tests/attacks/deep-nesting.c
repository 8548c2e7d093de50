// Tries: to crash the compiler by nesting.
// File: ch01_activations
#define P(x) ((((((((((x))))))))))
#define Q(x) P(P(P(P(P(P(P(P(P(P(x))))))))))
#define R(x) Q(Q(Q(Q(Q(Q(Q(Q(Q(Q(x))))))))))
#define S(x) R(R(R(R(R(R(R(R(R(R(x))))))))))
int deep = S(S(S(S(S(S(S(S(S(S(1))))))))));
