#!/bin/sh
# What make submit packs, what it refuses, and that the grader takes it.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/release/release.sh
. tests/release/release.sh

grade=build/chk/bin/grade
need "$grade"
tree="$scratch/my course/$top"
release_to "$scratch/once" >/dev/null || exit 2
unpack "$scratch/my course"
here() (
  cd "$tree" && env -u MAKEFLAGS -u MAKELEVEL -u COLUMNS -u FORCE LC_ALL=C.UTF-8 "$@"
)
submits() { # STATUS TEXT ARGUMENT ...
  submits_status=$1 submits_text=$2
  shift 2
  expect "$submits_status" "$submits_text" here make submit "$@"
}
archives() { find "$tree" -maxdepth 1 -name '*.tar*'; }

for id in '' ../ada .ada -x 'a b' 'a/b' 'a;id' "$(printf 'a%.0s' $(seq 65))"; do
  check "the id '$(printf %.20s "$id")' is refused" submits 2 "${id:+ID=}${id:-Whose work}" "ID=$id"
done
check "nothing is packed for them" prints "" archives

cp "$tree"/tools/lab/ch01_activations.c "$scratch/blank.c"
check "blank chapters are named" submits 0 "not begun" ID=blank
check "so is the score" submits 0 "Your own check says 0/100" ID=blank
missing() {
  rm "$tree/lab/ch05_mlp.c"
  submits 2 "lab/ch05_mlp.c is missing" ID=five || return
  submits 0 "5 lab files" ID=five FORCE=1 && submits 0 "missing: not packed" ID=five FORCE=1
}
check "a missing chapter is refused, or named if it has to be" missing
fill "$tree"
contents() {
  submits 0 "Your own check says 100/100" ID=ada || return
  tar -tzf "$tree/ada.tar.gz" >"$scratch/names" || return
  (cd "$tree/lab" && printf 'ada/%s\n' ch*.c) | diff - "$scratch/names" || return
  mkdir "$scratch/out" && tar -xzf "$tree/ada.tar.gz" -C "$scratch/out" &&
    for file in "$tree"/lab/ch*.c; do
      cmp "$file" "$scratch/out/ada/${file##*/}" || return
    done
}
check "the archive holds the lab files, and nothing else" contents
same() {
  cp "$tree/ada.tar.gz" "$scratch/first.tar.gz"
  rm "$tree/ada.tar.gz"
  touch -t 201001010000 "$tree"/lab/*.c
  chmod 600 "$tree"/lab/*.c
  here make submit ID=ada >/dev/null && cmp "$tree/ada.tar.gz" "$scratch/first.tar.gz"
}
check "the same files give the same bytes" same
repeated() {
  submits 0 "holds this already" ID=ada && [ ! -e "$tree/ada.tar.gz.old-1" ]
}
check "handing in the same again changes nothing" repeated
kept() {
  echo '// better' >>"$tree/lab/ch02_gradients.c"
  submits 0 "ada.tar.gz.old-1" ID=ada && cmp "$tree/ada.tar.gz.old-1" "$scratch/first.tar.gz" || return
  echo '// better still' >>"$tree/lab/ch02_gradients.c"
  submits 0 "ada.tar.gz.old-2" ID=ada && cmp "$tree/ada.tar.gz.old-1" "$scratch/first.tar.gz"
}
check "an archive that is there is kept" kept

graded() { # 100 points from what was handed in
  chmod 711 "$scratch" # the sandbox's user has to get through
  mkdir "$scratch/class" && cp "$tree/ada.tar.gz" "$tree/five.tar.gz" "$scratch/class/" || return
  "$grade" --submissions "$scratch/class" --out "$scratch/grades" --jobs 2 --seed 1 >"$scratch/said" 2>&1 ||
    { cat "$scratch/said" && return 1; }
  cat "$scratch/grades/grades.csv"
  grep -q '^"ada",.*"graded",100,100,' "$scratch/grades/grades.csv"
}
if command -v bwrap >/dev/null 2>&1; then
  check "make grade takes it, with full marks" graded
else
  skip "make grade takes it, with full marks" "there is no sandbox"
fi

refused() {
  echo 'int oops(' >>"$tree/lab/ch03_l2.c"
  cksum "$tree"/*.gz* >"$scratch/before"
  submits 2 "lab/ch03_l2.c does not compile: lab/ch03_l2.c:" ID=ada || return
  cksum "$tree"/*.gz* | diff "$scratch/before" -
}
check "what does not compile is not packed" refused
check "unless told so" submits 0 "does not compile" ID=ada FORCE=1
no_labs() {
  rm "$tree"/lab/*.c
  submits 2 "lab/ holds no chapter" ID=none
}
check "an empty lab/ is not packed" no_labs
no_litter() { ! find "$tree" -maxdepth 1 \( -name '.*gz*' -o -name '*.tar' \) | grep .; }
check "nothing is left lying about" no_litter
plan
