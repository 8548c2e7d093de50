#!/bin/sh
# The suites, proved both ways: the solution gets full marks and the blank lab
# not one test, each task in the marks has a verdict, and there are no others.
# The same once more under the sanitisers.
. tests/tools/tap.sh
. tests/tools/suites.sh

full_marks() {
  verdicts "$1" "$2" "$1/solutions/$2.so" >"$scratch/solution" &&
    awk -F '\t' '$2 < $3 { print; bad = 1 } END { exit bad || NR == 0 }' "$scratch/solution"
}

nothing() {
  verdicts "$1" "$2" "$1/lab/$2.so" >"$scratch/blank" &&
    awk -F '\t' '$2 > 0 { print; bad = 1 } END { exit bad || NR == 0 }' "$scratch/blank"
}

# The tasks with a verdict are the tasks in the marks.
same_tasks() {
  $MARKS tasks "solutions/$1.c" | cut -f 2 | sort >"$scratch/marks"
  cut -f 1 "$scratch/solution" | sort | diff "$scratch/marks" -
}

# Other seeds of the suite's inputs pass too: no test hangs on a lucky draw.
other_seeds() {
  for seed in 2 3 4 5; do
    verdicts build/chk "$1" "build/chk/solutions/$1.so" --seed $seed |
      awk -F '\t' -v seed=$seed '$2 < $3 { print "seed", seed, $0; bad = 1 } END { exit bad }' ||
      return 1
  done
}

for stem in $(stems); do
  check "$stem: the solution passes every test" full_marks build/chk "$stem"
  check "$stem: each task has its test case" same_tasks "$stem"
  check "$stem: so it does with other seeds" other_seeds "$stem"
  check "$stem: the blank lab passes none" nothing build/chk "$stem"
  check "$stem: the solution passes under the sanitisers" full_marks build/asan "$stem"
  check "$stem: the blank lab under the sanitisers" nothing build/asan "$stem"
done
plan
