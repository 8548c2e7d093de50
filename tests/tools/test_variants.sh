#!/bin/sh
# Right answers that are written otherwise (tests/variants) get full marks, each
# compiled by gcc and by clang, without optimisation and with all of it: what a
# suite's tolerances must allow. `make prove` tries further builds.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/tools/suites.sh
. tests/tools/suites.sh

builds='gcc-O0 gcc-O3 clang-O0 clang-O3'

full() {
  for build in $builds; do
    result=$(cat "$scratch/$1-$build.result")
    [ "$result" = "full marks" ] || { echo "$build: $result" && return 1; }
  done
}

# Every task of the course has a variant.
all_tasks() {
  $MARKS tasks solutions/ch*.c | cut -f 2 | sort >"$scratch/tasks"
  sed -n 's|^// Variant of \([a-z0-9, -]*\):.*|\1|p' tests/variants/*/*.c |
    tr -d ' ' | tr ',' '\n' | sort -u >"$scratch/have"
  left=$(comm -23 "$scratch/tasks" "$scratch/have")
  [ -z "$left" ] || { echo "no variant of: $left" && return 1; }
}

# A variant of $1, which begins with line $2 and has $3 below it: in the form
# that tests/variants has.
verdict_on() {
  mkdir -p "$scratch/ch03_l2"
  printf '%s\n' "$2" "$3" >"$scratch/ch03_l2/$1.c"
  sh tests/tools/variant.sh "$scratch" "$scratch/ch03_l2/$1.c" gcc-O0
  cat "$scratch/ch03_l2-$1-gcc-O0.result"
}

ls tests/variants/*/*.c >"$scratch/list"
for build in $builds; do
  sed "s/\$/ $build/" "$scratch/list"
done | xargs -P "${JOBS:-2}" -L 1 sh tests/tools/variant.sh "$scratch"
while read -r variant; do
  stem=$(basename "$(dirname "$variant")") name=$(basename "$variant" .c)
  check "$stem: $name has full marks" full "$stem-$name"
done <"$scratch/list"
check "each task has a variant" all_tasks

head='// Variant of l2-penalty: none.'
body='double l2_penalty(const float *w, size_t n)'
sum='double s = 0; for (size_t i = 0; i < n; i++) s += w[i] * w[i]; return s;'
check "a variant with a mistake has not" \
  expect 0 "l2-penalty: l2_penalty(w={3, 0, -4}, n=3): returned 25" verdict_on wrong "$head" "$body { $sum }"
check "one that does not compile is told with its place" \
  expect 0 "no-end.c:2:" verdict_on no-end "$head" "$body {"
check "one without the function has not" \
  expect 0 "no function of this name" verdict_on absent "$head" "int a;"
check "one that names no task is told" \
  expect 0 "begin with '// Variant of" verdict_on nameless "$body" "{ return 0; }"
check "one of an unknown task is told" expect 0 "did you mean 'l2-penalty'" \
  verdict_on unknown "// Variant of l2-penalti: none." ""
plan
