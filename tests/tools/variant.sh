#!/bin/sh
# Grades one right answer that is written otherwise:
#
#     variant.sh FOLDER FILE BUILD [SEEDS]
#
# FILE, tests/variants/STEM/NAME.c, begins with "// Variant of TASK, TASK: what
# is different." and takes the place of these tasks in the solution. BUILD is a
# compiler and its level, such as clang-O3, or "grader". SEEDS: how many are
# tried, 1 by default. Leaves FOLDER/STEM-NAME-BUILD.result: "full marks", or what
# went wrong.
set -u
# shellcheck source=tests/tools/suites.sh
. tests/tools/suites.sh
folder=$1 variant=$2 build=$3 seeds=${4:-1}
stem=$(basename "$(dirname "$variant")")
name=$stem-$(basename "$variant" .c)-$build
result=$folder/$name.result

# The tasks that the variant replaces, a line each.
tasks() {
  sed -n '1s|^// Variant of \([a-z0-9, -]*\): ..*|\1|p' "$variant" | tr -d ' ' | tr ',' '\n'
}

# The solution without these tasks, then the variant, whose lines keep their
# numbers.
student_file() {
  [ -n "$(tasks)" ] || {
    echo "$variant:1: begin with '// Variant of TASK: what is different.'" >&2 && return 1
  }
  cp "solutions/$stem.c" "$folder/$name.c" || return 1
  for task in $(tasks); do
    $MARKS todos "solutions/$stem.c" "$task" >/dev/null || return 1
    sed "/^\/\/@task $task /,/^\/\/@end $task\$/d" "$folder/$name.c" >"$folder/$name.rest" &&
      mv "$folder/$name.rest" "$folder/$name.c" || return 1
  done
  { echo "#line 1 \"$variant\"" && cat "$variant"; } >>"$folder/$name.c"
}

compile() {
  # shellcheck disable=SC2046 # a list of flags
  case $build in
  grader) set -- $(sed -n 's/^LAB_CFLAGS_chk := //p' tools/build.mk) ;;
  # As a student might who wants it fast: products and sums may be fused.
  *-O3) set -- -O3 -march=native -ffp-contract=fast ;;
  *) set -- "-${build#*-}" ;;
  esac
  case $build in
  clang*) CC=clang ;;
  *) CC=gcc ;;
  esac
  library "$folder/$name.c" "$folder/$name.so" "$@"
}

# Fails, and says why, unless all tests pass with seed $1.
grade() {
  verdicts "${CHK:-build/chk}" "$stem" "$folder/$name.so" --seed "$1" >"$folder/$name.verdicts" || {
    echo "the suite was ended" && return 1
  }
  awk -F '\t' -v seed="$1" '
    $2 < $3 { print "seed " seed ", " $1 ": " $4; lost = 1 }
    END { exit lost || NR == 0 }' "$folder/$name.verdicts"
}

grade_all() {
  seed=1
  while [ $seed -le "$seeds" ]; do
    grade $seed || return 1
    seed=$((seed + 1))
  done
  echo "full marks"
}

{ student_file && compile && grade_all; } >"$result" 2>&1
rm -f "$folder/$name.so" "$folder/$name.c" "$folder/$name.rest"
