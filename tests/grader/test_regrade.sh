#!/bin/sh
# What a call of the grader does when there are grades already, and what it
# refuses to begin with. test_grade.sh is about the grades themselves.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/tools/suites.sh
. tests/tools/suites.sh
# shellcheck source=tests/grader/grading.sh
. tests/grader/grading.sh

class=$scratch/class out=$scratch/out
mkdir "$class"
cp -R tests/class/ada tests/class/bob "$class"
rm "$class/ada/ch03_l2.c"
full=$(points ch01_activations)

n_runs() {
  ask "$out" "SELECT count(*) FROM runs"
}
check "a class is graded" expect 0 "2 graded now" grade "$out" "$class"
cp "$out/gradebook.sqlite" "$scratch/first.sqlite"
check "what is unchanged is not graded twice" \
  expect 0 "0 graded now, 2 unchanged" grade "$out" "$class"
check "and no run is added" prints 2 n_runs
grade "$out" "$class" --regrade >"$scratch/told" 2>&1
check "REGRADE=1 grades it again" grep -q "^2 graded now" "$scratch/told"
check "and adds runs" prints 4 n_runs
check "whose grade stays is not told" sh -c "! grep -E '^(ada|bob):|->' '$scratch/told'"
check "each run keeps hashes, compiler, flags, limits and seed" prints "4 1" ask "$out" \
  "SELECT count(*), count(DISTINCT suites || compiler || flags) FROM runs
    WHERE length(submission) = 64 AND length(suites) = 64 AND compiler LIKE 'gcc%'
    AND flags LIKE '%-std=c11%512 MiB%' AND seed = 7"
check "no row of the first call has changed" prints "" ask "$out" \
  "ATTACH '$scratch/first.sqlite' AS f; SELECT * FROM f.runs EXCEPT SELECT * FROM main.runs;
    SELECT * FROM f.verdicts EXCEPT SELECT * FROM main.verdicts"

# --- who changed, and why ---

mark() {
  $programs/mark --book "$out/gradebook.sqlite" --student ada --author Tutor "$@" >/dev/null
}
mark --item softmax-rows --points 0.5 --reason "as in the lecture"
mark --item question-1 --points 3 --max 4 --reason "well said"
with_marks() {
  ask "$out" "SELECT points, max_points FROM current_grades WHERE student = 'ada'"
}
# What $1 points of the tests become by these marks.
marked() {
  echo "$1" | awk '{ printf "%.1f 104.0", $1 - 3 + 0.5 + 3 }'
}
check "manual marks count at once" prints "$(marked "$full")" with_marks

