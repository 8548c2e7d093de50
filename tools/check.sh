#!/bin/sh
# Grades one build, chapter by chapter, and prints a sentence a task:
#
#     tools/check.sh lab|solutions STEM...
#
# Called by `make check`, which has compiled what compiles. Exit status: 0 for
# full marks, 1 below that, 2 when something that grading needs is missing, 3
# when a suite was ended or is broken: its tasks score 0, the others count.
set -u
build=$1
shift
chk=${CHK:-build/chk}
out=build/check/$build
mkdir -p "$out" || exit 2

# Prints why no verdict about stem $1 is to be had, or nothing.
trouble() {
  source=$build/$1.c object=$chk/$build/$1.o
  if [ ! -f "$source" ]; then
    echo "$source is missing; 'make labs' writes it anew"
  elif [ ! -f "$object" ]; then
    error=$(grep -m 1 "^$source:.*error" build/check.log)
    echo "does not compile: ${error:-see build/check.log}"
  fi
}

# Runs the suite of stem $1. What student code prints goes to a file (workers may
# print 1 MiB); it has nothing to read.
run_suite() {
  "$chk/tests/test_$1" --student "$chk/$build/$1.so" --solution "$chk/solutions/$1.so" \
    --base "$chk/base/$1.so" --worker "$chk/worker" </dev/null >"$out/$1.verdicts" 2>"$out/$1.printed"
}

# The first lines of what student code has printed.
show_printed() {
  [ -s "$out/$1.printed" ] || return 0
  echo "$1 printed (all of it: $out/$1.printed):"
  head -n 10 "$out/$1.printed" | cut -c 1-200 | LC_ALL=C tr -cd '\n\t -~' | sed 's/^/  | /'
}

broken=0
for stem; do
  build/bin/marks tasks "solutions/$stem.c" >"$out/$stem.tasks" || exit 2
  why=$(trouble "$stem")
  : >"$out/$stem.verdicts"
  : >"$out/$stem.printed"
  if [ -z "$why" ] && ! run_suite "$stem"; then
    : >"$out/$stem.verdicts"
    why="no grade: the suite was ended or is broken; see $out/$stem.printed"
    broken=1
  fi
  printf '%s\n' "$why" >"$out/$stem.trouble"
  show_printed "$stem" >&2
done

for file in "$build"/*.c; do
  stem=${file#*/} stem=${stem%.c}
  [ -f "solutions/$stem.c" ] || [ ! -f "$file" ] ||
    echo "check: $file belongs to no chapter and is not graded" >&2
done

status=0
awk -f tools/score.awk -v out="$out" -v stems="$*" || status=1
[ "$broken" = 0 ] || status=3
exit $status
