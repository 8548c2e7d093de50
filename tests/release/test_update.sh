#!/bin/sh
# `make update` on small releases: what it keeps, renews, removes and refuses.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/release/a_release.sh
. tests/release/a_release.sh

work=$scratch/work
new=$scratch/course-2
say=$scratch/say
status=0

# The student's folder as it was unpacked, with a task filled.
begin() {
  unpack "$work" course-1 && change "$work/lab/ch04_dropout.c" \
    '/TODO: In evaluation/s/.*/    memcpy(y, x, n); \/\/ mine/'
}

change() { # FILE SED-COMMAND
  sed "$2" "$1" >"$scratch/changed" && mv "$scratch/changed" "$1"
}

update() { # [NAME]
  status=0
  (cd "$work" && sh tools/update.sh "$scratch/${1:-course-2}.tar.gz") \
    >"$say" 2>&1 || status=$?
}

is_status() {
  [ "$status" = "$1" ] && return
  echo "status $status"
  cat "$say"
  return 1
}

has() { # FILE TEXT
  grep -Fq -- "$2" "$1" && return
  echo "$1 has no: $2"
  cat "$1"
  return 1
}

# In what update said, wherever its lines end.
told() { # TEXT
  tr -s '\n ' '  ' <"$say" >"$scratch/told"
  has "$scratch/told" "$1"
}

lacks() { # FILE TEXT
  ! grep -F -- "$2" "$1"
}

# All but the lab files, backups and build/ is as in the new release.
is_new() {
  (cd "$new" && find . -type f ! -path './lab/*') | while read -r path; do
    cmp "$new/$path" "$work/$path" || return 1
  done
}

# Every file with its sum, as one text.
picture() {
  (cd "$work" && find . -type f ! -path './build/*' -exec cksum {} +) | sort
}

unchanged() {
  [ "$(picture)" = "$before" ] && [ ! -e "$work/build/update" ]
}

refused() { # TEXT [NAME]: in one line, and nothing has changed
  before=$(picture)
  update "${2:-odd}"
  is_status 2 && has "$say" "$1" && [ "$(wc -l <"$say")" = 1 ] && unchanged
}

new_release "$scratch/course-1" 1.0
echo old >"$scratch/course-1/plots/vanishes.gp"
mkdir "$scratch/course-1/data"
echo old >"$scratch/course-1/data/vanishes"
pack "$scratch/course-1"
new_release "$new" 1.1
change "$new/lab/ch04_dropout.c" 's/^#include <string.h>/&\n#include <math.h>/
  s/inference (1 point)/inference (9 points)/
  s/TODO: Send dy back/TODO: Send it back/'
echo new >"$new/tools/news.awk"
pack "$new"

begin
lab=$work/lab/ch04_dropout.c
echo 'my own' >"$work/ my notes "
echo 'my own' >"$work/-r"
echo changed >>"$work/plots/style.gp"
echo changed >>"$work/plots/vanishes.gp"
find "$work" -type f -exec touch -t 200001010000 {} +
cp -R "$work" "$scratch/was"
update
check "an update without conflicts ends well" is_status 0
check "it says old and new version" has "$say" '1.0 -> 1.1'
check "a filled task stays" has "$lab" 'memcpy(y, x, n); // mine'
check "its line is renewed" has "$lab" 'inference (9 points)'
check "a blank is renewed" has "$lab" 'TODO: Send it back'
check "given text is renewed" has "$lab" '#include <math.h>'
check "the summary names them" prints 'Kept, as you filled them:
    dropout-inference
Renewed; you had not begun them:
    dropout-backward' sed -n '2,5p' "$say"
check "all else is the new release's" is_new
check "what is new is newer than what was built" \
  test "$work/tools/news.awk" -nt "$scratch/was/Makefile"
check "what is the same stays as it is, so that it isn't built again" \
  test ! "$work/include/mlp.h" -nt "$scratch/was/include/mlp.h"
check "a file that vanished is removed, with its folder" test ! -e "$work/data"
check "a changed one stays" cmp "$work/plots/vanishes.gp" \
  "$scratch/was/plots/vanishes.gp"
