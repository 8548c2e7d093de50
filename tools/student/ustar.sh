#!/bin/sh
# A tar archive of the given files, with plain shell: ustar.sh NAME=FILE ... >OUT
#
# tar's own options for a reproducible archive differ between systems; here the
# same files give the same bytes everywhere: one owner, one date, mode 644.
set -u
LC_ALL=C
export LC_ALL

# zeros N: so many zero bytes.
zeros() {
  dd if=/dev/zero bs="$1" count=1 2>/dev/null
}

# field WIDTH TEXT: the text, filled up with zero bytes.
field() {
  printf '%s' "$2"
  [ "${#2}" -ge "$1" ] || zeros $(($1 - ${#2}))
}

# header NAME SIZE CHECKSUM: one block, as POSIX describes it under pax.
header() {
  field 100 "$1"
  field 8 0000644
  field 8 0000000
  field 8 0000000
  field 12 "$(printf '%011o' "$2")"
  field 12 07033241600 # 2000-01-01
  printf '%-8s' "$3"   # while it is being worked out: eight spaces
  field 1 0
  field 100 ''
  printf 'ustar\00000'
  field 32 root
  field 32 root
  field 8 0000000
  field 8 0000000
  zeros 167 # no prefix; and the block's rest
}

for entry; do
  name=${entry%%=*} file=${entry#*=}
  if [ "${#name}" -gt 100 ]; then
    echo "ustar: the name $name is longer than 100 letters" >&2
    exit 2
  fi
  size=$(wc -c <"$file") || exit 2
  size=$((size))
  sum=$(header "$name" "$size" '' | od -An -v -tu1 |
    awk '{ for (i = 1; i <= NF; i++) n += $i } END { printf "%06o", n }')
  header "$name" "$size" "$sum"
  cat "$file" || exit 2
  [ $((size % 512)) = 0 ] || zeros $((512 - size % 512))
done
zeros 1024
