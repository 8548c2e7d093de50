#!/bin/sh
# What the reader of marks prints of a throw-away solution, to the letter, and
# what it says of files that aren't text. Then the real solutions and chapters.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/tools/marks.sh
. tests/tools/marks.sh

# With blank lines where they mustn't matter, more kinds of hints and stubs, and
# a signature of two lines.
{
  solution | sed '3G;6G;8G;10d;11G;28G
17c\
//@hint from itself!\
//@hint (See IEEE 754.)\
//@hint Ask.
18c\
//@stub if (x > 0)
19s/return/    &/
20s/\./; see twice(), not f()./
21s/^bool /__attribute__((nonnull)) bool\
/'
  once
  echo
} >"$good"

scale='static float scale_of(float p)
{

    return 1 / (1 - p);
}'
twice='// Doubles a number; see twice(), not f().
__attribute__((nonnull)) bool
twice(float *y, float x)
{
    if (x != x)
        return false;

    *y = 2 * x;
    return true;
}'
twice_stub='// Task twice (2 points)
// Doubles a number; see twice(), not f().
__attribute__((nonnull)) bool
twice(float *y, float x)
{
    // TODO: Refuse NaN; else write the double of x to y, and say in what is
    //       returned whether you did.
    // TODO: Mind infinity.
    if (x > 0)
        return false;
}'
once_stub='// Task once (1 point)
float once(float x)
{
    // TODO: Copy.
}'
# shellcheck disable=SC2016 # the backquotes are text
lab='// Chapter 90: a throw-away chapter.
// Fill the blanks; `make check ONLY=ch90_good` grades them.
#include "ch90_good.h"

'"$scale
$twice_stub

$once_stub"

check "lab is the solution without marks, answers and hints" \
  prints "$lab" "$marks" lab "$good"
check "stub is a task as in the lab" \
  prints "$twice_stub" "$marks" stub "$good" twice
check "stub of a region is the region" \
  prints "$scale" "$marks" stub "$good" scale
check "show is a task's answer" prints "$twice" "$marks" show "$good" twice
check "show is a region without blank edges" \
  prints "$scale" "$marks" show "$good" scale
check "kind of a task has its points" \
  prints "task 2" "$marks" kind "$good" twice
check "kind of a region" prints region "$marks" kind "$good" scale
check "todos are joined to sentences" \
  prints "Refuse NaN; else write the double of x to y, and say in what is \
returned whether you did.
Mind infinity." "$marks" todos "$good" twice
check "hints are joined to sentences" \
  prints "Which operator doubles?
NaN is the number that differs from itself!
(See IEEE 754.)
Ask." "$marks" hints "$good" twice
check "tasks are stem, task, points, line, function" \
  prints "ch90_good${tab}twice${tab}2${tab}13${tab}twice
ch90_good${tab}once${tab}1${tab}38${tab}once" "$marks" tasks "$good"
check "answers are trimmed lines with their task" \
  prints "twice${tab}if (x != x)
twice${tab}return false;
twice${tab}*y = 2 * x;
twice${tab}return true;
once${tab}return x;" "$marks" answers "$good"

check "an unknown name is told, with the nearest one" expect 1 \
  "$good: no task or region 'twise'; did you mean 'twice'?" \
  "$marks" show "$good" twise
check "a region has no hints" expect 1 "$good: no task 'scale'" \
  "$marks" hints "$good" scale
sed 's/ 2$/ two/' "$good" >"$scratch/bad.c"
for command in tasks lab answers; do
  check "$command prints nothing of a solution in disorder" prints '' \
    sh -c "'$marks' $command '$scratch/bad.c' 2>'$scratch/err'; [ \$? -eq 1 ]"
done
check "show prints nothing of a solution in disorder" prints '' \
  sh -c "'$marks' show '$scratch/bad.c' once 2>'$scratch/err'; [ \$? -eq 1 ]"

# ---- a todo in 80 columns

