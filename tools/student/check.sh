#!/bin/sh
# Checks lab/, and prints a sentence for each task that is begun:
#
#     tools/check.sh [--first | --quiet] [STEM ...]
#
# --first shows the first failure alone (make watch), --quiet nothing. Called by
# make check, from the release's root. Exit status: 0 full marks, 1 less, 2 for a
# wrong call, 3 when there is no grade: the checker itself does not build or run.
set -u
. tools/terminal.sh

mode=full
case ${1:-} in
--first | --quiet) mode=${1#--} && shift ;;
esac
stems=$(asked_stems "$@") || exit 2
mkdir -p build/check .progress || exit 2

# One check at a time: make watch may be at work in another window. A lock whose
# owner is gone (killed), or that has had none for five seconds, counts for
# nothing.
lock=build/check.lock
take_lock() {
  waited=0
  until mkdir "$lock" 2>/dev/null; do
    owner=$(cat "$lock/owner" 2>/dev/null)
    gone=
    [ -n "$owner" ] || [ "$waited" -lt 5 ] || gone=1
    [ -z "$owner" ] || kill -0 "$owner" 2>/dev/null || gone=1
    if [ -n "$gone" ]; then
      rm -rf "$lock"
    else
      [ "$waited" != 2 ] || echo "Another check is at work; this one waits for it. (Is there none? rm -r $lock)" >&2
      waited=$((waited + 1))
      sleep 1
    fi
  done
  echo $$ >"$lock/owner"
  trap 'rm -rf "$lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

# sum FILE: what tells its contents from others, whatever the clock says.
sum() {
  [ ! -f "$1" ] || cksum <"$1"
}

# Something other than a lab: it has to build.
build_checker() {
  [ -x build/worker ] || printf '%s\n\n' 'Building what checks your work; this happens once.' >&2
  # shellcheck disable=SC2046 # words
  "${MAKE:-make}" --no-print-directory -s -j "${JOBS:-1}" build/veil build/worker \
    $(for stem in $stems; do echo "build/base/$stem.so build/tests/test_$stem"; done) \
    >build/check/build.log 2>&1 && return
  echo 'The checker itself does not build, so there is no verdict. The first trouble:' >&2
  { grep 'rror' build/check/build.log || cat build/check/build.log; } | head -n 1 | cut -c 1-300 >&2
  if grep -Eq 'check\.h|ffi\.h|-lcheck|-lffi' build/check/build.log; then
    echo "It needs Check and libffi. Debian: 'apt install check libffi-dev pkg-config'; macOS: 'brew install check libffi pkg-config'." >&2
  fi
  echo 'All of it: build/check/build.log' >&2
  exit 3
}

# Builds the labs. make goes by times, which are coarse and can be set; a file
# whose contents have changed is built again whatever they say.
build_labs() {
  libraries=
  for stem in $stems; do
    [ -f "lab/$stem.c" ] || continue
    [ "$(sum "lab/$stem.c")" = "$(cat "build/check/$stem.built" 2>/dev/null)" ] ||
      rm -f "build/lab/$stem.o" "build/lab/$stem.so"
    sum "lab/$stem.c" >"build/check/$stem.source"
    libraries="$libraries build/lab/$stem.so"
  done
  # shellcheck disable=SC2086 # words
  [ -z "$libraries" ] ||
    "${MAKE:-make}" --no-print-directory -s -k -j "${JOBS:-1}" $libraries >build/check/labs.log 2>&1
  for stem in $stems; do
    [ ! -f "build/lab/$stem.so" ] || cp "build/check/$stem.source" "build/check/$stem.built"
  done
}

# Prints why there can be no verdict about a chapter, or nothing.
trouble() {
  if [ ! -f "lab/$1.c" ]; then
    echo "lab/$1.c is missing. This brings the empty one back:"
  elif [ ! -f "build/lab/$1.so" ]; then
    echo "does not compile"
  fi
}

# All that a verdict about a chapter hangs on.
inputs() {
  cksum "build/lab/$1.so" "build/tests/test_$1" "tests/recording/$1.rec" \
    "build/base/$1.so" build/worker
}

# Runs a chapter's suite, unless it would say the same again.
run_suite() {
  inputs "$1" >build/check/inputs
  cmp -s build/check/inputs "build/check/$1.inputs" && [ -f ".progress/$1.verdicts" ] && return
  rm -f "build/check/$1.inputs"
  if "build/tests/test_$1" --student "build/lab/$1.so" --recording "tests/recording/$1.rec" \
    --base "build/base/$1.so" --worker build/worker --seconds 3 \
    </dev/null >build/check/verdicts 2>"build/check/$1.printed"; then
    mv build/check/verdicts ".progress/$1.verdicts"
    # Up to 1 MiB is let through; a page of it is enough.
    head -n 200 "build/check/$1.printed" >".progress/$1.printed"
    mv build/check/inputs "build/check/$1.inputs"
  else
    : >".progress/$1.verdicts"
    echo "The checker was ended or is broken: see build/check/$1.printed" >".progress/$1.trouble"
    broken=1
  fi
}

# Prints a name that the lab calls and that is defined nowhere: with it, no task
# of the chapter can be tried.
undefined() {
  sed -n '1s/.*the file calls \([A-Za-z_0-9]*\), which is defined nowhere.*/\1/p' ".progress/$1.verdicts"
}

check_chapter() {
  trouble "$1" >".progress/$1.trouble"
  if [ -s ".progress/$1.trouble" ]; then
    : >".progress/$1.verdicts"
    rm -f ".progress/$1.printed" "build/check/$1.inputs"
  else
    run_suite "$1"
    name=$(undefined "$1")
    [ -z "$name" ] || echo "calls $name, which is defined nowhere" >".progress/$1.trouble"
  fi
  cp "build/check/$1.source" ".progress/$1.source"
}

take_lock
build_checker
for stem in $(all_stems); do
  sum "lab/$stem.c" >"build/check/$stem.source"
  own=lab/$stem.c
  [ -f "$own" ] || own=/dev/null
  awk -f tools/begun.awk side=given "tools/lab/$stem.c" side=own "$own" >"build/check/$stem.begun"
done
build_labs
broken=0
for stem in $stems; do
  check_chapter "$stem"
done

# The lab file that was edited last.
# shellcheck disable=SC2012 # the names are known
last=$(cd lab && ls -t ch*.c 2>/dev/null | head -n 1)
status=0
awk_text -f tools/results.awk -f tools/failure.awk -f tools/score.awk -v mode="$mode" \
  -v last="${last%.c}" -v asked="$(echo "$stems" | tr '\n' ' ')" || status=1
[ "$broken" = 0 ] || status=3
exit $status
