#!/bin/sh
# How fast is grading? `make bench-grade` runs this:
#
#     tools/bench_grade.sh [SUBMISSIONS [ROUNDS]]        default: 200 3
#
# Makes a class in build/bench/class (0.1 MB a submission): a quarter solutions,
# a quarter blank labs, two fifths with a mistake in every chapter, a tenth
# hostile. Grades it, two at once, between runs of the same compiler and suites
# without the grader; prints the medians of the rounds. The hostile tenth takes
# no part in the comparison: nobody runs it bare. At last the whole class once
# more, and how time and memory grow with it. With 0 rounds that alone: 5,000
# submissions take half an hour then.
set -u
n=${1:-200} rounds=${2:-3}
bench=build/bench
flags="$(build/chk/bin/grade --print-flags) -Iinclude"
. tests/tools/suites.sh

# make_one NUMBER FOLDER: one submission.
make_one() {
  to=$2/s$(printf '%05d' "$1")
  mkdir -p "$to"
  case $(($1 % 20)) in
  [0-4]) cp solutions/ch*.c "$to" ;;
  [5-9]) cp lab/ch*.c "$to" ;;
  1[0-7]) make_mistakes "$1" ;;
  *) make_hostile "$1" ;;
  esac
  for file in "$to"/*.c; do
    echo "// $1" >>"$file" # no two are the same
  done
}

# pick NUMBER WORD...: one of the words.
pick() {
  shift $(($1 % ($# - 1) + 1))
  echo "$1"
}

make_mistakes() {
  for stem in $(stems); do
    $MARKS mutate "solutions/$stem.c" "$(pick "$1" tests/mutants/"$stem"/*.mut)" \
      >"$to/$stem.c" || exit 2
  done
}

# An attack on one task (tests/attacks/README.md) among solutions.
make_hostile() {
  # shellcheck disable=SC2046 # a list of files
  attack=$(pick "$1" $(grep -LE '@|right_answer|Task: all|^// File:' tests/attacks/*.c))
  read -r stem task <<END
$(sed -n 's,^// Task: ,,p' "$attack")
END
  cp solutions/ch*.c "$to"
  {
    cat "$attack"
    sed "\,^//@task $task ,,\,^//@end $task\$,d" "solutions/$stem.c"
  } >"$to/$stem.c"
}

make_class() {
  echo "making $n submissions"
  rm -rf "$bench"
  for i in $(seq "$n"); do
    case $((i % 20)) in
    18 | 19) make_one "$i" "$bench/hostile" ;;
    *) make_one "$i" "$bench/honest" ;;
    esac
  done
  mkdir "$bench/class"
  cp -r "$bench"/honest/* "$bench"/hostile/* "$bench/class"
}

# Keeps in $1 the seconds of CPU that this shell's children have used so far; in
# a subshell it would be those of the subshell.
cpu() {
  times >"$bench/times"
  awk 'NR == 2 { gsub(/[ms]/, " "); print $1 * 60 + $2 + $3 * 60 + $4 }' "$bench/times" >"$1"
}

# The same files without the grader: compiled, and asked by the suites.
bare() {
  mkdir -p "$bench/bare"
  for file in "$bench"/honest/*/ch*.c; do
    stem=$(basename "$file" .c)
    library=$bench/bare/$stem.so
    # shellcheck disable=SC2086 # a list of flags
    gcc $flags -o "$library" "$file" -lgcc &&
      verdicts build/chk "$stem" "$library" --seconds 2
  done </dev/null >/dev/null 2>&1
}

# grade CLASS: seconds, seconds of CPU, MiB of the grader itself.
grade() {
  rm -rf "$bench/out"
  build/chk/bin/grade --submissions "$1" --out "$bench/out" --jobs 2 --seed 1 --stats 2>/dev/null |
    sed -n 's/^stats: [0-9]* graded, \([0-9.]*\) s, CPU \([0-9.]*\) s, \([0-9]*\) MiB.*/\1 \2 \3/p'
}

median() {
  sort -n | awk '{ x[NR] = $1 } END { print x[int((NR + 1) / 2)] }'
}

count() {
  find "$1" -mindepth 1 -maxdepth 1 | wc -l
}

compare() {
  for round in $(seq "$rounds"); do
    echo "round $round: the whole class"
    grade "$bench/class" >>"$bench/class.txt"
    echo "round $round: without the hostile, graded"
    grade "$bench/honest" >>"$bench/honest.txt"
    echo "round $round: without the hostile, bare"
    cpu "$bench/before"
    bare
    cpu "$bench/after"
    paste "$bench/before" "$bench/after" | awk '{ print $2 - $1 }' >>"$bench/bare.txt"
  done
  all=$(count "$bench/class") honest=$(count "$bench/honest")
  echo
  cut -d ' ' -f 1 "$bench/class.txt" | median |
    awk -v n="$all" '{ printf "all %d: %.1f s, %.2f submissions a second\n", n, $1, n / $1 }'
  cut -d ' ' -f 1 "$bench/honest.txt" | median |
    awk -v n="$honest" '{ printf "%d honest: %.1f s, %.2f submissions a second\n", n, $1, n / $1 }'
  graded=$(cut -d ' ' -f 2 "$bench/honest.txt" | median)
  median <"$bench/bare.txt" | awk -v graded="$graded" \
    '{ printf "CPU: %.1f s graded, %.1f s bare: %.2f times\n", graded, $1, graded / $1 }'
}

# How long each tenth of a large class took, by the times in its grade book,
# which are whole seconds.
tenths() {
  sqlite3 "$bench/out/gradebook.sqlite" "SELECT run, strftime('%s', time) FROM runs ORDER BY run" |
    awk -F '|' '{ at[NR] = $2 }
      END { printf "seconds each, by tenths of the class:"
        for (i = 0; i < 10; i++) {
          first = int(i * NR / 10) + 1; last = i < 9 ? int((i + 1) * NR / 10) + 1 : NR
          printf " %.3f", (at[last] - at[first]) / (last - first) }
        print "" }'
}

# growth CLASS: one line. All of it: hashes, solutions, pages and tables, too.
growth() {
  begun=$(date +%s.%N)
  grade "$1" >"$bench/growth"
  awk -v n="$(count "$1")" -v begun="$begun" -v ended="$(date +%s.%N)" \
    '{ printf "%d: %.1f s, %.3f s each; %.1f s with all that is before and after; grader at most %d MiB\n",
      n, $1, $1 / n, ended - begun, $3 }' "$bench/growth"
}

make_class
[ "$rounds" = 0 ] || compare
echo
echo "growth"
mkdir "$bench/part"
for part in $(find "$bench/class" -mindepth 1 -maxdepth 1 | sort | head -n 20); do
  cp -r "$part" "$bench/part"
done
growth "$bench/part"
growth "$bench/class"
[ "$n" -lt 1000 ] || ! command -v sqlite3 >/dev/null || tenths
