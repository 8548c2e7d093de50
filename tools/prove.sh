#!/bin/sh
# Proves the suites:
#
#     tools/prove.sh [mutants|variants|seeds ...]      default: all three
#
#   mutants   each wrong answer in tests/mutants loses a test of its own task,
#             and none of a task that does not call it; each test catches one
#   variants  each right answer in tests/variants has full marks, whatever
#             compiles it
#   seeds     PROVE_SEEDS (2000) seeds of every suite: none costs the solution a
#             test
#
# Called by `make prove`, which has built what is needed. ONLY="STEM ..." takes
# some of the chapters. Tables go to build/prove. Exit status: 0 proved, 1 not, 2
# if something is missing.
set -u
cd "$(dirname "$0")/.." || exit 2
# shellcheck source=tests/tools/suites.sh
. tests/tools/suites.sh
export CHK="${CHK:-build/chk}"
out=${OUT:-build/prove}
mutants=${MUTANTS:-tests/mutants}
variants=${VARIANTS:-tests/variants}
seeds=${PROVE_SEEDS:-2000}
jobs=${JOBS:-2}
only=${ONLY:-$(stems)}
trap 'echo >&2; exit 130' INT

chunk=20 # seeds that one process tries

# tools/prove.sh --seeds STEM FIRST: what the solution loses with these seeds,
# and a line "done".
if [ "${1:-}" = --seeds ]; then
  seed=$3
  while [ "$seed" -lt $(($3 + chunk)) ] && [ "$seed" -le "$seeds" ]; do
    if lost=$(verdicts "$CHK" "$2" "$CHK/solutions/$2.so" --seed "$seed" 2>&1); then
      lost=$(printf '%s\n' "$lost" | awk -F '\t' '$2 < $3 { print $1 ": " $4 }')
    else
      lost="the suite was ended: $lost"
    fi
    [ -z "$lost" ] || printf '%s\n' "$lost" | sed "s/^/$2, seed $seed, /"
    seed=$((seed + 1))
  done
  echo "done"
  exit 0
fi

# Counts the lines "done" of $1 jobs on a terminal, and passes on all others.
progress() {
  awk -v all="$1" -v what="$2" -v terminal="$([ -t 2 ] && echo 1)" '
    $0 != "done" { print; next }
    terminal { printf "\r%s: %d of %d", what, ++n, all >"/dev/stderr" }
    END { if (terminal) printf "\r\033[K" >"/dev/stderr" }'
}

# Runs sh with these words and each line of stdin, side by side.
each() {
  xargs -P "$jobs" -L 1 sh -c '"$@"; echo done' -- "$@"
}

# The files $1/STEM/*.$2 of the chapters.
files() {
  for stem in $only; do
    find "$1/$stem" -name "*.$2" 2>/dev/null | sort
  done
}

fresh() {
  rm -rf "${out:?}/$1" && mkdir -p "$out/$1"
}

prove_mutants() {
  folder=$out/mutants
  fresh mutants || return 2
  files "$mutants" mut >"$folder/files"
  while read -r file; do
    stem=$(basename "$(dirname "$file")")
    printf '%s\t%s\t%s\n' "$stem" "$(basename "$file" .mut)" "$($MARKS mistake "$file")"
  done <"$folder/files" >"$folder/list"
  awk -f tools/calls.awk solutions/*.c >"$folder/calls"
  for stem in $only; do
    verdicts "$CHK" "$stem" "$CHK/solutions/$stem.so" --tests "$folder/solution" >/dev/null ||
      return 2
    cut -f 1,2 "$folder/solution" | sed "s/^/$stem	/"
  done >"$folder/tests"
  each sh tests/tools/mutant.sh "$folder" <"$folder/files" |
    progress "$(wc -l <"$folder/files")" mutants
  awk -v folder="$folder" -f tools/prove.awk
}

prove_variants() {
  folder=$out/variants
  fresh variants || return 2
  files "$variants" c >"$folder/files"
  for build in gcc-O0 gcc-O2 gcc-O3 clang-O0 clang-O2 clang-O3 grader; do
    sed "s/\$/ $build 10/" "$folder/files"
  done >"$folder/builds"
  each sh tests/tools/variant.sh "$folder" <"$folder/builds" |
    progress "$(wc -l <"$folder/builds")" variants
  ran=$(find "$folder" -name '*.result' | wc -l)
  lost=$(find "$folder" -name '*.result' | sort | xargs grep -v '^full marks$' /dev/null |
    sed "s|^$folder/||")
  echo "$(wc -l <"$folder/files") right answers written otherwise, in 7 builds with 10 seeds each"
  [ -z "$lost" ] || printf 'These lose marks:\n%s\n' "$lost"
  [ -z "$lost" ] && [ "$ran" -gt 0 ] && [ "$ran" -eq "$(wc -l <"$folder/builds")" ]
}

prove_seeds() {
  folder=$out/seeds
  fresh seeds || return 2
  for stem in $only; do
    first=1
    while [ "$first" -le "$seeds" ]; do
      echo "$stem $first"
      first=$((first + chunk))
    done
  done >"$folder/chunks"
  each sh tools/prove.sh --seeds <"$folder/chunks" |
    progress "$(wc -l <"$folder/chunks")" "seeds, by $chunk" >"$folder/lost"
  echo "$(echo "$only" | wc -w) suites with $seeds seeds each: $(wc -l <"$folder/lost") false alarms"
  sort "$folder/lost"
  [ ! -s "$folder/lost" ]
}

for program in gcc clang; do
  command -v $program >/dev/null || {
    echo "prove: $program is missing; install it" >&2 && exit 2
  }
done
[ $# -gt 0 ] || set -- mutants variants seeds
begin=$(date +%s)
failed=
for part; do
  case $part in
  mutants | variants | seeds) ;;
  *) echo "prove: '$part' is none of mutants, variants, seeds" >&2 && exit 2 ;;
  esac
  status=0
  "prove_$part" || status=$?
  [ $status -lt 2 ] || exit 2
  [ $status = 0 ] || failed="$failed $part"
  echo
done
if [ -n "$failed" ]; then
  echo "NOT proved:$failed"
  exit 1
fi
echo "proved: $* ($(($(date +%s) - begin)) s)"
