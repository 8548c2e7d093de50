#!/bin/sh
# `make update` stopped at each of its steps, or without room on the disk: the
# old or the new state, a backup, and the next call does the rest.
# shellcheck source=tests/tools/tap.sh disable=SC2015,SC2016
. tests/tools/tap.sh
# shellcheck source=tests/release/a_release.sh
. tests/release/a_release.sh

work=$scratch/work
say=$scratch/say
bin=$scratch/bin
PATH=$bin:$PATH
mkdir "$bin"

# A program that stands before the real one: `fake NAME COMMANDS`.
fake() {
  printf '#!/bin/sh\n%s\nexec %s "$@"\n' "$2" "$(command -v "$1")" \
    >"$scratch/fake" && chmod +x "$scratch/fake" && mv "$scratch/fake" "$bin/$1"
}

real() { # NAME
  rm "$bin/$1"
}

begin() {
  unpack "$work" course-1 && cp "$scratch/filled.c" "$work/lab/ch04_dropout.c" &&
    echo mine >"$work/mine.txt" && echo changed >>"$work/plots/style.gp"
}

update() {
  (cd "$work" && sh tools/update.sh "$scratch/course-2.tar.gz") >"$say" 2>&1
}

# All but build/ and backups.
picture() {
  (cd "$work" && find . -type f ! -path './build/*' ! -path './backup-*' \
    -exec cksum {} +) | sort
}

# Some backup has the student's files as they were.
is_backed_up() {
  for backup in "$work"/backup-*; do
    cmp -s "$scratch/filled.c" "$backup/lab/ch04_dropout.c" &&
      cmp -s "$scratch/style.gp" "$backup/plots/style.gp" && return
  done
  return 1
}

new_release "$scratch/course-1" 1.0
rm "$scratch"/course-1/lab/ch0[1256]* "$scratch"/course-1/include/[a-l]*
cp -R "$scratch/course-1" "$scratch/course-2"
echo old >"$scratch/course-1/plots/vanishes.gp"
pack "$scratch/course-1"
echo 1.1 >"$scratch/course-2/VERSION"
for file in lab/ch03_l2.c lab/ch04_dropout.c; do
  sed 's/ point/ new point/' "$scratch/course-1/$file" \
    >"$scratch/course-2/$file"
done
for file in Makefile tools/update.sh tools/merge_task.c include/mlp.h; do
  echo '# new' >>"$scratch/course-2/$file"
done
# What a newer program would make of half an old release is not our concern.
echo 'int main(void) { return 3; }' >"$scratch/course-2/tools/merge.c"
pack "$scratch/course-2"
sed '/TODO: In evaluation/s/.*/    memcpy(y, x, n);/' lab/ch04_dropout.c \
  >"$scratch/filled.c"

begin
cp "$work/plots/style.gp" "$scratch"
old=$(picture)
cc -std=c11 -o "$scratch/merge" tools/student/merge*.c || exit 2
export MERGE="$scratch/merge"
fake cc 'cp "$MERGE" "$4"; exit'
# Each mv counts itself, and the one that has the number $STOP ends the update.
fake mv 'n=$(($(cat "$COUNT") + 1))
echo $n >"$COUNT"
[ $n != "$STOP" ] || { kill -9 $PPID; exit 1; }'
export COUNT="$scratch/count" STOP=0
echo 0 >"$COUNT"
update
n_moves=$(cat "$COUNT")
new=$(picture)
check "there is something to stop" test "$n_moves" -gt 10
check "an update that isn't stopped changes things" test "$new" != "$old"

n_halves=0
stop_and_go_on() {
  for STOP in $(seq 1 "$n_moves"); do
    begin
    echo 0 >"$COUNT"
    update && echo "stop $STOP: it went on" && return 1
    half=$(picture)
    [ "$half" = "$old" ] || is_backed_up ||
      { echo "stop $STOP: no backup" && return 1; }
    [ "$half" = "$old" ] || [ "$half" = "$new" ] || n_halves=$((n_halves + 1))
    echo 0 >"$COUNT"
    STOP=0
    update || { cat "$say" && return 1; }
    [ "$(picture)" = "$new" ] && is_backed_up && [ ! -e "$work/build/update" ] ||
      { echo "not as new" && picture && cat "$say" && return 1; }
  done
  [ "$n_halves" -gt 5 ]
}
check "killed at any step, the next call does the rest" stop_and_go_on

# A mv that fails, as on a disk without room.
fake mv 'case "$*" in *" include/mlp.h") exit 1 ;; esac'
begin
check "a step that fails stops it, and it says how to go on" \
  expect 2 "the same 'make update' does the rest" \
  sh "$work/tools/update.sh" "$scratch/course-2.tar.gz"
check "with a backup" is_backed_up
real mv
echo later >>"$work/lab/ch04_dropout.c"
update
check "what is written in between stays" \
  grep -q later "$work/lab/ch04_dropout.c"
check "and all is new" grep -q 'new point' "$work/lab/ch04_dropout.c"

# An editor that saves while the update is at work.
begin
export COPY="$(command -v cp)"
fake cp 'case "$*" in *stage/backup/lab/ch04*)
  "$COPY" "$@" && echo "// saved later" >>lab/ch04_dropout.c; exit ;; esac'
check "a lab file that is saved meanwhile stops it" \
  expect 2 "was saved in the meantime" \
  sh "$work/tools/update.sh" "$scratch/course-2.tar.gz"
check "and stays as it was saved" sh -c 'tail -n 1 "$1" | grep "saved later"' \
  sh "$work/lab/ch04_dropout.c"
real cp
update
check "the next call brings the new release under it" sh -c \
  'grep "new point" "$1" && grep "memcpy(y, x, n)" "$1" && grep "saved later" "$1"' \
  sh "$work/lab/ch04_dropout.c"

unharmed() { # NAME COMMANDS
  begin
  fake "$1" "$2"
  update && return 1
  real "$1"
  cat "$say"
  grep -q 'nothing has been changed' "$say" && [ "$(picture)" = "$old" ] &&
    [ ! -e "$work/build/update" ] && ! ls -d "$work"/backup-* 2>/dev/null
}
check "no room for the backup: nothing has changed" \
  unharmed cp 'case "$*" in *stage/backup*style*) exit 1 ;; esac'
check "no room to unpack: nothing has changed" \
  unharmed tar 'case "$1" in -x*) exit 1 ;; esac'
fake cc 'kill -INT $PPID; cp "$MERGE" "$4"; exit'
check "Ctrl-C: nothing has changed" unharmed sort ''
plan
