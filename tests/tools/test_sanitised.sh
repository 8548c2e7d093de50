#!/bin/sh
# A student's own check runs under the address sanitiser: memory that is misused
# or leaked is a sentence with the line in the lab file. With gcc, and with clang
# where it is installed.
. tests/tools/tap.sh
. tests/tools/suites.sh

stem=ch04_dropout
STUDENT_CFLAGS="-g -fsanitize=address,undefined -fno-sanitize=object-size -fno-omit-frame-pointer"
suite=build/chk/tests/test_$stem
# A leak is looked for by looking into the process.
unset ASAN_OPTIONS LSAN_OPTIONS

# A worker as a student builds it, by compiler $1.
build_worker() {
  $1 -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Werror -O1 -Iinclude -Itests/harness \
    $STUDENT_CFLAGS -rdynamic -o "$scratch/worker-$1" tests/harness/worker.c tests/harness/arrays.c \
    tests/harness/faults.c tests/harness/sanitised.c tests/harness/io.c -lffi -ldl
}

# $1.c: the solution with the lines of stdin for the body of dropout_inference,
# counted from 1, and $2 in front of that.
build() {
  {
    echo '#include <stdlib.h>
#include <string.h>'
    echo "$2"
    echo '#include "rng.h"
void dropout_inference(float *y, const float *x, size_t batch, size_t n)
{
#line 1'
    cat
    echo '}'
    sed '/^\/\/@task dropout-inference/,/^\/\/@end dropout-inference/d' "solutions/$stem.c"
  } >"$scratch/$1.c"
  CC=$compiler library "$scratch/$1.c" "$scratch/$1.so" $STUDENT_CFLAGS
}

# The verdict on dropout-inference matches $2; dropout-backward's is not touched,
# nor is anything printed.
says() {
  "$suite" --student "$scratch/$1.so" --solution "build/chk/solutions/$stem.so" \
    --base "build/chk/base/$stem.so" --worker "$scratch/worker-$compiler" \
    >"$scratch/verdicts" 2>"$scratch/noise" || return 1
  grep '^dropout-backward	\(.*\)	\1	$' "$scratch/verdicts" >/dev/null &&
    grep "^dropout-inference	$2" "$scratch/verdicts" >/dev/null && [ ! -s "$scratch/noise" ] ||
    { cat "$scratch/verdicts" "$scratch/noise" && return 1; }
}

# fault RULE NAME WORDS [BEFORE]: the body, from stdin, is explained by the words.
fault() {
  build "$2" "${4:-}" || exit 2
  check "$compiler: $1" says "$2" "0	2	dropout_inference(batch=2, n=8): $3\$"
}

# The same bodies earn what they earn.
fine() {
  build "$2" "${3:-}" || exit 2
  check "$compiler: $1" says "$2" "2	2	\$"
}
RIGHT='memcpy(y, x, batch * n * sizeof *y);'

leaks_under() {
  fault "a leak" leak "it leaks 400 bytes that were allocated at leak.c:2" <<BODY
$RIGHT
volatile float *k = malloc(400);
k[0] = x == y;
BODY
  fault "leaks in a loop" leaks "it leaks 70 bytes in 10 blocks that were allocated at leaks.c:4" <<BODY
$RIGHT
for (int i = 0; i < 10; i++)
{
  volatile char *k = malloc(7);
  k[0] = x == y;
}
BODY
}

under() {
  compiler=$1
  if finds_leaks; then
    leaks_under
  else
    skip "$compiler: leaks" "the leak finder may not look into processes here"
  fi
  fault "a write past the end of a block" heap \
    "heap-buffer-overflow: it wrote 4 bytes right past the end of a block of 40 bytes that was allocated at heap.c:1 (heap.c:3)" <<'BODY'
volatile float *k = malloc(40);
for (size_t i = 0; i <= 10; i++)
  k[i] = 1;
BODY
  fault "a read before its begin" front \
    "heap-buffer-overflow: it read 4 bytes, 8 bytes before the begin of a block of 40 bytes that was allocated at front.c:1 (front.c:2)" <<'BODY'
volatile float *k = malloc(40);
y[0] = k[-2];
BODY
  fault "one byte far behind its end" far \
    "heap-buffer-overflow: it read 1 byte, 5 bytes past the end of a block of 40 bytes that was allocated at far.c:1 (far.c:2)" <<'BODY'
volatile char *k = malloc(40);
y[0] = k[45];
BODY
  fault "a write that begins in a block and ends behind it" across \
    "heap-buffer-overflow: it wrote 4 bytes across the end of a block of 6 bytes that was allocated at across.c:1 (across.c:2)" <<'BODY'
volatile float *k = malloc(6);
k[1] = y[0] = 1;
BODY
  fault "a memcpy that is too long" copy \
    "heap-buffer-overflow: it wrote right past the end of a block of 40 bytes that was allocated at copy.c:1 (copy.c:2)" <<'BODY'
float *volatile k = malloc(40);
memcpy(k, x, batch * n * sizeof *x);
y[0] = k[0];
BODY
  fault "a block that is used after free" freed \
    "heap-use-after-free: it read 4 bytes of a block of 40 bytes that was freed at freed.c:2 (freed.c:3)" <<'BODY'
float *volatile k = calloc(10, sizeof *k);
free(k);
y[0] = k[3];
BODY
  fault "a block that is freed twice" twice \
    "double-free: it freed once more a block that was first freed at twice.c:2 (twice.c:4)" <<'BODY'
float *volatile k = malloc(40);
free(k);
y[0] = 0;
free(k);
BODY
  fault "an argument that is freed" argument "bad-free: it freed what malloc has not given (argument.c:1)" <<'BODY'
free(y);
BODY
  fault "a write past the end of a local array" stack \
    "stack-buffer-overflow: it wrote right past the end of kept (32 bytes) (stack.c:2)" <<'BODY'
float kept[8];
memcpy(kept, x, batch * n * sizeof *x);
y[0] = kept[batch];
BODY
  fault "past the end of a static array" static \
    "global-buffer-overflow: it wrote right past the end of kept (32 bytes) (static.c:1)" \
    "static float kept[8];" <<'BODY'
memcpy(kept, x, batch * n * sizeof *x);
y[0] = kept[batch];
BODY
  fault "an index outside a local array" index "undefined behaviour (index.c:3): [Ii]ndex 8 out of bounds for type 'float *\[8\]'" <<'BODY'
float kept[8];
for (size_t i = 0; i < batch * n; i++)
  kept[i] = x[i];
y[0] = kept[0];
BODY
  fault "memory that is handed to memcpy twice" overlap \
    "memcpy-param-overlap: the ranges given to memcpy overlap, as those of memmove may (overlap.c:1)" <<'BODY'
memcpy(y, y + 1, (batch * n - 1) * sizeof *y);
BODY
  fault "a write outside an argument is told as ever" past \
    "it wrote outside y (16 elements), at index 16 (past.c:1)" <<'BODY'
y[batch * n] = 1;
BODY
  fault "so is a write into an input" input "it wrote into x, which is an input (input.c:1)" <<'BODY'
((float *)x)[0] = 1;
BODY
  fault "so is endless recursion" deep "it ran out of stack: endless recursion, or a huge local array? (deep.c:[0-9]*)" \
    "static int deep(int n) { volatile char a[4096]; a[0] = (char)n; return deep(n + 1) + a[0]; }" <<'BODY'
y[0] = deep(0);
BODY
  fault "so is giving up" abort "the program gave up (abort, or an assertion failed) (abort.c:1)" <<'BODY'
abort();
BODY
  fine "memory that is freed is no leak" tidy <<BODY
float *volatile k = malloc(400);
$RIGHT
free(k);
BODY
  fine "nor is what a static variable keeps" keeps "static float *kept;" <<BODY
if (!kept)
  kept = malloc(400);
$RIGHT
BODY
}

solutions_leak_nothing() {
  for s in $(stems); do
    verdicts build/asan "$s" "build/asan/solutions/$s.so" |
      awk -F '\t' '$2 < $3 { print; bad = 1 } END { exit bad || NR == 0 }' || return 1
  done
}

# Whether the leak finder may look into processes here.
finds_leaks() {
  echo 'int main(void) { volatile char *p = __builtin_malloc(7); p = 0; return p != 0; }' >"$scratch/lose.c"
  gcc -fsanitize=address -o "$scratch/lose" "$scratch/lose.c" || exit 2
  "$scratch/lose" 2>&1 | grep 'detected memory leaks' >/dev/null
}

# Where it may not, leaks go unnoticed and all else counts.
unnoticed() {
  echo "$RIGHT *(char *volatile *)&x = malloc(7);" >"$scratch/body"
  ASAN_OPTIONS=detect_leaks=0 && export ASAN_OPTIONS
  says tidy 2 && says freed "0	.*heap-use-after-free" && build unseen <"$scratch/body" && says unseen "2	2	"
}

build_worker gcc || exit 2
under gcc
check "gcc: without a leak finder leaks alone go unnoticed" unnoticed
check "the solutions leak nothing" solutions_leak_nothing
if build_worker clang 2>/dev/null; then
  under clang
else
  skip "clang: the same" "clang with its sanitisers isn't installed"
fi
plan
