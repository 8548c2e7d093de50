#!/bin/sh
# The reader of marks, on a small throw-away solution: each rule is broken by
# one sed script, and the complaint must name the line. Then the real solutions.
# shellcheck source=tests/tools/tap.sh disable=SC2016
. tests/tools/tap.sh
# shellcheck source=tests/tools/marks.sh
. tests/tools/marks.sh

chapter=$scratch/ch90_good.md
bad=$scratch/ch90_bad.c

solution >"$good"
cat >"$chapter" <<'END'
# A chapter {#ch90_good}

!show scale

::: pitfall
!show twice
:::
END

# After a sed script the good solution has one complaint, LINE: ... TEXT.
complains() { # LINE TEXT SCRIPT
  sed "$3" "$good" >"$bad"
  got=$("$marks" check "$bad" "$chapter" 2>&1) && echo "no complaint"
  printf '%s\n' "$got" | grep -F "$bad:" >"$scratch/got"
  case $(cat "$scratch/got") in
  "$bad:$1: "*"$2"*) [ "$(wc -l <"$scratch/got")" -eq 1 ] && return ;;
  esac
  printf 'expected one complaint, %s: ... %s\ngot:\n%s\n' "$1" "$2" "$got"
  return 1
}

# After a sed script on the chapter, it is complained of like that.
complains_of_chapter() { # LINE TEXT SCRIPT
  sed "$3" "$chapter" >"$scratch/bad.md"
  expect 1 "$scratch/bad.md:$1: $2" "$marks" check "$good" "$scratch/bad.md"
}

accepts() { # SCRIPT
  sed "$1" "$good" >"$bad"
  prints '' "$marks" check "$bad" "$chapter"
}

accepts_chapter() { # SCRIPT
  sed "$1" "$chapter" >"$scratch/bad.md"
  prints '' "$marks" check "$good" "$scratch/bad.md"
}

check "a solution and a chapter in order pass in silence" \
  prints '' "$marks" check "$good" "$chapter"

# ---- the line of a mark

check "an unknown verb is told, with the nearest one" \
  complains 14 "did you mean 'todo'?" '14s/todo/tood/'
check "a mark at the end of a line of code is told" \
  complains 7 "line of its own" '7s/$/ \/\/@stub x/'
check "a mark with a blank before the @ is told" \
  complains 19 "line of its own" '19s/@/ @/'
check "stray text after a region's name is told" \
  complains 4 "stray text 'x'" '4s/$/ x/'
check "stray text after a task's points is told" \
  complains 11 "stray text 'x'" '11s/$/ x/'
check "stray text after an end's name is told" \
  complains 9 "stray text 'x'" '9s/$/ x/'
check "a mark without a name is told" complains 4 "no name" 's/n scale$/n/'
check "a name in capitals is told" \
  complains 4 "bad name 'Scale'" 's/n scale$/n Scale/'
check "a name with an underscore is told" \
  complains 11 "bad name 'twi_ce'" 's/\(@.*\) twice/\1 twi_ce/'
check "a name beyond 62 letters is told" \
  complains 4 "too long" "s/n scale\$/n $(printf '%063d' 0)/"
check "a todo without text is told" complains 14 "no text" '14s/todo.*/todo/'
check "a hint without text is told" complains 15 "no text" '15s/hint.*/hint/'
check "a stub without text is told" complains 18 "no text" '18s/stub.*/stub/'
check "marks may be indented, and end in blanks" accepts 's/^\/\/@.*/  & /'

check "braces may end in blanks" accepts '22s/$/  /;28s/$/  /'

# ---- points

for points in '' 0 -1 03 2.5 two 101 99999999999999999999; do
  check "the points '$points' are told" \
    complains 11 "write '//@task twice N', N in 1..100" "11s/ 2\$/ $points/"
done
check "100 points are allowed" accepts '11s/2$/100/'

# ---- begin and end

