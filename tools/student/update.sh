#!/bin/sh
# Brings a newer release under the student's work, from the release's root:
#     sh tools/update.sh new-release.tar.gz     (FORCE=1: of the same version, too)
# Status 0; 1 with conflicts; 2 when it can't: then nothing has been changed,
# or it says what to do. All is made ready in build/update first; then files
# move into their places, VERSION last: stopped anywhere, the next call goes on.
# shellcheck disable=SC2015,SC2086,SC2088
set -u
LC_ALL=C
export LC_ALL
newline='
'

die() {
  echo "update: $*" >&2
  exit 2
}

refuse() { # WHY
  die "$from $*; nothing has been changed"
}

# Sum, size and path of each file below FOLDER that is the release's or the
# student's; a file's name with a newline in it is nobody's.
sums() ( # FOLDER
  cd "$1" && find . \( -path ./build -o -path ./.progress -o -path ./.git -o \
    -path './backup-*' -o -name "*$newline*" \) -prune -o \
    ! -path ./tools/files.cksum \
    \( -type f -o -type l -exec test -f {} \; \) -exec cksum {} + >"$stage/raw" &&
    sed 's| \./| |' "$stage/raw" | sort -k 3
)

version_of() { # FOLDER
  sed 1q "$1/VERSION" 2>/dev/null | grep -x '[0-9A-Za-z][0-9A-Za-z.+_-]*'
}

# --- The archive ---

look_into_archive() {
  (ulimit -f 4000000 2>/dev/null; gzip -dc <"$from" >"$stage/tar") 2>/dev/null &&
    tar -tf - <"$stage/tar" >"$stage/names" 2>/dev/null &&
    tar -tvf - <"$stage/tar" >"$stage/long" 2>/dev/null ||
    refuse "isn't a whole .tar.gz archive; download it again"
  ! grep -Eq '^/|(^|/)\.\.(/|$)' "$stage/names" ||
    refuse "leads out of its folder, which no release does"
  ! grep -q '^[^-d]' "$stage/long" ||
    refuse "holds links or devices, which no release does"
  ! grep -q '[^[:alnum:]/._+@=,-]' "$stage/names" ||
    refuse "holds names that no release has"
  top=$(sed 's|^\./||; s|/.*||' "$stage/names" | sort -u)
  case $top in
  '' | . | *"$newline"*) refuse "isn't a release: that is one folder" ;;
  esac
}

unpack() {
  look_into_archive
  # Times are those of unpacking, so that make sees what is new.
  mkdir "$stage/new" && (cd "$stage/new" && tar -xmof - <../tar) ||
    die "there is no room to unpack $from; nothing has been changed"
  rm -f "$stage/tar"
  new=$stage/new/$top
  new_version=$(version_of "$new") && [ -f "$new/tools/files.cksum" ] ||
    refuse "isn't a release of this course"
  found=
  for file in "$new"/tools/lab/*.c; do
    [ ! -f "$file" ] || [ ! -f "tools/lab/${file##*/}" ] || found=1
  done
  [ -n "$found" ] || refuse "isn't a release of this course"
  sums "$new" >"$stage/new.sums" &&
    sort -k 3 "$new/tools/files.cksum" | cmp -s - "$stage/new.sums" ||
    refuse "is damaged: its files aren't those that it lists; download it again"
}

# --- What is to be done ---

