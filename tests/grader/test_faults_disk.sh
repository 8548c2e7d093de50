#!/bin/sh
# A class is graded while a disk is full, or while others hold the grade book:
# what is in it stays, nobody gets a wrong grade, and the next call goes on.
# The disks are small ones, mounted in a namespace of their own.
if [ "${1:-}" != --inside ] && unshare -m true 2>/dev/null; then
  exec unshare -m sh "$0" --inside
fi
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/grader/grading.sh
. tests/grader/grading.sh

class=$scratch/class out=$scratch/out
for name in ada zoe; do
  mkdir -p "$class/$name"
  cp tests/class/ada/ch01_activations.c "$class/$name/"
done
full=$(points ch01_activations)
# Who has how many points.
all() {
  ask "$out" "SELECT student, points FROM current_grades ORDER BY student" | paste -s -d ' '
}

# --- others hold the book ---

grade "$out" "$class" >/dev/null 2>&1
# hold SQL: keeps a transaction open until let_go.
hold() {
  mkfifo "$scratch/fifo"
  sqlite3 "$out/gradebook.sqlite" <"$scratch/fifo" >"$scratch/held" &
  holder=$!
  exec 9>"$scratch/fifo"
  echo "$1; SELECT count(*) FROM runs;" >&9
  soon test -s "$scratch/held"
}
let_go() {
  exec 9>&-
  wait $holder
  rm "$scratch/fifo"
}

hold "BEGIN"
check "a reader of the book does not stop a batch" \
  expect 0 "2 graded now" grade "$out" "$class" --regrade
echo "SELECT count(*) FROM runs;" >&9
let_go
check "and reads what was there when it began" prints "2 2" paste -s -d ' ' "$scratch/held"

hold "BEGIN IMMEDIATE"
(exec 9>&- && grade "$out" "$class" --regrade) >"$scratch/told" 2>&1 &
grader=$!
check "who waits for a writer says so" \
  soon grep -q "waiting for another program that holds the book" "$scratch/told"
let_go
wait $grader
check "and goes on" test $? = 0
check "with all runs kept" prints 6 ask "$out" "SELECT count(*) FROM runs"

# --- full disks ---

# disk FOLDER KIB
disk() {
  trap 'umount -l "$scratch/disk" "$scratch/tmp" 2>/dev/null; rm -rf "$scratch"' EXIT
  mkdir "$1" && mount -t tmpfs -o "size=$2k,mode=1777" tmpfs "$1" 2>/dev/null
}
fill_up() {
  dd if=/dev/zero of="$1/ballast" bs=1k 2>/dev/null || :
}
if ! disk "$scratch/disk" 1536; then
  skip "a full disk loses nothing" "no tmpfs can be mounted here"
  plan
  exit
fi

out=$scratch/disk/out
mv "$class/zoe" "$scratch/zoe"
grade "$out" "$class" >/dev/null 2>&1
mv "$scratch/zoe" "$class/zoe"
fill_up "$scratch/disk"
grade "$out" "$class" >"$scratch/told" 2>&1
check "without room for the book nobody is graded" test $? -gt 0
check "and that is told" grep -qi "no room is left on the disk" "$scratch/told"
rm "$scratch/disk/ballast"
check "what was graded before is there" prints "ada $full" all
check "with room the rest is graded" expect 0 "1 graded now" grade "$out" "$class"
check "as it ought to be" prints "ada $full zoe $full" all

# Room for the stage, and then no more.
out=$scratch/out2
disk "$scratch/tmp" 300
full_stage() {
  TMPDIR=$scratch/tmp $programs/grade --settings "$settings" --seed 7 --out "$out" \
    --submissions "$class" "$@"
}
check "without room for the stage nobody is graded, and that is told" \
  expect 2 "is the disk full?" full_stage
check "and the little room is given back" prints "" ls -A "$scratch/tmp"
mount -o remount,size=6m "$scratch/tmp"
mkdir "$class/eve"
printf 'void dropout_forward(void)\n{\n    for (;;)\n        ;\n}\n' >"$class/eve/ch04_dropout.c"
full_stage --jobs 1 >"$scratch/told" 2>&1 &
grader=$!
# The first one is in the book, and the second one's file is compiled.
looping() {
  [ "$(ask "$out" "SELECT count(*) FROM runs")" = 1 ] &&
    grep -q 0 "$scratch"/tmp/grade.*/slot0/out/ch04_dropout.status
}
soon looping
fill_up "$scratch/tmp"
wait $grader
check "a disk that fills up meanwhile ends no batch" test $? = 1
check "who could not be graded for it is told" grep -q "^grade: zoe: not graded: .*" "$scratch/told"
rm "$scratch/tmp/ballast"
check "and has no wrong grade" prints "ada $full eve 0.0 zoe " all
check "but the right one with the next call" expect 0 "1 graded now" full_stage
check "as all have" prints "ada $full eve 0.0 zoe $full" all
plan