check "a task in a region is told once" \
  complains 5 "'inner' begins inside 'scale' (line 4)" '5i\
//@task inner 1'
check "a region in a task is told, the two ends are not" \
  complains 25 "'inner' begins inside 'twice' (line 11)" '25i\
//@region inner\
//@end inner'
check "a wrong end is told, with the right one" \
  complains 9 "write '//@end scale' for line 4" '9s/scale/scala/'
check "an end without a name is told" \
  complains 9 "write '//@end scale' for line 4" '9s/ scale//'
check "an end of nothing is told" \
  complains 10 "'//@end twice' ends nothing" '10i\
//@end twice'
check "an end given twice is told" \
  complains 10 "'//@end scale' ends nothing" '9a\
//@end scale'
check "a missing end in the middle is told" \
  complains 10 "write '//@end scale' first" '9d'
check "a missing end of the last task is told" \
  complains 11 "'twice' has no end; add '//@end twice'" '$d'
check "a name used twice in a file is told" \
  complains 10 "line 4 has the name 'scale' already" '10i\
//@region scale\
int again;\
//@end scale'
check "an empty region is told" complains 4 "region 'scale' is empty" '5,8d'

# ---- a task

check "a task without a todo is told" \
  complains 11 "add '//@todo TEXT'" '12,14d'
check "a task without a hint is told" \
  complains 11 "add '//@hint TEXT'" '15,17d'
check "a task without a function is told" \
  complains 11 "task 'twice' has no function" '20,28d'
check "a function with its { on the signature's line is told" \
  complains 11 "{ must be a line of its own" '22d;21s/$/ {/'
check "an end inside the function is told" \
  complains 28 "ends inside its function" '28d'
check "a second function in a task is told" \
  complains 29 "a second function in task 'twice'" '28a\
void f(void)\
{\
}'
check "a stray line after a task's function is told" \
  complains 29 "stray line after the function" '28a\
// More.'
check "a todo below the signature is told" complains 23 "move this mark up" '22a\
//@todo Too late.'
check "a hint outside is told" complains 10 "belongs in a task" '10i\
//@hint Lost.'
check "a todo in a region is told" complains 5 "belongs in a task" '5i\
//@todo Lost.'
check "a declaration above a task's function is told" \
  complains 20 "';' above the { of task 'twice'" '20s/.*/static int n;/'
check "an #include above a task's function is told" \
  complains 20 "'#' above the { of task 'twice'" '20s/.*/#include <math.h>/'
check "a comment above the function may hold anything" accepts '20s/.*/\/* ;{\
#=} *\/ \/\/ ;/'
check "an empty answer is told" complains 22 "'twice' is empty" '23,27d'
check "an answer of 15 lines is allowed" accepts '27s/.*/&&&&&&&&&&/;27s/;/;\
/g'
check "an answer of 16 lines is told" \
  complains 22 "has 16 lines, at most 15" '27s/.*/&&&&&&&&&&&/;27s/;/;\
/g'

# ---- lines outside

check "code outside tasks and regions is told" \
  complains 10 "outside every task and region" '10s/.*/int n;/'
check "a comment outside tasks and regions is told" \
  complains 10 "outside every task and region" '10s/.*/\/\/ Lost./'
check "code right below the leading comment is told" \
  complains 2 "outside every task and region" '2s/.*/int n;/'
check "lines outside are told once on each side of a region" expect 1 2 sh -c "
  sed '3s/.*/int n;/;10s/.*/int m;/' '$good' >'$bad'
  '$marks' check '$bad' '$chapter' 2>&1 | grep -c outside; exit 1"
check "an #include outside is allowed" accepts '10s/.*/ # include <math.h>/'
check "a leading comment of six lines is allowed" accepts '1s/.*/&\
&\
&\
&\
&\
&/'
check "a leading comment of seven lines is told" \
  complains 7 "has 7 lines; at most 6" '1s/.*/&\
&\
&\
&\
&\
&\
&/'

