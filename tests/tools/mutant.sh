#!/bin/sh
# Grades one wrong answer: mutant.sh FOLDER FILE.mut. Leaves FOLDER/NAME.result:
# "killed" and the first failure, or what went wrong; and NAME.tests, what each test
# said.
set -u
. tests/tools/suites.sh
folder=$1 mutant=$2
stem=$(basename "$(dirname "$mutant")")
name=$stem-$(basename "$mutant" .mut)
result=$folder/$name.result

if ! $MARKS mutate "solutions/$stem.c" "$mutant" >"$folder/$name.c" 2>"$result" ||
  ! library "$folder/$name.c" "$folder/$name.so" 2>"$result" ||
  ! verdicts build/chk "$stem" "$folder/$name.so" --tests "$folder/$name.tests" \
    >"$folder/$name.verdicts" 2>"$result"; then
  exit 0
fi
task=$($MARKS mistake "$mutant" | cut -f 1)
awk -F '\t' -v task="$task" '$1 == task {
    print ($2 < $3 ? "killed: " $4 : "survives all " $3 " tests of " task) }' \
  "$folder/$name.verdicts" >"$result"