# Prints `ACTION PATH`: backup, put, remove; edited and gone are for the report.
plan() {
  cksum <"$from" >"$stage/from.sum"
  awk -v archive="$(cat "$stage/from.sum")" '
    { path = $0; sub(/^[^ ]* [^ ]* /, "", path); sum = $1 " " $2 }
    FILENAME ~ /old.sums$/ { old[path] = sum; next }
    FILENAME ~ /new.sums$/ { new[path] = sum; next }
    { mine[path] = sum }
    sum == archive { next }
    path ~ /^lab\// { print "backup", path }
    (path in old) && sum == old[path] { next }
    (path in new) && sum == new[path] { next }
    { edited[path] = 1 }
    path !~ /^lab\// { print "backup", path }
    END {
      for (path in new) {
        if (path ~ /^lab\/.*\.c$/ && ("tools/" path) in new) continue
        if (path == "VERSION" || path ~ /^tools\/lab\//) continue
        if (!(path in mine) || mine[path] != new[path]) print "put", path
        if (path in edited) print "edited", path
      }
      for (path in old)
        if (!(path in new) && (path in mine))
          print ((path in edited) ? "gone " : "remove ") path
      for (path in edited)
        if (path ~ /^tools\/lab\//) print "base", path
    }' "$stage/old.sums" "$stage/new.sums" "$stage/mine.sums" | sort
}

# A folder where a file has to go, or the reverse, is the student's to move.
look_for_room() {
  sed 's/^[^ ]* [^ ]* //' "$stage/new.sums" | while IFS= read -r path; do
    [ ! -d "$path" ] || die "the folder $path is in the way; move it elsewhere"
    while [ "$path" != "${path%/*}" ]; do
      path=${path%/*}
      [ ! -L "$path" ] && { [ -d "$path" ] || [ ! -e "$path" ]; } ||
        die "$path has to be a folder; move it elsewhere"
    done
  done
}

# The first name lab/FILE.conflict-N that is free, or holds the same.
name_beside() { # FILE TEXT
  n=1
  while [ -e "lab/$1.conflict-$n" ] && ! cmp -s "lab/$1.conflict-$n" "$2"; do
    n=$((n + 1))
  done
  echo "$1.conflict-$n"
}

merge_file() { # FILE
  theirs=$new/tools/lab/$1
  base=tools/lab/$1
  [ -f "$base" ] && ! grep -Fqx "base $base" "$stage/plan" || base=/dev/null
  if [ ! -f "lab/$1" ]; then
    cp "$theirs" "$stage/lab/$1" && echo "file lab/$1" >>"$stage/report"
    return
  fi
  "$work/merge" "$base" "lab/$1" "$theirs" "$stage/out" "$stage/beside" \
    >"$stage/words"
  [ $? -le 1 ] || return
  beside=
  if [ -f "$stage/beside" ]; then
    beside=$(name_beside "$1" "$stage/beside")
    mv "$stage/beside" "$stage/lab/$beside" || return
  fi
  sed "s|\$| in lab/$1${beside:+ beside lab/$beside}|" "$stage/words" \
    >>"$stage/report"
  cmp -s "$stage/out" "lab/$1" || mv "$stage/out" "$stage/lab/$1"
}

merge_all() {
  if [ ! -x "$work/merge" ]; then
    ${CC:-cc} -std=c11 -O1 -o "$stage/merge" tools/merge*.c >&2 &&
      mv "$stage/merge" "$work/merge" ||
      die "tools/merge.c does not compile; nothing has been changed"
  fi
  mkdir "$stage/lab" && : >"$stage/report"
  for file in "$new"/tools/lab/*.c; do
    merge_file "${file##*/}" ||
      die "can't merge lab/${file##*/}; nothing has been changed"
  done
}

back_up() {
  n=1
  while [ -e "backup-$old_version-$n" ]; do
    n=$((n + 1))
  done
  backup=backup-$old_version-$n
  mkdir "$stage/backup" || return
  sed -n 's/^backup //p' "$stage/plan" | while IFS= read -r path; do
    mkdir -p "$stage/backup/$(dirname "./$path")" && cp -p "./$path" "$stage/backup/$path" || exit
  done && mv "$stage/backup" "$backup"
}

# --- Doing it ---

move() { # FROM TO
  case $2 in
  */*) mkdir -p "${2%/*}" ;;
  esac && mv -f "$1" "$2" ||
    die "stopped at $2, half-way. Your files as they were are in $backup/." \
      "Once what hinders is away, the same 'make update' does the rest."
}

# Each lab file with its base: one is never newer than the other for long.
move_labs() {
  for file in "$stage"/lab/*.conflict-*; do
    [ ! -f "$file" ] || move "$file" "lab/${file##*/}"
  done
  for file in "$new"/tools/lab/*.c; do
    name=${file##*/}
    [ ! -f "lab/$name" ] || cmp -s "lab/$name" "$backup/lab/$name" ||
      die "lab/$name was saved in the meantime; the same 'make update' does the rest"
    [ ! -f "$stage/lab/$name" ] || move "$stage/lab/$name" "lab/$name"
    move "$file" "tools/lab/$name"
  done
}

