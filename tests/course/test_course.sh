#!/bin/sh
# What `make course` leaves behind: run after it.
. tests/tools/tap.sh

# Nothing has changed, so there is nothing to do.
second_course_is_idle() {
  make course >"$scratch/again" 2>&1 || { cat "$scratch/again" && return 1; }
  ! grep -v '^make' "$scratch/again"
}

figures_are_whole() {
  for script in plots/ch*-*.gp; do
    name=$(basename "$script" .gp)
    xmllint --noout "build/figures/$name.svg" || return 1
    pdftotext "build/figures/$name.pdf" - >/dev/null || return 1
  done
}

enough_figures() {
  [ "$(find build/figures -name '*.svg' | wc -l)" -ge 16 ]
}

# Each figure that is drawn is shown, each number that is written is a number.
figures_are_shown() {
  for script in plots/ch*-*.gp; do
    name=$(basename "$script" .gp)
    grep -q "(figure:${name#*-})" "chapters/${name%%-*}.md" ||
      { echo "$name is drawn but shown nowhere" && return 1; }
  done
}

# A NaN that a chapter shows on purpose is written "NaN"; printf writes "nan".
numbers_are_finite() {
  ! cut -f 2 build/data/*/numbers.tsv | grep -w -e nan -e -nan -e inf -e -inf
}

# At least the two that the course itself draws; that of `make bench` may stand beside them.
readme_shows() {
  [ "$(grep -c '^!\[.*](.*svg)$' README.md)" -ge 2 ] || return 1
  sed -n 's/^!\[.*](\(.*svg\))$/\1/p' README.md | while read -r figure; do
    xmllint --noout "$figure" || exit 1
  done
}

# The loss of a short training: losses THREADS WORK.
losses() {
  OMP_NUM_THREADS=$1 build/bin/bench/train "$2" --rows 2560 --epochs 2 | awk '$1 == "epoch" { print $3 }'
}

# Sums are taken in another order, and a training carries that on.
trains_alike() {
  make build/bin/bench/train >"$scratch/train" 2>&1 || { cat "$scratch/train" && return 1; }
  for work in mlp-sgd mlp-adam cnn deep; do
    one=$(losses 1 "$work") && two=$(losses 2 "$work") || return 1
    [ "$(losses 1 "$work")" = "$one" ] && [ "$(losses 2 "$work")" = "$two" ] ||
      { echo "$work: not the same twice" && return 1; }
    echo "$one $two" | tr '\n' ' ' | awk -v work="$work" '
      { for (i = 1; i <= 2; i++) if (!($i > 0 && ($i - $(i + 2)) ^ 2 < ($i / 100) ^ 2)) {
        print work ": losses " $0; exit 1 } }' || return 1
  done
}

check "a second make course has nothing to do" second_course_is_idle
check "a training is the same twice, and with more threads but for rounding" trains_alike
check "every figure is a whole SVG and a whole PDF" figures_are_whole
check "there are at least 16 figures" enough_figures
check "every figure stands in a chapter" figures_are_shown
check "no number for the prose is NaN or infinite" numbers_are_finite
check "the figures that README.md shows are there, and whole" readme_shows
plan
