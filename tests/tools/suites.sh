# What tests of the suites share; source it after tap.sh.
# shellcheck shell=sh
MARKS=${BIN:-build/bin}/marks

# Grades library $3 with the suite of stem $2 in build $1 (and further options);
# prints verdicts.
verdicts() {
  build_=$1 stem_=$2 student_=$3
  shift 3
  "$build_/tests/test_$stem_" --student "$student_" --solution "$build_/solutions/$stem_.so" \
    --base "$build_/base/$stem_.so" --worker "$build_/worker" "$@"
}

# Compiles $1 to library $2 as labs are compiled, apart from the further flags.
library() {
  source_=$1 library_=$2
  shift 2
  ${CC:-gcc} -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -w -fPIC -shared -nostdlib -Wl,-Bsymbolic \
    -Iinclude "$@" -o "$library_" "$source_" -lgcc
}

stems() {
  for file in solutions/ch*.c; do
    basename "$file" .c
  done
}
