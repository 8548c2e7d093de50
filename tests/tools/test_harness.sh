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
fault "exit(0) earns nothing" exit0 "ended itself (exit or _exit with 0)" "exit(0);"
fault "_exit(0) earns nothing" under_exit "ended itself (exit or _exit with 0)" "_exit(0);"
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

# The verdict on task $4 holds the words $5, where the solution of stem $3 was
# changed by the sed script $6. What is said of it: $1; the file's name: $2.
mistake() {
  sed "$6" "solutions/$3.c" >"$scratch/$2.c"
  cmp -s "solutions/$3.c" "$scratch/$2.c" && exit 2
  library "$scratch/$2.c" "$scratch/$2.so" || exit 2
  check "$1" tells "$2" "$3" "$4" "$5"
}

tells() {
  verdicts build/chk "$2" "$scratch/$1.so" --curves "$scratch/curves" >"$scratch/verdicts" || return 1
  grep "^$3	.*$4" "$scratch/verdicts" || { cat "$scratch/verdicts" && return 1; }
}

fault "NaN is told in words" nan "y\[0\] is NaN, not a number; expected 0 at x\[0\] = 0 (16 of 16 differ)\. " \
  "volatile float zero = 0; for (size_t i = 0; i < batch * n; i++) y[i] = -(zero / zero);"
mistake "so is a NaN that is returned" returned_nan ch04_dropout digits-accuracy \
  "returned NaN, not a number; expected 0\.875\. " '/^double digits_accuracy/,/^}/s/return .*/return -(0.0 \/ 0.0);/'
# Its training has 48 samples, as no other call has.
mistake "and a training's loss that is NaN" falling_nan ch04_dropout digits-train-epoch \
  "returned went from NaN to NaN\. " \
  '/^double digits_train_epoch/,/^}/s/return /return data->n == 48 ? -(0.0 \/ 0.0) : /'
mistake "a bool is true or false" bool ch04_dropout dropout-forward \
  "returned false, expected true\. " 's/return true;/return false;/'
mistake "a whole number is told in full" size ch05_mlp mlp-count-params \
  "returned 1000000008, expected 8\. " 's/size_t n = 0;/size_t n = 1000000000;/'
mistake "so is the state of a generator" state ch04_dropout dropout-forward \
  "rng->state is [0-9]*, expected [0-9]*\. " 's/return true;/rng_next(rng); &/'
mistake "a mask that nobody wrote is told from a wrong one" mask ch04_dropout dropout-forward \
  "mask\[0\] was not written, expected " \
  's/mask\[i\] = rng_uniform/bool kept = rng_uniform/; s/mask\[i\] ? x/kept ? x/'
mistake "a minus zero is 0" zero ch04_dropout dropout-inference \
  "y\[1\] is 0, expected 1 at x\[1\] = 1 (15 of 16 differ, largest error 15)\. " \
  's/memcpy(y, x,.*/for (size_t i = 0; i < batch * n; i++) y[i] = -0.0f;/'

# What a call with structs was about; of the blank labs.
sizes() {
  verdicts build/chk "$1" "build/chk/lab/$1.so" >"$scratch/verdicts" 2>/dev/null &&
    grep -F "	$2" "$scratch/verdicts" || { cat "$scratch/verdicts" && return 1; }
}
check "a network, a data set, a mini-batch and Adam are told by their sizes" sizes ch05_mlp \
  "mlp_adam_epoch(net=5-3, net->activation=relu, net->max_batch=7, data->n=12, mb->size=4, adam->n=18, adam->t=0, "
check "so is a convolutional network" sizes ch06_variants \
  "cnn_sgd_epoch(net=1x10x10-2-3-4-3, net->size.max_batch=7, data->n=12, mb->size=4, "
check "a penalty is told by its name" sizes ch03_l2 \
  "penalty_train_epoch(model->n=5, data->n=12, mb->size=4, lr=0.02, penalty=none, lambda=3): "
check "an activation is, too, and short arrays in full" sizes ch01_activations \
  "activation_backward(activation=identity, dy={10, -20, 30, -40}, x={-1, 0, 0.5, 2}, n=4): "

# The file of --curves holds one curve, with the header $1, of as many lines as
# that says: the first is x, yours, expected, and the last satisfies awk's $2.
one_curve() {
  awk -F '\t' -v header="$1" "
    NR == 1 { good = \$0 == header; n = \$4 }
    NR == 2 { x = \$1; yours = \$2; expected = \$3 }
    NR > 1 && NF != 3 { good = 0 }
    END { exit !(good && NR == n + 1 && ($2)) }" "$scratch/curves" ||
    { head -3 "$scratch/curves" && wc -l "$scratch/curves" && return 1; }
}

mistake "values that go astray fail" line ch01_activations relu-forward "is -[0-9.]*, expected 0 " 's/x\[i\] < 0.0f ? 0.0f : //'
check "their curve is kept, in 200 points from end to end" one_curve \
  "relu-forward	relu_forward	x	200" \
  'x == -10 && yours == -10 && expected == 0 && $1 == 10 && $2 == 10 && $3 == 10'
mistake "a training that stands still fails" lame ch04_dropout digits-train-epoch \
  "the loss that 12 epochs returned went from [0-9.]* to [0-9.]*\. " \
  '/^double digits_train_epoch/,/^}/s/lr);/data->n == 48 ? 0 : lr);/'
check "its losses are kept beside the solution's" one_curve \
  "digits-train-epoch	loss of digits_train_epoch	epoch	12" \
  'x == 1 && $1 == 12 && $2 == yours && $3 < expected / 2'
mistake "a loss that falls may be wrong" twice ch04_dropout digits-train-epoch "returned .*, expected " \
  's/? sum \//? 2 * sum \//'
check "its curve is kept, too" one_curve "digits-train-epoch	loss of digits_train_epoch	epoch	12" \
  'x == 1 && $2 < yours / 2 && yours / expected > 1.99 && yours / expected < 2.01'

no_curves() {
  verdicts build/chk "$1" "build/chk/solutions/$1.so" --curves "$scratch/curves" >/dev/null &&
    [ -e "$scratch/curves" ] && [ ! -s "$scratch/curves" ]
}
check "of a task with full marks no curve is kept" no_curves ch01_activations
check "nor of a training" no_curves ch04_dropout

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

# Lets relu_forward print, and keeps what is printed apart.
{
  sed 's/^void relu_forward.*/#include <stdio.h>\n&/' solutions/ch01_activations.c |
    awk '{ print } /^void relu_forward/ { seen = 1 } seen && /^{/ { print "puts(\"suite: FORGED\");"; seen = 0 }'
} >"$scratch/talks.c"
library "$scratch/talks.c" "$scratch/talks.so"
apart() {
  verdicts build/chk ch01_activations "$scratch/talks.so" --prints "$scratch/prints" >"$scratch/verdicts" \
    2>"$scratch/noise" && grep -q '^suite: FORGED' "$scratch/prints" && [ ! -s "$scratch/noise" ] &&
    awk -F '\t' '$2 != $3 { print; bad = 1 } END { exit bad }' "$scratch/verdicts"
}
check "what a student's code prints is kept apart from the suite's own words" apart
no_worker() {
  verdicts build/chk ch01_activations "$scratch/talks.so" --prints "$scratch/prints" \
    -- sh -c 'echo "sandbox: no room" >&2; exit 1'
}
check "why a worker can't be started is told, in the sandbox's words" \
  expect 3 "suite: no worker process can be started: sandbox: no room" no_worker
plan
