#!/bin/sh
# Grades one wrong answer: mutant.sh FOLDER FILE.mut. Leaves FOLDER/NAME.result:
# "killed" and the first failure, or what went wrong.
set -u
. tests/tools/suites.sh
folder=$1 mutant=$2
stem=$(basename "$(dirname "$mutant")")
name=$stem-$(basename "$mutant" .mut)
result=$folder/$name.result

earlier=$(for s in $(stems); do
  [ "$s" = "$stem" ] && break
  echo "build/chk/solutions/$s.o"
done)
if ! $MARKS mutate "solutions/$stem.c" "$mutant" >"$folder/$name.c" 2>"$result" ||
  # shellcheck disable=SC2086 # a list of objects
  ! ${CC:-gcc} -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -w -fPIC -shared -Iinclude \
    -o "$folder/$name.so" "$folder/$name.c" $earlier build/chk/libcourse.a -lz -lm 2>"$result" ||
  ! verdicts build/chk "$stem" "$folder/$name.so" >"$folder/$name.verdicts" 2>"$result"; then
  exit 0
fi
task=$($MARKS mistake "$mutant" | cut -f 1)
awk -F '\t' -v task="$task" '$1 == task {
    print ($2 < $3 ? "killed: " $4 : "survives all " $3 " tests of " task) }' \
  "$folder/$name.verdicts" >"$result"