apply() {
  # What goes on if this is stopped: the old release's program, whole.
  [ -f "$work/update.sh" ] ||
    { cp tools/update.sh "$stage" && mv "$stage/update.sh" "$work"; } ||
    die "there is no room in $work; nothing has been changed"
  trap '' INT HUP TERM
  move_labs
  sed -n 's/^put //p' "$stage/plan" >"$stage/puts"
  while IFS= read -r path; do
    move "$new/$path" "$path"
  done <"$stage/puts"
  sed -n 's/^remove //p' "$stage/plan" >"$stage/removes"
  while IFS= read -r path; do
    rm -f "$path" || echo "update: $path is the old release's: remove it" >&2
    while [ "$path" != "${path%/*}" ]; do
      path=${path%/*}
      rmdir "$path" 2>/dev/null || break
    done
  done <"$stage/removes"
  move "$new/tools/files.cksum" tools/files.cksum
  move "$new/VERSION" VERSION
  rm -f "$work/update.sh"
}

# --- What became of it ---

list() { # TITLE, with names as input
  awk -v title="$1" 'NR == 1 { print title } { print "    " $0 }'
}

names() { # WORD TITLE: the tasks that the merge has this word for
  sed -n "s/^$1 \([^ ]*\) in lab.*/\1/p" "$stage/report" | tr '\n' ' ' |
    fold -s -w 74 | sed 's/ $//' | list "$2"
}

actions() { # ACTION TITLE
  sed -n "s/^$1 //p" "$stage/plan" | list "$2"
}

summary() {
  names kept "Kept, as you filled them:"
  names asks "Of these the release now wants something else; compare tools/lab:"
  names renewed "Renewed; you had not begun them:"
  names new "New:"
  names gone "No longer asked for; you had not begun them:"
  sed -n 's/^file //p' "$stage/report" | list "New files:"
  sed -n 's/^beside \([^ ]*\) in.* beside /\1, in /p' "$stage/report" |
    list "No longer asked for; your function lies beside:"
  actions edited "Files you had changed are the release's again; yours: $backup/"
  actions gone "No longer in the release, but changed by you, so they stay:"
  grep -E '^(conflict|clash|whole) ' "$stage/report" | sed \
    -e 's|^conflict \([^ ]*\) in \(.*\) beside \(.*\)|\1: its first lines were changed by you and by the release. \2 has the new blank, \3 your function: carry it over.|' \
    -e 's|^clash \([^ ]*\) in \(.*\) beside \(.*\)|\1: you and the release both define it. \2 has the one of the release, \3 yours: give yours another name.|' \
    -e 's|^whole \(.*\) in \(.*\) beside \(.*\)|\2 stays as it is: \1. The new file is \3: copy your answers there, then put it in the place of the other.|' |
    fold -s -w 74 | sed 's/ $//' | list "Conflicts, for you to settle:"
  echo "All your files as they were before: $backup/"
}

main() {
  from=${1:-}
  [ -n "$from" ] || die "FROM=new-release.tar.gz is wanted"
  case $from in # make leaves ~ as it is
  '~/'*) from=$HOME/${from#??} ;;
  /*) ;;
  *) from=$PWD/$from ;;
  esac
  cd "${UPDATE_ROOT:-$(dirname "$0")/..}" || exit 2
  old_version=$(version_of .) && [ -d lab ] && [ -d tools/lab ] ||
    die "$PWD isn't the folder of a release"
  [ -f "$from" ] && [ -r "$from" ] || die "$from isn't there, or can't be read"
  work=build/update
  if [ -f "$work/update.sh" ] && [ -z "${UPDATE_ROOT:-}" ]; then
    echo "An update was stopped half-way; going on with it."
    UPDATE_ROOT=. exec sh "$work/update.sh" "$from"
  fi
  stage=$PWD/$work/stage
  rm -rf "$stage"
  [ -f "$work/update.sh" ] || rm -f "$work/merge"
  mkdir -p "$stage" || die "can't write in $PWD/build; nothing has been changed"
  trap 'rm -rf "$stage"; [ -f "$work/update.sh" ] || rm -rf "$work"' EXIT
  trap 'echo "update: stopped; nothing has been changed" >&2; exit 130' INT
  trap 'exit 143' HUP TERM
  unpack
  if [ "$old_version" = "$new_version" ] && [ "${FORCE:-}" != 1 ]; then
    rm -f "$work/update.sh"
    echo "This is $old_version already; nothing to do (FORCE=1 does it again)."
    exit 0
  fi
  { [ ! -f tools/files.cksum ] || sort -k 3 tools/files.cksum; } \
    >"$stage/old.sums"
  sums . >"$stage/mine.sums" ||
    die "some files here can't be read; nothing has been changed"
  plan >"$stage/plan" && (look_for_room) || exit 2
  merge_all
  back_up || die "the backup failed; nothing has been changed"
  echo "$old_version -> $new_version"
  apply
  summary
  ! grep -Eq '^(conflict|clash|whole) ' "$stage/report"
}

main "$@"; exit
