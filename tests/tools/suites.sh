# What tests of the suites share; source it after tap.sh.
# shellcheck shell=sh
MARKS=${BIN:-build/bin}/marks

# Grades library $3 with the suite of stem $2 in build $1; prints verdicts.
verdicts() {
  "$1/tests/test_$2" --student "$3" --solution "$1/solutions/$2.so" --worker "$1/worker"
}

stems() {
  for file in solutions/ch*.c; do
    basename "$file" .c
  done
}
