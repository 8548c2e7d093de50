# What tests of the student's release share; source it after tap.sh.
#   release_to FOLDER    builds the release there
#   unpack FOLDER        unpacks that of $scratch/once
#   fill TREE            fills its labs from solutions/
# shellcheck shell=sh
unset SEEDS DATASET # the repository's make hands them down; a student has none
bin=${BIN:-build/bin}
notes=${NOTES:-build/draft/notes}
export NOTES="$notes"
top=dropout-by-hand-$(cat VERSION)
need "$bin/veil"
need "$notes/student.pdf"

release_to() {
  OUT=$1 tools/release.sh
}

unpack() {
  mkdir -p "$1"
  # shellcheck disable=SC2154 # tap.sh sets it
  tar -xzf "$scratch/once/$top.tar.gz" -C "$1"
}

fill() {
  for solution in solutions/ch*.c; do
    sed '/^ *\/\/@/d' "$solution" >"$1/lab/${solution##*/}"
  done
}
