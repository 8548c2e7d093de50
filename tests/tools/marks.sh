# What tests of the reader of marks share: a throw-away solution. Source it
# after tap.sh.
# shellcheck shell=sh disable=SC2034 # used where this is sourced
marks=${BIN:-build/bin}/marks
need "$marks"
# shellcheck disable=SC2154 # tap.sh sets it
good=$scratch/ch90_good.c
tab=$(printf '\t')

solution() {
  cat <<'END'
// Chapter 90: a throw-away chapter.
#include "ch90_good.h"

//@region scale
static float scale_of(float p)
{
    return 1 / (1 - p);
}
//@end scale

//@task twice 2
//@todo Refuse NaN; else write the double of x to y, and say in what is returned
//@todo whether you did.
//@todo Mind infinity.
//@hint Which operator doubles?
//@hint NaN is the number that differs
//@hint from itself.
//@stub (void)x;
//@stub return false;
// Doubles a number.
bool twice(float *y, float x)
{
    if (x != x)
        return false;

    *y = 2 * x;
    return true;
}
//@end twice
END
}

# One task more.
once() {
  cat <<'END'

//@task once 1
//@todo Copy.
//@hint Assign.
float once(float x)
{
    return x;
}
//@end once
END
}
