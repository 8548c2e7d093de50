#!/bin/sh
# One more hint at each call, never the answer: tools/hint.sh [TASK]
#
# Called by make hint TASK=..., from the release's root. How many hints of which
# task have been shown is kept in .progress/hints, which make clean leaves.
set -u
. tools/terminal.sh

seen=.progress/hints
task=${1:-}
mkdir -p .progress build || exit 2

if [ -z "$task" ]; then
  if [ -f build/check/next ] && ! grep -q . build/check/next; then
    echo 'Everything was right when you last checked. A hint all the same: make hint TASK=name'
    exit 0
  fi
  echo "Which task? make hint TASK=name, such as:"
  if [ -s build/check/next ]; then
    cat build/check/next
  else
    head -n 1 tools/tasks.tsv | cut -f 2
  fi | sed 's/^/  make hint TASK=/'
  exit 0
fi

# The task's name, where its function was given.
name=$(awk -F '\t' -v task="$task" '$2 == task || $4 == task { print $2; exit }' tools/tasks.tsv)
name=${name:-$task}

shown=$(awk -F '\t' -v task="$name" '$1 == task { n = $2 } END { print n + 1 }' "$seen" 2>/dev/null)
shown=${shown:-1}

"${MAKE:-make}" --no-print-directory -s build/veil >build/hint.log 2>&1 ||
  die "what reads the hints does not build: see build/hint.log"
new=.progress/.hints.$$
trap 'rm -f "$new" "$new.text"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
build/veil -d tools/hints.veil >"$new.text" ||
  die "tools/hints.veil can't be read; take it from the release again"

status=0
awk_text -f tools/hint.awk -v task="$name" -v shown="$shown" tools/tasks.tsv "$new.text" || status=$?
case $status in
0)
  awk -F '\t' -v task="$name" '$1 != task' "$seen" 2>/dev/null >"$new"
  printf '%s\t%s\n' "$name" "$shown" >>"$new" && mv "$new" "$seen"
  ;;
4) ;;
*) exit 2 ;;
esac