# told OPTION ...: grades the class; what it says is in $scratch/told.
told() {
  grade "$out" "$class" "$@" >"$scratch/told" 2>&1
}
sed 's/return v < 0 ? e/return v > 0 ? e/' tests/class/ada/ch01_activations.c >"$class/ada/ch01_activations.c"
told
low=$(ask "$out" "SELECT printf('%g', sum(cents) / 100.0) FROM verdicts
  WHERE run = (SELECT max(run) FROM runs WHERE student = 'ada')")
lost() {
  grep -qF "ada: ${full%.0}/100 -> $low/100 (the submission changed)" "$scratch/told" &&
    grep -q '^  sigmoid-forward: 1/1 -> 0/1  sigmoid_forward(' "$scratch/told" &&
    ! grep -e '^  relu' -e '^bob' "$scratch/told"
}
check "a grade that changed is told with points and reason, task by task" lost
check "only who changed is graded" grep -q "^1 graded now.* 1 unchanged" "$scratch/told"
check "a regrade leaves manual marks alone" \
  prints "$(marked "$low")" with_marks

cp tests/class/ada/ch01_activations.c "$class/ada/"
sed "s/^memory = 512/memory = 500/" "$settings" >"$scratch/other.ini"
told --settings "$scratch/other.ini" --seed 8
check "so is a change of limits and seed" grep -qF \
  "ada: $low/100 -> ${full%.0}/100 (the submission changed, the flags or limits changed, the seed changed)" \
  "$scratch/told"

# A build whose suite of chapter 1 is kinder: a script that calls the real one.
other=$scratch/build
mkdir -p "$other/tests" "$other/solutions"
ln -s "$PWD"/build/chk/* "$other/" 2>/dev/null
ln -s "$PWD"/build/chk/tests/test_ch* "$other/tests/"
ln -s "$PWD"/build/chk/solutions/*.so "$other/solutions/"
suite=tests/test_ch01_activations
{
  echo "#!/bin/sh"
  echo "$PWD/build/chk/$suite \"\$@\" | sed 's/^tanh-forward	[0-9]*	5/tanh-forward	5	5/'"
} >"$scratch/suite" && chmod +x "$scratch/suite"
ln -sf "$scratch/suite" "$other/$suite"
told --build "$other" --settings "$scratch/other.ini" --seed 8
check "and a change of the suites" grep -q "^bob: .* -> .* (the suites changed)" "$scratch/told"

# A suite that breaks where a student's program prints what a suite would say.
forger=$scratch/forger
mkdir -p "$forger/eve"
{
  echo "#include <stdio.h>"
  awk '{ print } /^void relu_forward/ { seen = 1 }
    seen && /^{/ { print "puts(\"suite: FORGED\\nbwrap: FORGED\");"; seen = 0 }' tests/class/ada/ch01_activations.c
} >"$forger/eve/ch01_activations.c"
cat >"$scratch/suite" <<END
#!/bin/sh
$PWD/build/chk/$suite "\$@"
for word; do
  case \$word in --prints=*) ! grep -q FORGED "\${word#*=}" || exit 3 ;; esac
done
END
grade "$scratch/forged" "$forger" --build "$other" >"$scratch/told" 2>&1
check "words that a student's program prints are not the suite's" \
  grep -qx "grade: eve: not graded: ch01_activations: the suite gave no verdicts" "$scratch/told"

# --- what is refused ---

fresh=$scratch/fresh
library tests/class/bob/ch01_activations.c "$scratch/bob.so"
ln -sf "$scratch/bob.so" "$other/solutions/ch01_activations.so"
ln -sf "$PWD/build/chk/$suite" "$other/$suite"
check "solutions that lose points are an error of the grader" expect 3 \
  "gets no full marks with seed 7" grade "$fresh" "$class" --build "$other"
nobody() {
  ask "$fresh" "SELECT count(*) FROM runs"
}
check "and then nobody is graded" prints 0 nobody

mkdir "$scratch/bin"
printf '#!/bin/sh\necho "bwrap: no namespaces here" >&2\nexit 1\n' >"$scratch/bin/bwrap"
chmod 755 "$scratch/bin/bwrap" "$scratch/bin"
path=$scratch/bin:$PATH
without_sandbox() {
  PATH=$path grade "$fresh" "$class" "$@"
}
check "without a sandbox nobody is graded, and it is said why" \
  expect 2 "there is no sandbox here: bwrap: no namespaces here" without_sandbox
check "really nobody" prints 0 nobody
check "but with UNSAFE=1, which is told" expect 0 "UNSAFE: no sandbox" without_sandbox --unsafe
check "the grades are the same" prints "$full" ask "$fresh" \
  "SELECT points FROM current_grades WHERE student = 'ada'"
check "that there was no sandbox is kept" prints "without a sandbox" ask "$fresh" \
  "SELECT DISTINCT substr(flags, -17) FROM runs"
check "and a sandbox is reason enough to grade again" expect 0 "2 graded now" grade "$fresh" "$class"

wrong() {
  expect 2 "$1" grade "$scratch/wrong" "$class" "$2" "$3"
}
check "an unknown option shows which there are" wrong "usage: grade" --no-such x
check "so does --help" expect 0 "--regrade" $programs/grade --help
check "a number that is none is quoted" wrong "many: a whole number" --seed many
check "a roster that is not there is named" wrong "$scratch/no.csv: No such file" --roster "$scratch/no.csv"
printf 'id,name\nada,Ada\nbob\n' >"$scratch/bad.csv"
check "a row of a roster that is not whole, with its line" \
  wrong "$scratch/bad.csv:3:" --roster "$scratch/bad.csv"
printf '[run]\nmemory = lots\n' >"$scratch/bad.ini"
check "a wrong setting, with its line" \
  wrong "$scratch/bad.ini:2: memory = lots" --settings "$scratch/bad.ini"
check "settings that are not there" \
  wrong "$scratch/no.ini: No such file" --settings "$scratch/no.ini"
check "a build that is not there" wrong "\`make grade\` builds it" --build "$scratch/no-build"
check "a folder that is not there" expect 2 "$scratch/nowhere: No such file" \
  grade "$scratch/wrong" "$scratch/nowhere"
check "a folder below /usr, which sandboxes see" expect 2 "lies in /usr" \
  grade "$scratch/wrong" /usr/share
check "make grade wants SUBMISSIONS" expect 2 "SUBMISSIONS=dir is wanted" make grade
check "of all this nothing is left" no_stage_left
check "and no process" no_process_left
plan
