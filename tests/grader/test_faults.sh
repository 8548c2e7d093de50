#!/bin/sh
# What happens when a process is killed while a class is graded: nothing that
# was finished is lost, no grade is wrong, and the next call goes on. Disks and
# locks are in test_faults_disk.sh.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/grader/grading.sh
. tests/grader/grading.sh

# pids PROGRAM WORD ...: this test's processes of a program with such arguments.
pids() {
  STAGES=$stages perl -e '
    my $program = shift;
    for my $folder (glob "/proc/[0-9]*") {
      open my $in, "<", "$folder/cmdline" or next;
      my @args = split /\0/, join "", <$in>;
      next if !@args || $args[0] !~ m{(^|/)\Q$program\E$};
      my $all = "@args";
      next if grep { index($all, $_) < 0 } $ENV{STAGES}, @ARGV;
      print substr($folder, 6), "\n";
    }' "$@"
}
some_pid() {
  pid=$(pids "$@" | head -n 1)
  [ -n "$pid" ]
}

parent() {
  awk '/^PPid:/ { print $2 }' "/proc/$1/status"
}
# The process above $1 that the grader itself has started.
top_of() {
  above=$1
  until read -r name <"/proc/$above/comm" && [ "$name" = grade ]; do
    top=$above
    above=$(parent "$above")
  done
  echo "$top"
}

# --- students ---

good() {
  mkdir -p "$1" && cp tests/class/ada/ch01_activations.c "$1/"
}
# endless FOLDER STEM FUNCTION
endless() {
  mkdir -p "$1"
  printf 'void %s(void)\n{\n    for (;;)\n        ;\n}\n' "$3" >"$1/$2.c"
}
# Right, but in no hurry.
slow() {
  mkdir -p "$1"
  sed -e 's/^#include <string.h>/#include <time.h>/' \
    -e 's/^    for (const float \*end/    nanosleep(\&(struct timespec){0, 400000000}, 0);\n&/' \
    tests/class/ada/ch03_l2.c >"$1/ch03_l2.c"
}
# large FOLDER STEM: keeps the compiler busy for seconds.
large() {
  mkdir -p "$1"
  {
    echo '#define A(x) x x x x x x x x'
    echo 'unsigned answer(unsigned n) { A(A(A(A(A(n = n * n + 1;))))) return n; }'
  } >"$1/$2.c"
}

# --- each process in its turn ---

class=$scratch/class out=$scratch/out told=$scratch/told
endless "$class/a-suite" ch04_dropout dropout_forward
slow "$class/b-worker"
large "$class/c-compiler" ch05_mlp
endless "$class/d-grader" ch02_gradients deep_forward
large "$class/e-sandbox" ch06_variants
good "$class/f-neighbour"

grade "$out" "$class" --jobs 1 >"$told" 2>&1 &
batch=$!
soon grep -q '0/6 graded' "$told" # before, the solutions are graded
soon some_pid test_ch04_dropout && kill -9 "$pid"
soon some_pid worker ch03_l2.so && kill -9 "$pid"
soon some_pid cc1 ch05_mlp.c && kill -9 "$pid"
soon some_pid test_ch02_gradients && kill -9 "$(parent "$pid")"
soon some_pid cc1 ch06_variants.c && kill -9 "$(top_of "$pid")"
wait $batch
check "a batch with processes that were killed ends, and says so by its status" test $? = 1
check "no process is left" soon no_process_left
check "no stage either" no_stage_left
check "the neighbour has full marks" prints "$(points ch01_activations)" ask "$out" \
  "SELECT points FROM current_grades WHERE student = 'f-neighbour'"
# no_grade STUDENT WHY
no_grade() {
  grep "^grade: $1: not graded: .*$2" "$told" && [ "$(ask "$out" \
    "SELECT count(*) FROM current_grades WHERE student = '$1' AND points IS NOT NULL")" = 0 ]
}
check "a suite that was killed is no grade" no_grade a-suite "the suite was ended by"
check "nor is a compiler" no_grade c-compiler "compiler"
check "nor the grader's own process" no_grade d-grader "the grader's process ended early"
check "nor a sandbox" no_grade e-sandbox "compiler"
check "a worker that was killed costs one task a test, and that is told" \
  prints "1 the program was ended by force" ask "$out" "SELECT sum(total - passed),
    substr(why, instr(why, 'the program'), 30) FROM current_tasks
    WHERE student = 'b-worker' AND stem = 'ch03_l2' AND passed < total"
check "the next call does the rest" expect 0 "4 graded now" grade "$out" "$class"
check "and then everybody has a grade" prints 6 ask "$out" \
  "SELECT count(points) FROM current_grades"

# --- the grader itself ---

class=$scratch/three out=$scratch/three.out
good "$class/one"
endless "$class/two" ch04_dropout dropout_forward
good "$class/zoe"

# Begins to grade the class, in a process group of its own, as from a terminal.
start() {
  TMPDIR=$stages setsid $programs/grade --settings "$settings" --seed 7 --out "$out" \
    --submissions "$class" --jobs 1 >"$told" 2>&1 &
  grader=$!
}
at_the_loop() {
  soon grep -q '0/. graded' "$told" && soon some_pid worker ch04_dropout.so
}
n_runs() {
  ask "$out" "SELECT count(*) FROM runs"
}
# ctrl_c WHERE: what a terminal sends, and what has to come of it.
ctrl_c() {
  kill -s INT -- -$grader
  wait $grader
  check "Ctrl-C $1 ends it with a status of its own" test $? = 130
  check "and in words" grep -q "^grade: stopped; what was graded is kept" "$told"
  check "with no process left" soon no_process_left
  check "and no stage" no_stage_left
}

start
soon some_pid cc1
ctrl_c "while solutions are graded"

start && at_the_loop
check "a second grader in the same folder is refused" expect 2 "another grader is at work here" \
  grade "$out" "$class"
kill -9 $grader
wait $grader 2>/dev/null
check "after a SIGKILL no process is left" soon no_process_left
check "what was finished is kept" prints 1 n_runs

start && at_the_loop
check "the killed one's stage is removed" prints 1 sh -c "ls '$stages' | wc -l"
ctrl_c "amid the class"
check "the next call completes the rest" expect 0 "2 graded now" grade "$out" "$class"
check "nobody was graded twice" prints 3 n_runs

# --- two graders ---

for class in "$scratch/left" "$scratch/right"; do
  for name in a b c d; do
    good "$class/$name"
  done
done
grade "$scratch/left.out" "$scratch/left" >"$scratch/left.told" 2>&1 &
left=$!
grade "$scratch/right.out" "$scratch/right" >"$scratch/right.told" 2>&1
right=$?
wait $left
check "two graders at once, in folders of their own, succeed" test "$? $right" = "0 0"
full=$(points ch01_activations)
for side in left right; do
  check "and all have full marks ($side)" prints "4 $full" ask "$scratch/$side.out" \
    "SELECT count(*), min(points) FROM current_grades"
done
plan
