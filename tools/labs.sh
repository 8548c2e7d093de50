#!/bin/sh
# Writes lab/STEM.c for each solutions/STEM.c: `make labs`, from the repository's
# root, with MARKS (the reader of marks), LAB, SOLUTIONS and FORCE as variables.
# A lab file that a person has edited is left alone, and then so are all others;
# FORCE=1 keeps it as lab/STEM.c.bak-N and writes it anew.
set -eu
LC_ALL=C # the files' order
export LC_ALL

marks=${MARKS:-build/bin/marks}
lab=${LAB:-lab}
solutions=${SOLUTIONS:-solutions}
# What this program last wrote, as lines `SUM SIZE STEM.c`, tells its own lab
# files from edited ones.
sums=$lab/.cksums

die() {
  echo "labs: $*" >&2
  exit 2
}

sum_of() { # FILE
  cksum <"$1"
}

# Compares lab/NAME with its new text: is it absent, right, ours or edited?
state_of() { # NAME
  if [ ! -e "$lab/$1" ] && [ ! -L "$lab/$1" ]; then
    echo absent
  elif [ ! -f "$lab/$1" ] || [ -L "$lab/$1" ]; then
    echo odd
  elif cmp -s "$new/$1" "$lab/$1"; then
    echo right
  elif grep -Fqx "$(sum_of "$lab/$1") $1" "$sums" 2>/dev/null; then
    echo ours
  else
    echo edited
  fi
}

keep_backup() { # NAME
  n=1
  while [ -e "$lab/$1.bak-$n" ] || [ -L "$lab/$1.bak-$n" ]; do
    n=$((n + 1))
  done
  cp -p "$lab/$1" "$new/backup"
  mv -f "$new/backup" "$lab/$1.bak-$n"
  echo "labs: kept $lab/$1 as $lab/$1.bak-$n"
}

# The sums of the new texts, and those of lab files that have no solution now.
list_sums() {
  for text in "$new"/*.c; do
    echo "$(sum_of "$text") ${text##*/}"
  done
  [ ! -f "$sums" ] || while read -r sum size name; do
    [ -e "$new/$name" ] || [ ! -f "$lab/$name" ] || echo "$sum $size $name"
  done <"$sums"
}

case ${FORCE:-0} in
0 | 1) ;;
*) die "FORCE=$FORCE means nothing; use FORCE=1 or leave it out" ;;
esac
[ -x "$marks" ] || die "$marks isn't there; run 'make labs', which builds it"
set -- "$solutions"/*.c
[ -f "$1" ] || die "$solutions/ has no .c file to make labs from"
mkdir -p "$lab"

# In the folder of the labs, so that mv replaces a file in one step.
new=$lab/.new-$$
trap 'rm -rf "$new"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
mkdir "$new"

for solution; do
  "$marks" lab "$solution" >"$new/${solution##*/}"
done

n_refused=0
for text in "$new"/*.c; do
  name=${text##*/}
  case $(state_of "$name") in
  odd) die "$lab/$name isn't a plain file; move it away" ;;
  edited)
    [ "${FORCE:-0}" = 1 ] && continue
    echo "labs: $lab/$name has been edited by hand; FORCE=1 writes it anew" \
      "and keeps this one as $lab/$name.bak-N" >&2
    n_refused=$((n_refused + 1))
    ;;
  esac
done
if [ "$n_refused" -gt 0 ]; then
  echo "labs: nothing written" >&2
  exit 1
fi

# Old and new sums together until all is written: whenever this stops, each lab
# file is one that the next run knows as its own.
list_sums >"$new/sums"
if ! cmp -s "$new/sums" "$sums"; then
  [ ! -f "$sums" ] || cat "$sums" >"$new/both"
  cat "$new/sums" >>"$new/both"
  mv -f "$new/both" "$sums"
fi
for text in "$new"/*.c; do
  name=${text##*/}
  state=$(state_of "$name")
  if [ "$state" = edited ]; then
    keep_backup "$name"
  fi
  if [ "$state" != right ]; then
    mv -f "$text" "$lab/$name"
    echo "labs: wrote $lab/$name"
  fi
done
cmp -s "$new/sums" "$sums" || mv -f "$new/sums" "$sums"

for file in "$lab"/*.c; do
  [ ! -f "$file" ] || [ -f "$solutions/${file##*/}" ] ||
    echo "labs: $file belongs to no chapter ($solutions/${file##*/} isn't" \
      "there); remove it if it isn't needed"
done
