#!/bin/sh
# The size of the course: enough tasks, points that add up to a percentage,
# blanks that fit on a screen, and wrong answers to try every task's tests on.
. tests/tools/tap.sh
. tests/tools/suites.sh

need "$MARKS"
$MARKS tasks solutions/*.c >"$scratch/tasks" || exit 2

at_least_40() {
  n=$(wc -l <"$scratch/tasks")
  [ "$n" -ge 40 ] || { echo "there are $n" && return 1; }
}

# Column 3 of the tasks are the points.
points_are_100() {
  awk -F '\t' '{ sum += $3 } END { if (sum != 100) { print "they are " sum; exit 1 } }' \
    "$scratch/tasks"
}

# A line for each line of an answer, and the task in column 1.
blanks_are_short() {
  for stem in $(stems); do
    $MARKS answers "solutions/$stem.c" || return 1
  done | cut -f 1 | uniq -c | awk '
    { lines += $1 }
    $1 > 15 { print $2 " has " $1 " lines"; bad = 1 }
    END { exit bad || NR < 40 || lines < 100 }'
}

two_mutants_each() {
  for mutant in tests/mutants/*/*.mut; do
    $MARKS mistake "$mutant" || return 1
  done | cut -f 1 >"$scratch/mutated"
  cut -f 2 "$scratch/tasks" | while read -r task; do
    n=$(grep -cx -e "$task" "$scratch/mutated")
    [ "$n" -ge 2 ] || echo "$task has $n"
  done >"$scratch/few"
  [ ! -s "$scratch/few" ] || { cat "$scratch/few" && return 1; }
}

check "there are at least 40 tasks" at_least_40
check "their points are 100 in all" points_are_100
check "no blank has more than 15 lines" blanks_are_short
check "every task has at least two mutants" two_mutants_each
plan
