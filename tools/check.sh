#!/bin/sh
# Grades one build, chapter by chapter, and prints a sentence a task:
#
#     tools/check.sh lab|solutions STEM...
#
# Called by `make check`, which has compiled what compiles. Exit status: 0 for
# full marks, 1 below that, 2 when something that grading needs is missing, 3
# when a suite itself is broken.
set -u
build=$1
shift
chk=${CHK:-build/chk}
out=build/check/$build
mkdir -p "$out" || exit 2

# Prints why no verdict about stem $1 is to be had, or nothing.
trouble() {
  source=$build/$1.c object=$chk/$build/$1.o library=$chk/$build/$1.so
  if [ ! -f "$source" ]; then
    echo "$source is missing; 'make labs' writes it anew"
  elif [ ! -f "$object" ]; then
    error=$(grep -m 1 "^$source:.*error" build/check.log)
    echo "does not compile: ${error:-see build/check.log}"
  elif [ ! -f "$library" ] || [ "$object" -nt "$library" ]; then
    error=$(grep -m 1 -o "$source:.*undefined reference.*" build/check.log)
    echo "does not link: ${error:-see build/check.log}"
  fi
}

status=0
for stem; do
  build/bin/marks tasks "solutions/$stem.c" >"$out/$stem.tasks" || exit 2
  why=$(trouble "$stem")
  : >"$out/$stem.verdicts"
  if [ -z "$why" ]; then
    "$chk/tests/test_$stem" --student "$chk/$build/$stem.so" \
      --solution "$chk/solutions/$stem.so" --worker "$chk/worker" \
      >"$out/$stem.verdicts" || {
      echo "check: the suite of $stem is broken; no grade" >&2
      exit 3
    }
  fi
  printf '%s\n' "$why" >"$out/$stem.trouble"
done

for file in "$build"/*.c; do
  stem=$(basename "$file" .c)
  [ -f "solutions/$stem.c" ] || [ ! -f "$file" ] ||
    echo "check: $file belongs to no chapter and is not graded" >&2
done

awk -f tools/score.awk -v out="$out" -v stems="$*" || status=1
exit $status