check "and is named" has "$say" '    plots/vanishes.gp'
check "the student's own file stays" test -f "$work/ my notes "
backup=$work/backup-1.0-1
check "the backup has all of lab/" diff -r "$scratch/was/lab" "$backup/lab"
for file in plots/style.gp plots/vanishes.gp ' my notes ' -r; do
  check "the backup has '$file'" cmp "$scratch/was/$file" "$backup/$file"
done
check "and nothing else" test ! -e "$backup/include"
check "the summary says where the backup lies" has "$say" backup-1.0-1/

before=$(picture)
update
check "the same version: nothing happens" is_status 0
check "which is said" has "$say" '1.1 already'
check "and is true" unchanged
echo broken >"$work/include/mlp.h"
FORCE=1
export FORCE
update
unset FORCE
check "FORCE=1 does it again" is_new
check "with a further backup" has "$work/backup-1.1-1/include/mlp.h" broken

new_release "$scratch/course-3" 1.2
change "$scratch/course-3/lab/ch04_dropout.c" \
  's/^void dropout_inference(.*/void dropout_inference(float *out, int n)/'
pack "$scratch/course-3"
begin
change "$lab" 's/^void dropout_inference(.*/void dropout_inference(int mine)/'
update course-3
check "a first line changed by both is a conflict" is_status 1
check "the new blank stands in its place" has "$lab" 'float *out, int n'
check "the student's lies beside" has "$lab.conflict-1" 'dropout_inference(int mine)'
check "with its body" has "$lab.conflict-1" 'memcpy(y, x, n); // mine'
check "and is named" told 'lab/ch04_dropout.c.conflict-1 your function'

begin
change "$lab" '/^\/\/ Task dropout-mean/d'
cp "$lab" "$scratch/mine.c"
update
check "an odd lab file is a conflict" is_status 1
check "it stays whole" cmp "$scratch/mine.c" "$lab"
check "the new one lies beside" cmp "$new/lab/ch04_dropout.c" "$lab.conflict-1"
check "the summary says why" told 'is missing. The new file is lab/ch04_'

begin
cp "$lab" "$work/tools/lab/ch04_dropout.c"
cp "$lab" "$scratch/mine.c"
update
check "a base that was edited is not believed" cmp "$scratch/mine.c" "$lab"
begin
rm "$work/lab/ch03_l2.c"
update
check "a lab file that is gone comes back" \
  cmp "$new/lab/ch03_l2.c" "$work/lab/ch03_l2.c"

begin
echo nothing >"$scratch/odd.tar.gz"
check "no archive" refused "isn't a whole .tar.gz"
head -c 3000 "$scratch/course-2.tar.gz" >"$scratch/odd.tar.gz"
check "half an archive" refused "isn't a whole .tar.gz"
check "no file" refused "isn't there" none
odd() { # COMMAND ...: makes odd.tar.gz of a changed copy, odd/
  rm -rf "$scratch/odd" && cp -R "$new" "$scratch/odd" &&
    (cd "$scratch" && "$@") && pack_as_is "$scratch/odd"
}
odd rm odd/VERSION
check "no VERSION" refused "isn't a release"
odd rm -r odd/tools/lab
check "no base files" refused "isn't a release"
odd sh -c 'cd odd/tools/lab && rm ch*.c && echo >ch01_other.c'
check "another course" refused "isn't a release of this course"
odd sh -c 'echo more >>odd/include/mlp.h'
check "a damaged file" refused "is damaged"
odd ln -s /etc/passwd odd/link
check "a link" refused "holds links"
odd touch 'odd/a b'
check "an odd name" refused "holds names that"
(cd "$scratch" && tar -czf odd.tar.gz course-1 course-2)
check "two folders" refused "that is one folder"
(cd "$scratch/odd" && tar -czPf ../odd.tar.gz ../course-2)
check "a path that leads out" refused "leads out"
tar -czPf "$scratch/odd.tar.gz" "$new"
check "an absolute path" refused "leads out"
rm "$work/include/mlp.h"
mkdir "$work/include/mlp.h"
check "a folder in the way" refused "mlp.h is in the way" course-2
plan