# The stub of a task whose todo has N words, each of 6 letters and 7 bytes.
long_todo() { # N
  awk -v n="$1" '/^\/\/@todo Copy/ {
    printf "//@todo"
    for (i = 0; i < n; i++)
      printf " Gauß12"
    print "."
    next
  }
  { print }' "$good" >"$scratch/long.c"
  "$marks" stub "$scratch/long.c" once
}

word=Gauß12
eight="$word $word $word $word $word $word $word $word"
check "a todo fills 80 columns, letters and not bytes" \
  prints "// Task once (1 point)
float once(float x)
{
    // TODO: $eight $word
    //       $word.
}" long_todo 10
check "a line of a todo may have 80 columns, and no more" \
  prints "    // TODO: $eight 12345678901
    //       $eight
    //       12345678901." sh -c "
  sed 's/Copy./$eight 12345678901 $eight 12345678901./' '$good' \
    >'$scratch/long.c'
  '$marks' stub '$scratch/long.c' once | sed '1,3d;\$d'"
check "a todo of a hundred thousand words is wrapped" \
  prints "11117" sh -c "awk 'BEGIN {
    printf \"//@task a 1\\n//@todo\"
    for (i = 0; i < 100000; i++) printf \" word12\"
    print \"\\n//@hint x\\nint a(void)\\n{\\n    return 1;\\n}\\n//@end a\"
  }' >'$scratch/long.c' && '$marks' lab '$scratch/long.c' | wc -l"
check "a word beyond 80 columns stays whole" expect 0 \
  "    // TODO: $(printf '%0200d' 0)
    //       b" sh -c "sed 's/Copy/$(printf '%0200d' 0) b/' '$good' \
  >'$scratch/long.c'; '$marks' stub '$scratch/long.c' once"

# ---- files that aren't text, and output that can't be written

mkdir "$scratch/odd"
awk '{ printf "%s\r\n", $0 }' "$good" >"$scratch/odd/ch90_good.c"
check "a solution with CRLF makes the same lab" \
  prints "$lab" "$marks" lab "$scratch/odd/ch90_good.c"
printf %s "$(cat "$good")" >"$scratch/odd/ch90_good.c"
check "a solution without a last newline makes the same lab" \
  prints "$lab" "$marks" lab "$scratch/odd/ch90_good.c"
: >"$scratch/empty.c"
check "an empty file is told" expect 2 "$scratch/empty.c: the file is empty" \
  "$marks" lab "$scratch/empty.c"
check "an empty chapter is told" expect 2 "$scratch/empty.c: the file is empty" \
  "$marks" check "$good" "$scratch/empty.c"
check "an absent file is told" expect 2 "$scratch/none.c: can't open it" \
  "$marks" lab "$scratch/none.c"
check "a folder is told" expect 2 "$scratch: can't read it" \
  "$marks" lab "$scratch"
printf '// a\n\n\0\n' >"$scratch/nul.c"
check "a NUL byte is told with its line" \
  expect 2 "$scratch/nul.c:3: holds a NUL byte" "$marks" lab "$scratch/nul.c"
check "a file far too large is told" expect 2 "/dev/zero: larger than 8 MiB" \
  "$marks" lab /dev/zero
if [ -w /dev/full ]; then
  check "a full disk is told" expect 2 "can't write the output" \
    sh -c "'$marks' lab '$good' >/dev/full"
else
  skip "a full disk is told" "no /dev/full here"
fi
check "an unknown command is told, with the nearest one" \
  expect 2 "unknown command 'chek'; did you mean 'check'?" "$marks" chek
check "a missing argument is told with the usage" \
  expect 2 "usage: marks stub SOLUTION NAME" "$marks" stub "$good"
check "--help names every command" expect 0 "mistake MUTANT" "$marks" --help

# ---- the course itself

set -- solutions/*.c
if [ -f "$1" ]; then
  for solution; do
    stem=$(basename "$solution" .c)
    check "$stem and its chapter are in order" \
      prints '' "$marks" check "$solution" "chapters/$stem.md"
  done
  check "task names are unique in the course" expect 0 '' "$marks" tasks "$@"
else
  skip "the solutions and chapters are in order" "no solutions here"
fi
plan
