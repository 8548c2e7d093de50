#!/bin/sh
# What the worker and the suite make of student code that misbehaves: each
# fault is a failure with a sentence, the tests before and after it still count,
# and nothing but computing the answer earns a point.
. tests/tools/tap.sh
. tests/tools/suites.sh

stem=ch04_dropout
LAB_CFLAGS=$(sed -n 's/^LAB_CFLAGS_chk := //p' tools/build.mk)

# A build of the solution whose dropout_inference has body $2, named $1.
build() {
  {
    sed '/^\/\/@task dropout-inference/,/^\/\/@end dropout-inference/d' "solutions/$stem.c"
    cat <<EOF
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
$3
void dropout_inference(float *y, const float *x, size_t batch, size_t n)
{
    $2
}
EOF
  } >"$scratch/$1.c"
  library "$scratch/$1.c" "$scratch/$1.so" -D_GNU_SOURCE $LAB_CFLAGS
}

# The verdict on dropout-inference holds the words $2, and it earned nothing;
# its neighbour dropout-backward passes all the same.
says() {
  verdicts build/chk "$stem" "$scratch/$1.so" --seconds 1 >"$scratch/verdicts" 2>"$scratch/noise" ||
    return 1
  grep '^dropout-backward	\(.*\)	\1	' "$scratch/verdicts" >/dev/null &&
    grep '^dropout-inference	0	.*'"$2" "$scratch/verdicts" >/dev/null ||
    { cat "$scratch/verdicts" && return 1; }
}

fault() {
  build "$2" "$4" "${5:-}" || exit 2
  check "$1" says "$2" "$3"
}

fault "an endless loop is ended, named and placed" loop "endless loop? (loop.c:[0-9]" "for (;;) getppid();"
fault "exit(0) earns nothing" exit0 "ended itself (exit status 0)" "exit(0);"
fault "_exit(0) earns nothing" under_exit "ended itself (exit status 0)" "_exit(0);"
fault "abort is named" abort "gave up" "abort();"
fault "a signal that is caught by nobody is named" killed "Terminated" "raise(SIGTERM);"
fault "a write past the end is named with its index" past \
  "wrote outside y (16 elements), at index 16" "y[batch * n] = 1;"
fault "a write before the begin is named" before \
  "wrote outside y (16 elements), at index -1" "y[-1] = 1;"
fault "a read past the end is named" readpast \
  "read outside x (16 elements), at index 16" \
  "for (size_t i = 1; i <= batch * n; i++) y[i - 1] = x[i];"
fault "a write into an input is named" input "wrote into x, which is an input" \
  "((float *)x)[0] = 1;"
fault "a wild pointer is named and placed" wild "points nowhere (wild.c:[0-9]" \
  "*(volatile int *)0x123456789000 = 1;"
fault "a NULL pointer is named" null "used a NULL pointer" "*(volatile int *)8 = 1;"
fault "memory that is refused is named" memory "it had been refused" \
  "((volatile char *)malloc(1UL << 60))[0] = 1;"
fault "an index outside a local array is named" index "Index 8 out of bounds for type" \
  "float kept[8]; for (size_t i = 0; i <= 8; i++) kept[i] = x[i]; y[0] = kept[0];"
fault "endless recursion is named" recursion "ran out of stack" \
  "deep(0);" "int deep(int n) { volatile char a[4096]; a[0] = n; return deep(n + 1) + a[0]; }"
fault "division by zero is named" division "Division by zero" \
  "volatile int zero = 0; y[0] = 7 / zero;"
fault "unfilled outputs are told from wrong ones" unwritten "y\[0\] was not written" ";"
fault "printing and closing descriptors earns nothing" printing "was not written" \
  'for (int i = 0; i < 1000; i++) printf("dropout-inference\t2\t2\t\n");'
fault "a forged reply has to be the right answer" forged "." \
  'static char junk[4096]; for (int fd = 3; fd < 64; fd++) write(fd, junk, sizeof junk);'
fault "closing the channel earns nothing" closed "." \
  'for (int fd = 3; fd < 64; fd++) close(fd);'
fault "a constructor that ends the program earns nothing" constructor "." ";" \
  '__attribute__((constructor)) static void early(void) { if (getenv("NO")) _exit(0); }'

sed '/^\/\/@task dropout-inference/,/^\/\/@end dropout-inference/d' "solutions/$stem.c" >"$scratch/none.c"
sed -i 's/dropout_inference(net->a/dropout_forward_(net->a/' "$scratch/none.c"
library "$scratch/none.c" "$scratch/none.so"
broken_build() {
  verdicts build/chk "$stem" "$scratch/none.so" >"$scratch/verdicts" 2>/dev/null
  awk -F '\t' '$2 > 0 { exit 1 }' "$scratch/verdicts"
}
check "a library that can't be loaded earns nothing at all" broken_build

broken_solution() {
  verdicts build/chk "$stem" "build/chk/solutions/$stem.so" >/dev/null || return 1
  status=0
  "build/chk/tests/test_$stem" --student "build/chk/solutions/$stem.so" \
    --solution "$scratch/none.so" --base "build/chk/base/$stem.so" --worker build/chk/worker >"$scratch/out" 2>&1 || status=$?
  [ "$status" = 3 ] || { echo "status $status" && return 1; }
}
check "a broken solution is an error (exit 3), not a grade" broken_solution
plan
