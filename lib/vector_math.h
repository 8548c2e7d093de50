// Tells the compiler that glibc (from 2.35 on) has these functions for whole
// vectors, too, so that a plain loop over expf becomes vector code. glibc
// itself says so only under -ffast-math, since the vector versions may be off
// by up to 4 units in the last place where expf is off by 1; NaN and infinity
// come out the same. The build that trains reads this before every file; the
// one that grades doesn't.
#ifndef VECTOR_MATH_H
#define VECTOR_MATH_H

__attribute__((simd("notinbranch"))) float expf(float);
__attribute__((simd("notinbranch"))) float expm1f(float);
__attribute__((simd("notinbranch"))) float tanhf(float);

#endif
