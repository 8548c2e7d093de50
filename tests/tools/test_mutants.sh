#!/bin/sh
# Every wrong answer in tests/mutants loses at least one test of its own task.
. tests/tools/tap.sh

killed() {
  grep '^killed' "$1" || { cat "$1" && return 1; }
}

find tests/mutants -name '*.mut' | sort >"$scratch/list"
xargs -P "${JOBS:-2}" -n 1 sh tests/tools/mutant.sh "$scratch" <"$scratch/list"
while read -r mutant; do
  stem=$(basename "$(dirname "$mutant")") name=$(basename "$mutant" .mut)
  check "$stem: $name is caught" killed "$scratch/$stem-$name.result"
done <"$scratch/list"
plan
