#!/bin/sh
# The notes without the experiments: draft.sh CHAPTER.md ...
#
# Every number is 0, every table and figure a stand-in, in build/draft. Texts
# and code are the real ones, so tests can read the notes before any network
# has been trained.
set -eu
draft=build/draft
rm -rf "$draft"
mkdir -p "$draft/figures"
for ending in svg pdf; do
  gnuplot -e "call 'plots/style.gp' '' '$draft/figures/any.$ending'; plot x"
done

# named PATTERN CHAPTER: the names that the chapter asks for, one a line.
named() {
  grep -o "$1" "$2" | sed 's/^.*[{: ]\([a-z0-9_-]*\).*$/\1/' | sort -u
}

for chapter; do
  stem=$(basename "$chapter" .md)
  mkdir -p "$draft/data/$stem"
  { printf 'name\tvalue\n' && named '{{[a-z0-9_-]*}}' "$chapter" | sed 's/$/\t0/'; } \
    >"$draft/data/$stem/numbers.tsv"
  named '^!table [a-z0-9_-]*' "$chapter" | while read -r table; do
    printf 'stand-in\n0\n' >"$draft/data/$stem/$table.tsv"
  done
  named '(figure:[a-z0-9_-]*' "$chapter" | while read -r figure; do
    for ending in svg pdf; do
      ln -f "$draft/figures/any.$ending" "$draft/figures/$stem-$figure.$ending"
    done
  done
done

export DATA="$draft/data" FIGURES="$draft/figures"
for chapter; do
  tools/notes.sh html "$chapter" "$draft/notes/html/$(basename "$chapter" .md).html"
done
tools/notes.sh index "$draft/notes/html/index.html" "$@"
tools/notes.sh pdf instructor "$draft/notes/instructor.pdf" "$@"
tools/notes.sh pdf student "$draft/notes/student.pdf" "$@"
