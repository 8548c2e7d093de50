#!/bin/sh
# The three-way merge of a lab file: cases that a person would think of, and
# random edits (CASES=n: how many).
# shellcheck source=tests/tools/tap.sh disable=SC2016
. tests/tools/tap.sh

base=$scratch/base.c
mine=$scratch/mine.c
theirs=$scratch/theirs.c
out=$scratch/out.c
beside=$scratch/beside.c
says=$scratch/says
flags='-std=c11 -g -O1 -Wall -Wextra -Werror -fsanitize=address,undefined'

# shellcheck disable=SC2086 # a list of flags
compile() { # PROGRAM SOURCE ...
  program=$1
  shift
  cc $flags -o "$scratch/$program" "$@"
}

cat >"$base" <<'END'
// A chapter.
#include "a.h"

// Task one (1 point)
int one(int x)
{
    // TODO: Return x.
    return 0;
}

// Given.
static int given(int x)
{
    return x;
}

// Task two (1 point)
int two(int x)
{
    // TODO: Return x.
    return 0;
}
END

# Edits of MINE and THEIRS with sed; then a merge.
merge() { # STATUS SED-OF-MINE SED-OF-THEIRS
  sed "$2" "$base" >"$mine"
  sed "$3" "$base" >"$theirs"
  rm -f "$out" "$beside"
  status=0
  "$scratch/merge" "$base" "$mine" "$theirs" "$out" "$beside" >"$says" ||
    status=$?
  [ "$status" = "$1" ] && return
  echo "status $status"
  cat "$says"
  return 1
}

gives() { # SED: what comes out is base, edited so
  sed "$1" "$base" | diff - "$out"
}

fill='/one(int/,/^}/s/    return 0;/    return x;/'
check "the merge compiles without a warning" compile merge tools/student/merge*.c
check "both sides change one task: body of mine, head of theirs" \
  merge 0 "$fill" 's/one(int x)/one(long x)/'
check "so it is" gives "$fill;s/one(int x)/one(long x)/"
check "a body that was moved to another indent is no answer" \
  merge 0 's/^    /\t/' 's/TODO: Return/TODO: Give/'
check "so it is renewed" gives 's/TODO: Return/TODO: Give/;/given/,/^}/s/^    /\t/'
check "CRLF: the text stays of one kind" merge 0 "$fill;s/\$/\r/" 's/1 p/2 p/'
check "so it is" gives "$fill;s/1 p/2 p/;s/\$/\r/"

two='// Task two (1 point)\nint two(int x)\n{\n    return 0;\n}\n\n'
help='// A helper.\nstatic int mine(void)\n{\n    return 1;\n}\n\n'
news='// A helper.\nstatic int news(void)\n{\n    return 2;\n}\n\n'
check "a helper in front of its task moves with it" \
  merge 0 "s|^// Task two|$help&|" "s|^// Task one|$two&|;/^}/,\${
    /Task two/,\$d
  }"
check "so it is" sh -c "grep -A5 '^static int mine' '$out' | grep -q 'Task two'"
check "what both sides add in one place stands there, theirs first" \
  merge 0 "s|^// Given|$help&|" "s|^// Given|$news&|"
check "so it is" gives "s|^// Given|$news$help&|"
check "a helper stays in front of given text that changes" \
  merge 0 "s|^// Given|$help&|" '/given/,/^}/s/return x/return 2/'
check "so it is" gives "s|^// Given|$help&|;/given/,/^}/s/return x/return 2/"
check "what is new stays in front of given text that the student changed" \
  merge 0 '/given/,/^}/s/return x/return 2/' "s|^// Given|$news&|"
check "so it is" gives "s|^// Given|$news&|;/given/,/^}/s/return x/return 2/"
check "includes of both sides stand together" \
  merge 0 's/^#include.*/&\n#include "mine.h"/' 's/^#include.*/&\n#include "t.h"/'
check "so it is" gives 's/^#include.*/&\n#include "t.h"\n#include "mine.h"/'
text='/one(int/,/^}/s|    return 0;|    puts("}");\n    return x; // {|'
check "a brace in a string or a comment is none" \
  merge 0 "$text" "s|^// Given|$news&|"
check "so it is" gives "$text;s|^// Given|$news&|"
check "two words are not one" merge 0 's/return 0/return0/' 's/Return x/Give x/'
check "so it is" gives 's/return 0/return0/'
check "given text, changed by both: theirs stands" \
  merge 1 '/given/,/^}/s/return x/return 1/' '/given/,/^}/s/return x/return 2/'
check "so it is" gives '/given/,/^}/s/return x/return 2/'
check "and mine lies beside" grep -q 'return 1' "$beside"
check "a static of one name on both sides: theirs stands" \
  merge 1 's|^// Given|static int k = 1;\n\n&|' \
  's|^// Task one|static int k = 2;\n\n&|'
check "so it is" gives 's|^// Task one|static int k = 2;\n\n&|'
check "given text, changed by mine alone, stays" \
  merge 0 '/given/,/^}/s/return x/return 1/' 's/1 p/2 p/'
check "so it is" gives '/given/,/^}/s/return x/return 1/;s/1 p/2 p/'
check "a task with a new name is the same task by its function" \
  merge 0 "$fill" 's/Task one/Task first/'
check "so it is" gives "$fill;s/Task one/Task first/"
check "a task that vanished, filled, lies beside" \
  merge 0 "$fill" '/^.. Task one/,/^$/d'
check "so it is" grep -q '    return x;' "$beside"
check "a task's line on both sides changed is a conflict" \
  merge 1 's/Task one (1 point)/& mine/' 's/one (1 point)/one (2 points)/'
check "and mine lies beside" grep -q 'Task one (1 point) mine' "$beside"
whole() { # SED-OF-MINE
  merge 1 "$1" 's/1 p/2 p/' && cmp "$mine" "$out" && cmp "$theirs" "$beside"
}
check "a task's line is missing: all of mine stays" whole '/Task two/d'
check "a task stands there twice: all of mine stays" \
  whole 's|^// Given|// Task one (1 point)\nint other(void)\n{\n}\n\n&|'
check "a NUL: all of mine stays" whole 's/TODO/\x00/'
check "an open comment: all of mine stays" whole 's|^// Given|/* Given|'
check "an empty file: all of mine stays" whole d
less='0,/^{/s/^{/{ {/'
check "a brace that is missing in one task leaves the rest alone" \
  merge 0 "$less" 's/1 p/2 p/;s/Given/Taken/'
check "so it is" gives "$less;s/1 p/2 p/;s/Given/Taken/"
"$scratch/merge" "$base" "$scratch/none" "$base" "$out" "$beside" \
  >/dev/null 2>"$says"
check "a file that isn't there is an error" grep -q 'none: No such' "$says"

mkdir "$scratch/cases"
check "the properties compile" compile properties tests/release/edits*.c \
  tests/release/merge_properties.c tools/student/merge_*.c
check "random edits: the promises hold" \
  "$scratch/properties" "${CASES:-400}" "$scratch/cases" lab/*.c

# Where mine and theirs compile, so does what comes of them.
outs_compile() {
  n=0
  for case in "$scratch"/cases/*-out.c; do
    for side in mine theirs out; do
      cc -std=c11 -Iinclude -fsyntax-only "${case%-out.c}-$side.c" || return
    done
    n=$((n + 1))
  done
  [ "$n" -gt 0 ]
}
check "the outcome compiles" outs_compile
plan
