#!/bin/sh
# Compiles lab files to shared objects, inside the sandbox:
#
#     compile.sh INPUT OUTPUT SECONDS KIB FLAG... -- STEM...
#
# For each STEM.c in INPUT: OUTPUT/STEM.so if it compiles, what the compiler says
# (no more than KIB) in STEM.log, and its exit status in STEM.status.
input=$1 output=$2 seconds=$3 kib=$4
shift 4
flags=
while [ "$1" != -- ]; do
  flags="$flags $1"
  shift
done
shift
export LC_ALL=C TMPDIR="$output"
cd "$input" || exit 2
for stem; do
  [ -f "$stem.c" ] || continue
  {
    # shellcheck disable=SC2086 # a list of flags
    timeout -k 1 "$seconds" gcc $flags -o "$output/$stem.so" "$stem.c" -lgcc 2>&1
    echo $? >"$output/$stem.status"
  } | head -c "${kib}K" >"$output/$stem.log"
done
