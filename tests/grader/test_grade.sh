#!/bin/sh
# `make grade` from end to end, on tests/class: who gets what, and what is told
# of it. test_regrade.sh is about the next call, test_faults.sh about what
# happens when something breaks meanwhile.
#
# ada and dee: right (dee's chapter 3 doesn't compile); bob: three classic
# mistakes, in an old editor's bytes; cyd, dan: archives, made by
#     zip -X -r cyd.zip __MACOSX hand-in
#     tar --format=ustar --sort=name --owner=0 --group=0 -c 'chapter 3' | gzip -9n >dan.tar.gz
# eve: a fault of its own in each function; gus: in the roster alone; hal: an
# empty folder (but for what makes git keep it).
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/tools/suites.sh
. tests/tools/suites.sh
# shellcheck source=tests/grader/grading.sh
. tests/grader/grading.sh

class=$scratch/class out=$scratch/out
cp -R tests/class "$class"
rm "$class/hal/.keep"
echo "to whom does this belong?" >"$class/<i>notes.txt"
check "a class with every kind of trouble is graded" expect 0 "7 graded now" \
  grade "$out" "$class" --roster "$class/roster.csv" --stats
check "no stage of it is left" no_stage_left
check "and no process" no_process_left

# --- who gets what ---

right() {
  echo "ada $(points ch01_activations ch03_l2)"
  echo "cyd $(points relu-forward relu-derivative)"
  echo "dan $(points ch03_l2)"
  echo "dee $(points ch01_activations)"
  echo "eve 0.0"
  echo "hal 0.0"
}
all_but_bob() {
  grades "$out" | grep -v bob
}
check "each student has the points of the tasks that are right" prints "$(right)" all_but_bob

bobs_mistakes() {
  ask "$out" "SELECT DISTINCT task FROM current_tasks WHERE student = 'bob'
    AND stem = 'ch01_activations' AND cents < 100 * points"
}
check "mistakes cost points of their own tasks alone" \
  prints "relu-forward
sigmoid-derivative
tanh-forward" bobs_mistakes

# The same without grader and sandbox.
bobs_suite() {
  library tests/class/bob/ch01_activations.c "$scratch/bob.so"
  verdicts build/chk ch01_activations "$scratch/bob.so" --seed 7 2>/dev/null | cut -f 1-3
}
bobs_tests() {
  ask "$out" "SELECT task || char(9) || passed || char(9) || total FROM current_tasks
    WHERE student = 'bob' AND stem = 'ch01_activations' ORDER BY place"
}
check "bob's tests come out as in his suite alone" prints "$(bobs_suite)" bobs_tests
bobs_points() {
  bobs_suite | while IFS='	' read -r task passed total; do
    echo "$(points "$task") $passed $total"
  done | awk '{ n += int(100 * $1 * $2 / $3) } END { printf "bob %.1f\n", n / 100 }'
}
bob_alone() {
  grades "$out" | grep bob
}
check "and a task's points are in proportion to them" prints "$(bobs_points)" bob_alone

check "who handed nothing in has no grade" prints "gus" ask "$out" \
  "SELECT student FROM current_grades WHERE points IS NULL"
check "in grades.csv, too" grep -q '^"gus",.*"missing",,,' "$out/grades.csv"
check "where a formula in a name is none" grep -qF "\"'=HYPERLINK(" "$out/grades.csv"
check "and umlauts are as they were" grep -q '"Böb Müller-Lüdenscheidt"' "$out/grades.csv"
check "an empty folder is refused, with what to hand in" grep -q '^# .*hand in ch01_activations.c' \
  "$out/tap/hal.tap"
check "what lies around the lab files is listed" prints \
  "cyd __MACOSX/hand-in/._ch01_activations.c
cyd hand-in/.DS_Store
dan chapter 3/._ch03_l2.c
dan chapter 3/notes.txt" ask "$out" "SELECT student, name FROM files JOIN current_runs USING (run)
    WHERE status = 'ignored' ORDER BY student, name"

check "and so is what lies among the submissions" grep -qF \
  "<li>&lt;i&gt;notes.txt: neither a folder nor an archive</li>" "$out/class.html"

# --- what is told ---

