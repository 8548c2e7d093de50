#!/bin/sh
# Checks again whenever a lab file is saved: tools/watch.sh [STEM ...]
#
# Called by make watch, from the release's root; Ctrl-C ends it. It shows the
# first failing task, of the file saved last. entr tells of a save at once;
# without it (or with ENTR= empty) contents are compared once a second.
set -u
. tools/terminal.sh

show() {
  [ ! -t 1 ] || printf '\033[H\033[2J\033[3J'
  printf '%s  %s\n\n' "$(date +%H:%M:%S)" "watching lab/, Ctrl-C ends it"
  sh tools/check.sh --first "$@"
  [ -n "$advised" ] || printf '\n%s\n' "With entr installed a save would be seen at once, not within a second."
}

contents() {
  cksum lab/*.c 2>/dev/null
}

case ${1:-} in
--show)
  shift
  advised=1
  show "$@"
  exit 0
  ;;
--loop)
  shift
  trap 'exit 0' INT
  ;;
*)
  asked_stems "$@" >/dev/null || exit 2
  [ -t 0 ] && [ -t 1 ] || exec sh tools/watch.sh --loop "$@"
  # A job of its own, so that Ctrl-C ends it and not make. Then the terminal is
  # as it was before, whatever entr did to it.
  modes=$(stty -g)
  trap : INT
  trap '' TSTP # a stopped watch would hold the terminal
  set -m
  sh tools/watch.sh --loop "$@"
  set +m
  stty "$modes"
  printf '\033[0m\n'
  exit 0
  ;;
esac

advised=
entr=${ENTR-entr}
if [ -t 0 ] && [ -t 1 ] && [ -n "$entr" ] && command -v "$entr" >/dev/null 2>&1; then
  # Status 2: a file has come or gone, and the list is made anew; 1: one was away
  # just then. If entr can't work here at all, contents are compared, below.
  advised=1
  failed=0
  while [ "$failed" -lt 5 ]; do
    # shellcheck disable=SC2012
    ls lab/*.c | "$entr" -d sh tools/watch.sh --show "$@"
    case $? in
    1) failed=$((failed + 1)) ;;
    2) failed=0 ;;
    *) exit 0 ;;
    esac
    sleep 1
  done
fi

before=
while :; do
  now=$(contents)
  if [ "$now" != "$before" ]; then
    before=$now
    show "$@"
    advised=1
  fi
  sleep 1
done
