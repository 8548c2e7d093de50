#!/bin/sh
# Mutants, wrong answers on purpose: what the reader of marks makes of them for a
# throw-away solution, and when it refuses one.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/tools/marks.sh
. tests/tools/marks.sh

mut=$scratch/wrong.mut
{
  solution
  once
} >"$good"
twice=$("$marks" show "$good" twice)

# Writes the mutant from its lines and runs a command on it.
with_mutant() { # LINES COMMAND
  printf '%s\n' "$1" >"$mut"
  "$marks" "$2" "$good" "$mut"
}

head="task: twice
mistake: squares instead"
square="$head
-*y = 2 * x;
+    *y = x * x;"
check "mutant is the task with its mistake" \
  prints "$(printf '%s\n' "$twice" | sed 's/2 \* x/x * x/')" \
  with_mutant "$square" mutant
check "mutate is the whole solution with its mistake" \
  prints "$(sed 's/2 \* x/x * x/' "$good")" with_mutant "$square" mutate
check "several blocks, a line more, a line less and a blank line" \
  prints "$(printf '%s\n' "$twice" | sed '5,7d;8s/^/    x++;\
/')" with_mutant "$head
-        return false;
-
-    *y = 2 * x;

-    return true;
+    x++;
+    return true;" mutant
check "mistake is the task and the mistake" \
  prints "twice${tab}squares instead" "$marks" mistake "$mut"

# A mutant of these lines is refused: LINE: TEXT.
refuses() { # LINE TEXT LINES
  expect 1 "$mut:$1: $2" with_mutant "$3" mutate || return 1
  [ -z "$(with_mutant "$3" mutate 2>"$scratch/err")" ]
}

check "a mutant of an unknown task is refused" refuses 1 \
  "$good has no task 'twise'; did you mean 'twice'?" "task: twise
mistake: none
-a
+b"
check "a mutant of a region is refused" refuses 1 \
  "$good has no task 'scale'" "task: scale
mistake: none
-    return 1;
+    return 2;"
check "lines that the answer lacks are refused" refuses 3 \
  "not found in the answer of task 'twice'" "$head
-*y = 3 * x;
+*y = x;"
check "lines of another task are refused" refuses 3 "not found" "$head
-return x;
+return 0;"
check "the signature can't be changed" refuses 3 "not found" "$head
-bool twice(float *y, float x)
+bool twice(float *x, float y)"
sed 's/^    return true;/    *y = 2 * x;/' "$good" >"$scratch/ch90_two.c"
printf '%s\n' "$square" >"$mut"
check "lines found twice are refused" expect 1 \
  "$mut:3: found twice, at lines 26 and 27 of $scratch/ch90_two.c" \
  "$marks" mutate "$scratch/ch90_two.c" "$mut"
check "a block that changes blanks only is refused" refuses 3 \
  "this block changes nothing" "$head
-*y = 2 * x;
+  *y = 2 * x;"
check "blocks that overlap are refused" refuses 6 \
  "changes lines that the block at line 3 changes too" "$head
-*y = 2 * x;
-return true;
+return false;
-return true;
+return x > 0;"
check "a + without a - is refused" refuses 4 "'+' without a '-'" "$head

+x++;
-*y = 2 * x;"
check "a mutant without lines is refused" refuses 1 "changes nothing" "$head"
check "a mutant without a task is refused" refuses 1 "no task" "mistake: a
-*y = 2 * x;"
check "a mutant without a mistake is refused" refuses 1 "no mistake" \
  "task: twice
-*y = 2 * x;"
check "a mistake without words is refused" refuses 2 "nothing after" \
  "task: twice
mistake:
-*y = 2 * x;"
check "a second task is refused" refuses 3 "a second 'task:'" "$head
task: once
-*y = 2 * x;"
check "any other line is refused" refuses 3 "neither 'task:'" "$head
 *y = 2 * x;
-return true;"

check "an absent mutant is told" expect 2 "$scratch/none.mut: can't open it" \
  "$marks" mistake "$scratch/none.mut"
plan
