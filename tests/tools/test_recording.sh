#!/bin/sh
# A recording of the solution's replies takes the solution's place: the verdicts
# are the same to the byte, and what is wrong with the file is an error, never a
# verdict.
. tests/tools/tap.sh
. tests/tools/suites.sh

# The verdicts on library $3 of stem $2 in build $1, from the recording.
replayed() {
  build_=$1 stem_=$2 student_=$3
  shift 3
  "$build_/tests/test_$stem_" --student "$student_" --recording "$scratch/$stem_.rec" \
    --base "$build_/base/$stem_.so" --worker "$build_/worker" "$@"
}

record() {
  verdicts build/chk "$1" "build/chk/solutions/$1.so" --record "$2" >/dev/null
}

recorded() {
  record "$1" "$scratch/$1.rec" && record "$1" "$scratch/again" &&
    cmp "$scratch/$1.rec" "$scratch/again" || return 1
  size=$(wc -c <"$scratch/$1.rec")
  [ "$size" -lt 1000000 ] || { echo "$size bytes" && return 1; }
}

same() {
  verdicts "$@" >"$scratch/live" 2>"$scratch/noise" || return 1
  replayed "$@" >"$scratch/from_recording" 2>"$scratch/noise" || { cat "$scratch/noise" && return 1; }
  [ -s "$scratch/live" ] && diff "$scratch/live" "$scratch/from_recording"
}

# Each eighth mutant of stem $1; their verdicts take all the ways out of a test.
same_for_mutants() {
  find "tests/mutants/$1" -name '*.mut' | sort | awk 'NR % 8 == 1' >"$scratch/mutants"
  [ -s "$scratch/mutants" ] || return 1
  while read -r mutant; do
    $MARKS mutate "solutions/$1.c" "$mutant" >"$scratch/mutant.c" &&
      library "$scratch/mutant.c" "$scratch/mutant.so" &&
      same build/chk "$1" "$scratch/mutant.so" || { echo "$mutant" && return 1; }
  done <"$scratch/mutants"
}

for stem in $(stems); do
  check "$stem: the recording is small, and the same each time" recorded "$stem"
  for build in build/chk build/asan; do
    check "$stem: the solution's verdicts, $build" same "$build" "$stem" "$build/solutions/$stem.so"
    check "$stem: the blank lab's, $build" same "$build" "$stem" "$build/lab/$stem.so"
  done
  check "$stem: wrong answers'" same_for_mutants "$stem"
done

# What is wrong with a recording of this stem.
stem=ch03_l2
good=$scratch/good
cp "$scratch/$stem.rec" "$good"

# Exit status 3 with the words $1 and no verdict, in both builds.
refused() {
  words_=$1
  shift
  for build in build/chk build/asan; do
    expect 3 "$words_" replayed "$build" "$stem" "build/chk/solutions/$stem.so" "$@" || return 1
    verdict=$(replayed "$build" "$stem" "build/chk/solutions/$stem.so" "$@" 2>/dev/null)
    [ -z "$verdict" ] || { echo "a verdict: $verdict" && return 1; }
  done
}

replace() {
  "$@" >"$scratch/$stem.rec"
}

# The recording after perl code $1 has changed $_ (its header is 40 bytes long),
# with a right checksum.
forge() {
  perl -0777 -ne '
    '"$1"'
    my $sum = 0xcbf29ce484222325;
    { use integer; $sum = ($sum ^ ord) * 0x100000001b3 for split //, substr $_, 24; }
    substr($_, 16, 8) = pack "q<", $sum;
    print' "$good"
}

damaged() {
  for at in 0 8 16 24 32 40 44 48 52 60 1000 10000 $(($(wc -c <"$good") - 1)); do
    replace perl -0777 -pe 'substr($_, '"$at"', 1) ^= "\x10"' "$good"
    refused "$stem.rec: " || { echo "byte $at" && return 1; }
  done
}

truncated() {
  for size in 0 5 12 30 40 41 47 1000 $(($(wc -c <"$good") - 1)); do
    replace head -c "$size" "$good"
    refused "$stem.rec: " || { echo "size $size" && return 1; }
  done
}

refuses() {
  rule=$1 words=$2
  shift 2
  replace "$@"
  check "$rule" refused "$words"
}

replace forge ''
check "a recording forged into itself is the same" cmp "$good" "$scratch/$stem.rec"
check "a bit that has changed is an error, wherever it is" damaged
check "so is a part that is missing, whichever" truncated
refuses "more at the end is damage" "damaged" cat "$good" LICENSE
refuses "another file is told from a recording" "is no recording" cat LICENSE
refuses "so is one for another version" "another version" forge 'substr($_, 8, 1) = "\x7f";'
refuses "so is another suite's" "for another suite" cat "$scratch/ch01_activations.rec"
refuses "tests that were added since are missed" "another number of tests" \
  forge 'substr($_, 12, 1) ^= "\x01";'
refuses "calls that were are, too" "doesn't hold the reply to a call" forge 'substr($_, 40) = "";'
refuses "a call of another function is told" "another function's reply" \
  forge 'substr($_, 53, 1) ^= "\x01";'
refuses "so is an array of another size" "the reply to another call" \
  forge 'my $type = 53 + ord substr $_, 52, 1; # of the result: none
    ord substr($_, $type, 1) == 0 or die; substr($_, $type + 3, 1) ^= "\x01";'
refuses "a length that goes past the end is no reply" "damaged" \
  forge 'substr($_, 40, 4) = "\xff\xff\xff\x7f";'
refuses "neither is one that is too short" "damaged" forge 'substr($_, 40, 4) = "\x01\0\0\0";'
replace cat "$good"
check "another seed than the recording's is an error" refused "another seed" --seed 2
rm "$scratch/$stem.rec"
check "so is a recording that is not there" refused "can't be opened"
replace cat "$good"

# How many workers a suite starts, with the options given.
starts() {
  printf '#!/bin/sh\necho start >>"%s/starts"\nexec build/chk/worker "$@"\n' "$scratch" >"$scratch/worker"
  chmod +x "$scratch/worker"
  : >"$scratch/starts"
  "build/chk/tests/test_$stem" --student "build/chk/solutions/$stem.so" \
    --base "build/chk/base/$stem.so" --worker "$scratch/worker" "$@" >/dev/null &&
    wc -l <"$scratch/starts" | tr -d ' '
}
check "without a solution one worker is started" prints 1 starts --recording "$good"
check "with it there are two" prints 2 starts --solution "build/chk/solutions/$stem.so"

lame_record() {
  expect 3 "a test fails" verdicts build/chk "$stem" "build/chk/lab/$stem.so" --record "$scratch/lame" &&
    [ ! -e "$scratch/lame" ]
}
check "a run that fails leaves no recording" lame_record
check "a full disk is an error" expect 3 "can't be written" record "$stem" /dev/full
check "so is a folder that is missing" expect 3 "can't be written" record "$stem" "$scratch/no/rec"
check "a solution or a recording is wanted" expect 2 "usage" starts
check "not both" expect 2 "usage" verdicts build/chk "$stem" "build/chk/solutions/$stem.so" \
  --recording "$good"
check "curves need the solution" expect 2 "usage" starts --recording "$good" --curves "$scratch/curves"
plan
