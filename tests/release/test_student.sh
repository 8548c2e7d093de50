#!/bin/sh
# What the release says to a student, rule by rule: verdicts, progress, hints,
# what is handed in. Figures are in test_plot.sh, a whole session at a terminal
# in test_session.sh.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/release/release.sh
. tests/release/release.sh
# shellcheck source=tests/release/session.sh
. tests/release/session.sh

tree="$scratch/my course/$top"
release_to "$scratch/once" >/dev/null || exit 2
unpack "$scratch/my course"
here() ( # COMMAND ...
  cd "$tree" && env -u MAKEFLAGS -u MAKELEVEL -u COLUMNS LC_ALL=C.UTF-8 "$@"
)
blank() { cp "$tree"/tools/lab/*.c "$tree/lab/"; }
says() { # STATUS TEXT [ARGUMENT OF MAKE ...]: make ends so, and tells that
  says_status=$1 says_text=$2
  shift 2
  expect "$says_status" "$says_text" here make "$@"
}
silent_about() { # TEXT [ARGUMENT OF MAKE ...]
  unwanted=$1
  shift
  ! here make "$@" 2>&1 | grep -F -e "$unwanted"
}
# answer STEM TASK: puts the worked answer into the lab.
answer() {
  awk -v task="$2" -v worked="solutions/$1.c" '
    BEGIN { while ((getline line <worked) > 0) {
      if (line ~ "^//@task " task " ") on = 1
      else if (line ~ /^\/\/@end/) on = 0
      else if (on && line !~ /^\/\/@/) text = text line "\n" } }
    $0 ~ "^// Task " task " " { print; printf "%s", text; skip = 1; next }
    !skip { print }
    /^}/ { skip = 0 }' "$tree/lab/$1.c" >"$scratch/lab" && cp "$scratch/lab" "$tree/lab/$1.c"
}
# change STEM SED: edits a lab file.
change() {
  sed "$2" "$tree/lab/$1.c" >"$scratch/lab" && cp "$scratch/lab" "$tree/lab/$1.c"
}

# ---- Verdicts

check "a blank lab takes a line a chapter" silent_about FAIL check
check "one chapter alone says where it starts" says 2 "not begun; it starts at lab/ch03_l2.c:" check ONLY=ch03_l2
answer ch04_dropout dropout-inference
answer ch04_dropout dropout-backward
answer ch04_dropout dropout-mean
change ch04_dropout 's|dx\[i\] = .*|dx[i] = dy[i];|'
check "what is right is told" says 2 "OK    dropout-inference  1/1" check
whole_story() { # each of the lines, in this order
  here make check >"$scratch/said" 2>&1
  awk -v wanted='FAIL  dropout-backward  0/2  lab/ch04_dropout.c:|called    dropout_backward(batch=2, n=8, drop_prob=|got       dx[|expected  |rule      |read      The gradient:|stuck?    make hint TASK=dropout-backward' '
    BEGIN { n = split(wanted, want, "|"); at = 1 }
    at <= n && index($0, want[at]) { at++ }
    END { if (at <= n) { print "not there, or not in its place: " want[at]; exit 1 } }' "$scratch/said"
}
check "a failure tells the call, both values, the rule, the place and the hint" whole_story
check "a task that waits for another says so" says 2 "it calls dropout_forward, which is not begun" check
helped() {
  answer ch01_activations activation-backward
  says 2 "it calls relu_derivative, which is not begun" check ONLY=ch01_activations &&
    cp "$tree/tools/lab/ch01_activations.c" "$tree/lab/"
}
check "also by way of given code" helped
check "tasks not begun are one line" says 2 "5 tasks not begun: dropout-forward, digits-forward" check
check "a comment or blanks do not make a task begun" silent_about digits-forward check ONLY=ch01_activations
tidied() {
  change ch04_dropout '/^void digits_forward/,/^}/{s/^ *\/\/.*/\/\/ later/;s/^{/{  /;}'
  says 2 "5 tasks not begun" check
}
check "not even in place of the given ones" tidied
check "the next task is one that has failed" says 2 "Next: dropout-backward, lab/ch04_dropout.c:" check

broken() {
  change ch03_l2 's|^{|{ int oops = ;|'
  says 2 "DOES NOT COMPILE" check && says 2 "lab/ch03_l2.c:11:14: expected expression" check &&
    says 2 "int oops = ;" check
}
check "a compile error is told with its place and line" broken
check "and stops no other chapter" says 2 "OK    dropout-inference" check
check "it comes next" says 2 "Next: make lab/ch03_l2.c compile" check
unclosed() {
  cp "$tree/tools/lab/ch03_l2.c" "$tree/lab/"
  change ch03_l2 's|^{|{ if (1) {|'
  says 2 "Somewhere above a } is missing." check
}
check "a brace that is missing is told in words" unclosed
unknown_function() {
  cp "$tree/tools/lab/ch03_l2.c" "$tree/lab/"
  change ch03_l2 's|^{|{ memcopy(0, 0, 0);|'
  says 2 "lab/ch03_l2.c calls memcopy, which is defined nowhere" check
}
check "a function that is nowhere is told once for the chapter" unknown_function
outside() {
  cp "$tree/tools/lab/ch03_l2.c" "$tree/lab/"
  answer ch03_l2 l2-penalty
  change ch03_l2 '/l2_penalty/,/^}/s|i < n|i <= n|'
  says 2 "outside w" check ONLY=ch03_l2 && says 2 "line      " check ONLY=ch03_l2
}
check "an index outside an array is told with the line of the lab" outside
overflow() {
  cp "$tree/tools/lab/ch03_l2.c" "$tree/lab/"
  answer ch03_l2 l2-penalty
  change ch03_l2 's|^#include "ch03_l2.h"|&\n#include <stdlib.h>|;/l2_penalty/,/^}/s|^{|{ float *a = malloc(n + 3);\n    a[n] = 1; free(a);|'
  says 2 "float *a = malloc(n + 3)" check ONLY=ch03_l2 && says 2 "a[n] = 1; free(a);" check ONLY=ch03_l2
}
printed() {
  cp "$tree/tools/lab/ch03_l2.c" "$tree/lab/"
  answer ch03_l2 l2-penalty
  change ch03_l2 's|^#include "ch03_l2.h"|&\n#include <stdio.h>|;/l2_penalty/,/^}/s|^{|{ printf("n is %zu\\n", n);|'
  says 2 "| n is " check ONLY=ch03_l2
}
check "what a student's code prints is shown" printed
endless() {
  cp "$tree/tools/lab/ch03_l2.c" "$tree/lab/"
  answer ch03_l2 l2-penalty
  change ch03_l2 '/l2_penalty/,/^}/s|^{|{ for (;;) { }|'
  says 2 "an endless loop?" check ONLY=ch03_l2 && node=$(ls -i "$tree/.progress/ch03_l2.verdicts") &&
    says 2 "an endless loop?" check && [ "$(ls -i "$tree/.progress/ch03_l2.verdicts")" = "$node" ]
}
check "an endless loop ends, and is waited for only once" endless
leak() {
  cp "$tree/tools/lab/ch03_l2.c" "$tree/lab/"
  answer ch03_l2 l2-penalty
  change ch03_l2 's|^#include "ch03_l2.h"|&\n#include <stdlib.h>|;/l2_penalty/,/^}/s|^{|{ float *a = malloc(n + 9); a[0] = 1;|'
  says 2 "got       it leaks" check ONLY=ch03_l2 && says 2 "float *a = malloc(n + 9)" check ONLY=ch03_l2
}
if grep -q '^ADDRESS := .' "$tree/build/config.mk"; then
  check "a leak is told with its line" leak
  check "what is written behind a block, with its own and the block's" overflow
else
  skip "a leak is told with its line" "there is no address sanitiser"
  skip "what is written behind a block, with its own and the block's" "there is none"
fi

old_times() {
  cp "$tree/tools/lab/ch03_l2.c" "$tree/lab/"
  here make check ONLY=ch03_l2 >/dev/null 2>&1
  answer ch03_l2 l2-penalty
  touch -t 200001010000 "$tree/lab/ch03_l2.c"
  says 2 "OK    l2-penalty" check ONLY=ch03_l2
}
check "an edit counts, whatever the file's time" old_times
deleted() {
  mv "$tree/lab/ch03_l2.c" "$scratch/deleted.c"
  says 2 "cp tools/lab/ch03_l2.c lab/" check && says 2 "OK    dropout-inference" check
}
check "a deleted lab is named, and how to get it back" deleted
mv "$scratch/deleted.c" "$tree/lab/ch03_l2.c"
here make check >/dev/null 2>&1
check "a chapter that is not there is refused, with those that are" \
  says 2 "choose ONLY= from: ch01_activations ch02_gradients" check ONLY=ch9

# ---- Progress

remembered() {
  says 2 "2/100 in the whole book" check ONLY=ch04_dropout
}
check "earlier results of other chapters count" remembered
stale() {
  echo >>"$tree/lab/ch03_l2.c"
  says 2 "* edited since it was last checked" check ONLY=ch04_dropout
}
check "those of a file that has changed are marked" stale
cleaned() {
  here make clean && says 2 "2/100 in the whole book" check ONLY=ch04_dropout
}
check "make clean forgets nothing" cleaned
no_grade() {
  cp "$tree/tests/recording/ch04_dropout.rec" "$scratch/rec"
  echo >"$tree/tests/recording/ch04_dropout.rec"
  expect 3 "The checker was ended or is broken" here tools/check.sh ch04_dropout
  result=$?
  cp "$scratch/rec" "$tree/tests/recording/ch04_dropout.rec"
  return $result
}
check "a broken checker gives no grade, status 3" no_grade
check "less than full marks: status 1" expect 1 "Score: " here tools/check.sh

# ---- The terminal

no_colours() { ! here "$@" make check 2>&1 | grep "$(printf '\033')"; }
check "no colours in a pipe" no_colours env
coloured() { # SETTING STATUS
  at_terminal "$1 make check" </dev/null
  grep -q "$(printf '\033')" "$log"
}
uncoloured() { ! coloured "$1"; }
check "colours at a terminal" coloured ""
check "but not with NO_COLOR" uncoloured "NO_COLOR=1"
# At a terminal no line is wider; a path is not broken.
fits() { # COLUMNS
  at_terminal "stty cols $1; make check" </dev/null
  plain_text | sed 's/[█░]/x/g' | grep -v 'notes/html\|make hint TASK=\|make: ' |
    LC_ALL=C.UTF-8 awk -v most="$1" 'length > most { print; bad = 1 } END { exit bad }'
}
for columns in 50 64 80 132; do
  check "lines fit into $columns columns" fits $columns
done
no_noise() {
  at_terminal 'make check' </dev/null && ! grep 'make:' "$log"
}
check "a verdict at a terminal is no error of make's" no_noise
blocks() { here env LC_ALL=C make check 2>&1 | grep -q ' [.][.]* *0/18' && here make check 2>&1 | grep -q '░'; }
check "bars are of letters where the locale has no blocks" blocks

# ---- With any awk

# The same words, whichever awk there is.
with_awk() { # COMMAND
  mkdir -p "$scratch/awk"
  printf '#!/bin/sh\nexec %s "$@"\n' "$1" >"$scratch/awk/awk"
  chmod +x "$scratch/awk/awk"
  here make check >"$scratch/usual" 2>/dev/null
  here env PATH="$scratch/awk:$PATH" make check 2>&1 >"$scratch/other" | grep -v 'make:'
  diff "$scratch/usual" "$scratch/other"
}
for awk in mawk gawk original-awk busybox; do
  program=$awk
  [ $awk != busybox ] || program="busybox awk"
  if $program 'BEGIN { exit 0 }' 2>/dev/null; then
    check "the same words with $awk" with_awk "$program"
  else
    skip "the same words with $awk" "it is not installed"
  fi
done

# ---- Two at once

at_once() {
  fill "$tree"
  rm -rf "$tree/build/check" "$tree/build/lab"
  (here make check >"$scratch/one" 2>&1) &
  here make check >"$scratch/two" 2>&1
  wait
  grep 'Score: 100/100' "$scratch/one" && grep 'Score: 100/100' "$scratch/two"
}
check "two checks at once don't disturb each other" at_once
left_lock() {
  mkdir "$tree/build/check.lock" && sh -c 'echo $$' >"$tree/build/check.lock/owner"
  says 0 "Score: 100/100" check
}
check "the lock of a check that was killed counts for nothing" left_lock
compilers() {
  here make check CC=clang >/dev/null 2>&1
  grep -q '^# what clang has' "$tree/build/config.mk" || return
  here make check >/dev/null 2>&1
  grep -q '^# what cc has' "$tree/build/config.mk"
}
check "CC=clang holds for one call" compilers
check "a quote in a name is no matter for the shell" says 2 "relu'x" hint "TASK=relu'x"
printed() {
  sed 's/y\[i\] = x\[i\] < 0.0f/if (i == 2) { puts("so far"); *(volatile int *)0 = 1; } &/' \
    solutions/ch01_activations.c | sed '/^ *\/\/@/d; s/^#include <math.h>/#include <stdio.h>\n&/' \
    >"$tree/lab/ch01_activations.c"
  says 2 "so far" check ONLY=ch01_activations
}
check "what was printed before a crash is shown" printed
plan