# says STUDENT TASK TEXT [FILE PATTERN]: the sentence, with the file's line that
# matches.
says() {
  text=$3
  if [ $# = 5 ]; then
    line=$(grep -nF -- "$5" "$class/$1/$4" | cut -d : -f 1)
    [ -n "$line" ] || { echo "$4 has no line '$5'" && return 1; }
    text="$3($4:$line)"
  fi
  ask "$out" "SELECT why FROM current_tasks WHERE student = '$1' AND task = '$2'" |
    grep -F -- "$text" || { echo "not told: $text" && ask "$out" \
    "SELECT why FROM current_tasks WHERE student = '$1' AND task = '$2'" && return 1; }
}
file=ch04_dropout.c
check "an endless loop is told with its function's line" says eve dropout-forward \
  "no answer within 2 seconds: an endless loop? " $file "{ // i stays 0"
check "so is a write out of bounds" says eve dropout-inference \
  "it wrote outside y (16 elements), at index 16 " $file "y[i] = 0;"
check "a crash" says eve dropout-backward "it used a NULL pointer " $file "scaled[i] = dy[i]"
check "undefined behaviour" says eve dropout-mean "undefined behaviour " $file "sum[i] += 1;"
check "memory" says eve digits-forward "there was no more " $file "*room = training;"
check "output" says eve digits-backward "it printed more than a chapter may " $file "batch, batch, batch"
check "and the stack's end" says eve digits-accuracy "endless recursion"
check "NaN is told beside what was expected" says eve digits-train-epoch "returned NaN, not a number; expected"
check "a compile error stands with every task of its file" prints "9 ch03_l2.c:9" \
  ask "$out" "SELECT count(*), substr(min(why), instr(min(why), 'ch03'), 11) FROM current_tasks
    WHERE student = 'dee' AND why LIKE 'does not compile: ch03_l2.c:9:% error: expected %'"
check "a file that is missing is named" says dan mlp-forward "ch05_mlp.c was not handed in"
check "the sentences are in the student's files" sh -c \
  "for kind in feedback/eve.html junit/eve.xml gradescope/eve.json tap/eve.tap; do
     grep -q 'an endless loop? (ch04_dropout.c:' $out/\$kind || exit 1; done"
check "nobody has to read of an exit status" sh -c "! grep -ril 'exit status' $out/feedback $out/tap \
  $out/junit $out/gradescope $out/class.html"

# --- the same again, by somebody else ---

# All reports, without times.
texts() {
  (cd "$1" && find . -type f ! -name '.*' ! -name 'gradebook*' | LC_ALL=C sort |
    while read -r file; do
      echo "== $file"
      sed -E -e 's/20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/TIME/g' \
        -e 's/( time=")[0-9.]+/\1SECONDS/' -e 's/("execution_time": )[0-9.]+/\1SECONDS/' "$file"
    done)
}
same_texts() {
  texts "$1" >"$scratch/texts.1"
  texts "$2" >"$scratch/texts.2"
  [ "$(grep -c '^== ' "$scratch/texts.1")" -ge 32 ] && diff "$scratch/texts.1" "$scratch/texts.2"
}

# Who starts the grader; nobody in particular, if that is root.
own=$scratch/own person=$((first_user + 127))
mkdir "$own"
as_person() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=$person --regid=$person --clear-groups env TMPDIR="$own" "$@"
  else
    env TMPDIR="$own" "$@"
  fi
}
own_grade() {
  as_person $programs/grade --settings "$settings" --seed 7 --out "$own/out" \
    --submissions "$class" --roster "$class/roster.csv"
}
rule="an ordinary user's grader does the same"
[ "$(id -u)" != 0 ] || chown "$person:$person" "$own"
if as_person bwrap --unshare-all --ro-bind / / cat solutions/ch03_l2.c build/bin/marks >/dev/null 2>&1; then
  check "$rule" expect 0 "7 graded now" own_grade
  check "with the same reports, byte for byte, in another folder" same_texts "$out" "$own/out"
  rm -rf "$own/out"
  check "and leaves nothing either" prints "" ls -A "$own"
else
  skip "$rule" "ordinary users can't read the course here, or make no sandbox"
fi

mkdir "$scratch/nobody"
check "a folder without submissions is a mistake" expect 2 "holds no ID/" \
  grade "$scratch/none" "$scratch/nobody"
check "with a roster it is a class that has handed nothing in" expect 0 "8 without a submission" \
  grade "$scratch/none" "$scratch/nobody" --roster "$class/roster.csv"
plan
