#!/bin/sh
# What the worker and the suite make of student code that misbehaves: each
# fault is a failure with a sentence, the tests before and after it still count,
# and nothing but computing the answer earns a point.
. tests/tools/tap.sh
. tests/tools/suites.sh

stem=ch04_dropout

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
  ${CC:-gcc} -std=c11 -D_GNU_SOURCE -O1 -w -fPIC -shared -Iinclude \
    -o "$scratch/$1.so" "$scratch/$1.c" build/chk/solutions/ch01_activations.o \
    build/chk/solutions/ch02_gradients.o build/chk/libcourse.a -lz -lm
}

# The verdict on dropout-inference holds the words $2, and it earned nothing;
# its neighbour dropout-backward passes all the same.
says() {
  "build/chk/tests/test_$stem" --student "$scratch/$1.so" --solution \
    "build/chk/solutions/$stem.so" --worker build/chk/worker --seconds 1 \
    >"$scratch/verdicts" 2>"$scratch/noise" || return 1
  grep '^dropout-backward	\(.*\)	\1	' "$scratch/verdicts" >/dev/null &&
    grep '^dropout-inference	0	.*'"$2" "$scratch/verdicts" >/dev/null ||
    { cat "$scratch/verdicts" && return 1; }
}

fault() {
  build "$2" "$4" "${5:-}" || exit 2
  check "$1" says "$2" "$3"
}

fault "an endless loop is ended and named" loop "endless loop" "for (;;) getppid();"
fault "exit(0) earns nothing" exit0 "ended itself (exit status 0)" "exit(0);"
fault "_exit(0) earns nothing" under_exit "ended itself (exit status 0)" "_exit(0);"
fault "abort is named" abort "gave up" "abort();"
fault "a signal is named" killed "Terminated" "raise(SIGTERM);"
fault "a write past the end is named with its index" past \
  "wrote outside y (16 elements), at index 16" "y[batch * n] = 1;"
fault "a write before the begin is named" before \
  "wrote outside y (16 elements), at index -1" "y[-1] = 1;"
fault "a read past the end is named" readpast \
  "read outside x (16 elements), at index 16" \
  "for (size_t i = 1; i <= batch * n; i++) y[i - 1] = x[i];"
fault "a write into an input is named" input "wrote into x, which is an input" \
  "((float *)x)[0] = 1;"
fault "a wild pointer is named" wild "points nowhere" "*(volatile int *)8 = 1;"
fault "endless recursion is named" recursion "points nowhere (or ran out of stack)" \
  "deep(0);" "int deep(int n) { volatile char a[4096]; a[0] = n; return deep(n + 1) + a[0]; }"
fault "division by zero is named" division "divided by zero" \
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
${CC:-gcc} -std=c11 -w -O1 -fPIC -shared -Iinclude -o "$scratch/none.so" "$scratch/none.c" \
  -Wl,-z,lazy build/chk/solutions/ch01_activations.o build/chk/solutions/ch02_gradients.o \
  build/chk/libcourse.a -lz -lm
broken_build() {
  verdicts build/chk "$stem" "$scratch/none.so" >"$scratch/verdicts" 2>/dev/null
  awk -F '\t' '$2 > 0 { exit 1 }' "$scratch/verdicts"
}
check "a library that can't be loaded earns nothing at all" broken_build

broken_solution() {
  verdicts build/chk "$stem" "build/chk/solutions/$stem.so" >/dev/null || return 1
  status=0
  "build/chk/tests/test_$stem" --student "build/chk/solutions/$stem.so" \
    --solution "$scratch/none.so" --worker build/chk/worker >"$scratch/out" 2>&1 || status=$?
  [ "$status" = 3 ] || { echo "status $status" && return 1; }
}
check "a broken solution is an error (exit 3), not a grade" broken_solution
plan
