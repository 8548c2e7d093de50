#!/bin/sh
# A grade book on a disk that is full: what is in it stays, and it goes on when
# there is room again. The disk is a tmpfs in a mount namespace of its own.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
mark=build/chk/bin/mark
need $mark

# Runs in the namespace; prints what went wrong.
fill_disk() {
  disk=$scratch/disk
  mkdir -p "$disk" && mount -t tmpfs -o size=768k tmpfs "$disk" || return 1
  book=$disk/book.sqlite
  : >"$book"
  reason=$(head -c 3000 /dev/zero | tr '\0' x)
  head -c 262144 /dev/zero >"$disk/ballast"
  marks=0
  while [ $marks -lt 1000 ] && add "item-$marks" "$reason" 2>"$scratch/said"; do
    marks=$((marks + 1))
  done
  rm "$disk/ballast"
  grep -q 'no room is left on the disk' "$scratch/said" || cat "$scratch/said"
  [ $marks -gt 0 ] || echo "not even one mark fitted"
  [ "$(listed)" = $marks ] || echo "$(listed) marks of $marks are there"
  add after "There is room again." || echo "the book doesn't go on"
  [ "$(listed)" = $((marks + 1)) ] || echo "the new mark isn't there"
  umount "$disk"
}

add() {
  $mark --book "$book" --force --student ada --item "$1" --points 1 --max 1 \
    --reason "$2" >/dev/null
}

listed() {
  $mark --book "$book" --list | tail -n +2 | wc -l
}

if [ "${1:-}" = --inside ]; then
  trap - EXIT
  rm -rf "$scratch"
  scratch=$2
  fill_disk
  exit
fi

rule="a full disk loses no mark, and the book goes on afterwards"
if unshare -rm mount -t tmpfs tmpfs "$scratch" 2>/dev/null; then
  check "$rule" prints "" unshare -rm sh "$0" --inside "$scratch"
else
  skip "$rule" "no tmpfs can be mounted here"
fi
plan