# ---- the chapter

check "a region that the chapter doesn't show is told" \
  expect 1 "$good:4: $scratch/bad.md doesn't show 'scale'" \
  sh -c "sed 3d '$chapter' >'$scratch/bad.md'
    '$marks' check '$good' '$scratch/bad.md'"
check "a task that the chapter doesn't show is told" \
  expect 1 "$good:11: $scratch/bad.md doesn't show 'twice'" \
  sh -c "sed 6d '$chapter' >'$scratch/bad.md'
    '$marks' check '$good' '$scratch/bad.md'"
check "a name that the solution lacks is told, with the nearest one" \
  complains_of_chapter 3 \
  "$good has no task or region 'sclae'; did you mean 'scale'?" '3s/al/la/'
check "!show without a name is told" complains_of_chapter 3 \
  "write '!show NAME'" '3s/ scale//'
check "!show with two names is told" complains_of_chapter 3 \
  "write '!show NAME'" '3s/$/ twice/'
check "!show inside a paragraph is told" complains_of_chapter 3 \
  "'!show scale' must be a paragraph of its own" '3a\
More.'
check "!show at a paragraph's end is told" complains_of_chapter 3 \
  "'!show scale' must be a paragraph of its own" '2s/^/Text./'
check "!show in a code block shows nothing" \
  expect 1 "doesn't show 'scale'" \
  sh -c "sed '3s/.*/~~~~ c\\
~~~\\
&\\
~~~~/' '$chapter' >'$scratch/bad.md'
    '$marks' check '$good' '$scratch/bad.md'"
check "an unknown name in a code block is no matter" accepts_chapter '1a\
\
``` {.markdown}\
!show nothing\
```\
'
check "!show in a comment shows nothing" \
  expect 1 "doesn't show 'scale'" \
  sh -c "sed '3s/.*/<!--\\
&\\
-->/' '$chapter' >'$scratch/bad.md'
    '$marks' check '$good' '$scratch/bad.md'"
check "a code block without an end is told" complains_of_chapter 8 \
  "this code block has no end" '$a\
```'
check "a word that begins with !show is text" accepts_chapter '1a\
\
!showing off'

# ---- several chapters

other=$scratch/ch91_other.c
sed 's/scale$/scales/' "$good" >"$other"
sed 's/scale$/scales/' "$chapter" >"$scratch/ch91_other.md"
check "a task's name that another chapter has is told" \
  expect 1 "$other:11: $good:11 has a task 'twice' as well" \
  "$marks" check "$good" "$chapter" "$other" "$scratch/ch91_other.md"
check "two chapters may have regions of one name" prints '' sh -c "
  sed 's/ twice/ thrice/' '$good' >'$other'
  sed 's/ twice/ thrice/' '$chapter' >'$scratch/ch91_other.md'
  '$marks' check '$good' '$chapter' '$other' '$scratch/ch91_other.md'"
check "a region may have the name of another chapter's task" prints '' sh -c "
  sed 's/ twice/ thrice/;s/ scale/ twice/' '$good' >'$other'
  sed 's/ twice/ thrice/;s/ scale/ twice/' '$chapter' >'$scratch/ch91_other.md'
  '$marks' check '$good' '$chapter' '$other' '$scratch/ch91_other.md' &&
    '$marks' tasks '$other' '$good' >'$scratch/tasks'"
check "a solution may have two chapters, one a language" \
  prints '' "$marks" check "$good" "$chapter" "$good" "$chapter"
check "all errors are told in one run" expect 1 3 sh -c "
  sed '11s/ 2//;14s/todo/tood/;9s/scale/scala/' '$good' >'$bad'
  '$marks' check '$bad' '$chapter' 2>&1 | wc -l; exit 1"
check "a solution without its chapter on the command line is told" \
  expect 2 "'$good' has no chapter" "$marks" check "$good" "$chapter" "$good"
plan
