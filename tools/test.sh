#!/bin/sh
# Runs the project's own tests and ends with the summary of prove(1).
#
#     tools/test.sh [TEST ...]      default: all that `make test` has built
#
# Called by prove for each test it runs that test with the right surroundings.
set -u
cd "$(dirname "$0")/.." || exit 2
export BIN=build/bin

if [ "${1:-}" = --one ]; then
  variant=$(echo "$2" | sed -n 's|^build/\([a-z]*\)/.*|\1|p')
  for kernels in A:portable B:onednn; do
    library=build/$variant/kernels_${kernels#*:}.so
    [ ! -f "$library" ] || export "KERNELS_${kernels%:*}=$library"
  done
  # With more threads the leak finder dies in libdnnl (measured with 2.6.3).
  export OMP_NUM_THREADS=1
  case $2 in
  *.sh) exec sh "$2" ;;
  *) exec "$2" ;;
  esac
fi

if [ $# = 0 ]; then
  set -- tests/tools/test_*.sh tests/grader/test_*.sh tests/release/test_*.sh
  for test in tests/lib/test_*.c tests/grader/test_*.c; do
    for variant in chk asan; do
      set -- "$@" "build/$variant/${test%.c}"
    done
  done
fi
exec prove -j "${JOBS:-2}" --exec 'sh tools/test.sh --one' "$@"
