#!/bin/sh
# The ladder of hints: one rung more at each call, and no more than there are.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/release/release.sh
. tests/release/release.sh

tree="$scratch/my course/$top"
release_to "$scratch/once" >/dev/null || exit 2
unpack "$scratch/my course"
here() (
  cd "$tree" && env -u MAKEFLAGS -u MAKELEVEL -u COLUMNS LC_ALL=C.UTF-8 "$@"
)
marks=$bin/marks

# Each task's ladder, climbed to its end, is what the marks say.
climbs() { # STEM TASK
  $marks hints "solutions/$1.c" "$2" >"$scratch/wanted"
  n=$(wc -l <"$scratch/wanted")
  for rung in $(seq "$n"); do
    here sh tools/hint.sh "$2" >"$scratch/said" || return
    [ "$(grep -c '^ *[0-9][0-9]*\. ' "$scratch/said")" = "$rung" ] || { cat "$scratch/said" && return 1; }
    # The hints' words, without their numbers and wherever a line ends.
    sed -n '/^ *1\. /,/^$/s/^ *\([0-9][0-9]*\.\)\{0,1\} *//p' "$scratch/said" | tr -s '\n ' '  ' >"$scratch/words"
    head -n "$rung" "$scratch/wanted" | tr -s '\n ' '  ' | diff -w - "$scratch/words" || return
  done
  here sh tools/hint.sh "$2" >"$scratch/more"
  cat "$scratch/more"
  grep -q 'no more hints' "$scratch/more" && ! grep -q 'more hint.*make hint' "$scratch/more"
}
all_climb() {
  tail -n 1 "$tree/tools/tasks.tsv" >"$scratch/tasks"
  awk 'NR % 9 == 1' "$tree/tools/tasks.tsv" >>"$scratch/tasks"
  while IFS="$(printf '\t')" read -r stem task _; do
    climbs "$stem" "$task" || { echo "$stem: $task" && return 1; }
  done <"$scratch/tasks"
}
check "each call shows one hint more, up to the last" all_climb
# No statement of a task's answer stands in its ladder.
tells_no_answer() {
  for solution in solutions/ch*.c; do
    $marks answers "$solution" | tr -d ' ' | grep ';$' | awk 'length >= 20' >"$scratch/statements"
    cut -f 1 "$scratch/statements" | uniq | while read -r task; do
      $marks hints "$solution" "$task" | tr -d ' \n' >"$scratch/ladder"
      sed -n "s/^$task	\(.*\);\$/\1/p" "$scratch/statements" >"$scratch/own"
      ! grep -o -F -f "$scratch/own" "$scratch/ladder" || exit 1
    done || return 1
  done
}
check "and none is a statement of the answer" tells_no_answer
none_left() {
  here make hint TASK=adam-step >/dev/null && expect 0 "2. " here make hint TASK=adam-step
}
check "a hint that was shown is shown again" none_left
survives() {
  here make clean && here make hint TASK=sigmoid-forward >/dev/null && here make clean &&
    expect 0 "  2. " here make hint TASK=sigmoid-forward
}
check "make clean takes no hint back" survives
check "a function's name will do" expect 0 "softmax-rows  (" here make hint TASK=softmax_rows
check "a slip of the pen gets the nearest name" \
  expect 2 "Did you mean: dropout-backward?" here make hint TASK=dropuot-backward
check "a part of a name gets those that hold it" \
  expect 2 "mlp-count-params, mlp-forward," here make hint TASK=mlp
# shellcheck disable=SC2016 # meant to the letter
check "a name with odd letters is no more than unknown" \
  expect 2 "There is no task" here make hint 'TASK=a\d"$(id)|b'
check "without a task it says how" expect 0 "make hint TASK=" here make hint
damaged() {
  cp "$tree/tools/hints.veil" "$scratch/veil"
  head -c 100 "$scratch/veil" >"$tree/tools/hints.veil"
  expect 2 "take it from the release again" here make hint TASK=adam-step
  result=$?
  cp "$scratch/veil" "$tree/tools/hints.veil"
  return $result
}
check "damaged hints are told" damaged
plan
