#!/bin/sh
# make plot: figures from the student's own functions, and what is said where
# something is missing.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/release/release.sh
. tests/release/release.sh
# shellcheck source=tests/release/session.sh
. tests/release/session.sh

tree="$scratch/my course/$top"
release_to "$scratch/once" >/dev/null || exit 2
unpack "$scratch/my course"
here() (
  cd "$tree" && env -u MAKEFLAGS -u MAKELEVEL -u COLUMNS -u SEEDS -u DATASET LC_ALL=C.UTF-8 "$@"
)
plots() { # STATUS TEXT ARGUMENT ...
  plots_status=$1 plots_text=$2
  shift 2
  expect "$plots_status" "$plots_text" here make plot "$@"
}
# What a machine without a program has: everything() without NAME.
without() { # NAME
  mkdir -p "$scratch/no-$1" && ln -sf /usr/bin/* /usr/local/bin/* /bin/* "$scratch/no-$1/" 2>/dev/null
  rm -f "$scratch/no-$1/$1"*
}
figures() { (cd "$tree/build/figures" && ls ./*.svg 2>/dev/null) || :; }

check "without a chapter it lists them" plots 2 "make plot ONLY=ch04_dropout"
check "a chapter that is not there is refused" plots 2 "choose ONLY= from:" ONLY=ch4
check "so is a data set" plots 2 "choose fashion or mnist" ONLY=ch02_gradients DATASET=cifar
check "without the images it says how to get them" \
  plots 2 "sudo apt-get install dataset-fashion-mnist" ONLY=ch02_gradients DATASET=mnist
check "and which chapters need none" plots 2 "make plot ONLY=ch04_dropout" ONLY=ch02_gradients DATASET=mnist

check "a blank chapter is nobody's fault" plots 0 "nothing to draw" ONLY=ch01_activations
fill "$tree"
drawn() {
  plots 0 "build/figures/ch04_dropout.html" ONLY=ch04_dropout || return
  (cd "$tree/plots" && ls ch04_dropout-*.gp) | sed 's/gp$/svg/' >"$scratch/wanted"
  (cd "$tree/build/figures" && ls ch04_dropout-*.svg) | diff "$scratch/wanted" -
}
check "every figure of a chapter is drawn" drawn
on_page() {
  for figure in $(figures | grep ch04); do
    grep -q "src=\"${figure#./}\"" "$tree/build/figures/ch04_dropout.html" || { echo "$figure" && return 1; }
  done
}
check "all are on one page" on_page
ran_again() { here make plot ONLY=ch04_dropout 2>&1 | grep 'done in'; }
not_again() { ! ran_again; }
check "a second call runs no experiment again" not_again
own_function() {
  sed 's|return false;|return drop_prob < 0;|;/^void dropout_mean/,/^}/s|/ (double)n_masks|/ (2.0 * (double)n_masks)|' \
    "$tree/lab/ch04_dropout.c" >"$scratch/lab" && cp "$scratch/lab" "$tree/lab/ch04_dropout.c"
  cp "$tree/build/figures/ch04_dropout-mean.svg" "$scratch/right.svg"
  ran_again >/dev/null && ! cmp -s "$tree/build/figures/ch04_dropout-mean.svg" "$scratch/right.svg"
}
check "the figures show the student's function, right or wrong" own_function
remarked() {
  echo '// a remark' >>"$tree/lab/ch04_dropout.c"
  not_again
}
check "a remark runs none again either" remarked
older_file() {
  cp "$tree/lab/ch04_dropout.c" "$scratch/mine"
  touch -t 202001010000 "$tree/tools/lab/ch04_dropout.c"
  cp -p "$tree/tools/lab/ch04_dropout.c" "$tree/lab/ch04_dropout.c"
  ran_again >/dev/null
  changed=$?
  cp "$scratch/mine" "$tree/lab/ch04_dropout.c"
  ran_again >/dev/null && return $changed
}
check "an older file in the lab's place is a change" older_file
in_terminal() { # SETTING
  at_terminal "$1 make plot ONLY=ch04_dropout" </dev/null
  plain_text >"$scratch/said"
  grep -q 'hidden units removed' "$scratch/said" && awk 'length > 80 { print; bad = 1 } END { exit bad }' "$scratch/said"
}
not_in_terminal() { ! in_terminal "$1" >/dev/null; }
check "at a terminal without a display they are drawn with letters" in_terminal ""
check "with one they are not" not_in_terminal "DISPLAY=:0"
told_state() {
  here make check ONLY=ch04_dropout >/dev/null 2>&1
  plots 0 "not right yet" ONLY=ch04_dropout
}
check "it says that tasks are not right yet" told_state

crash() {
  sed '/^void dropout_inference/,/^}/s|^{|{ *(volatile int *)0 = 1;|' "$tree/lab/ch04_dropout.c" \
    >"$scratch/lab" && cp "$scratch/lab" "$tree/lab/ch04_dropout.c"
  plots 2 "Does 'make check ONLY=ch04_dropout' pass?" ONLY=ch04_dropout
}
check "a crash is told" crash
broken() {
  echo 'int oops(' >>"$tree/lab/ch04_dropout.c"
  plots 2 "'make check ONLY=ch04_dropout' says more" ONLY=ch04_dropout
}
check "so is what does not compile" broken

fill "$tree"
without gnuplot
no_gnuplot() {
  PATH=$scratch/no-gnuplot plots 0 "gnuplot is not here" ONLY=ch04_dropout && [ -s "$tree/build/data/ch04_dropout/bars.tsv" ]
}
check "without gnuplot there are tables" no_gnuplot
no_zlib() {
  sed 's/^ZLIB := .*/ZLIB := /' "$tree/build/config.mk" >"$scratch/config" && cp "$scratch/config" "$tree/build/config.mk"
  plots 2 "zlib1g-dev" ONLY=ch04_dropout
}
check "without zlib it says what to install" no_zlib
plan
