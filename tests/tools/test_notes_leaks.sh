#!/bin/sh
# The notes of all chapters (NOTES, else those that tools/draft.sh leaves, with
# stand-ins for what experiments make): the student's edition, in print and as pages,
# has no line of an answer, and the instructor's has every one. Lines shorter
# than 6 characters and lines of given code tell nothing, and are left out.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/tools/pages.sh
. tests/tools/pages.sh

MARKS=${BIN:-build/bin}/marks
need "$MARKS"
built=${NOTES:-build/draft/notes}
need "$built/student.pdf"

flat() { tr -d '[:space:]'; }

distinctive() { tr -d ' \t' | awk 'length >= 6' | sort -u; }

# found TEXT WANTED: the lines of WANTED that stand in the flat TEXT.
found() { awk 'NR == FNR { text = $0; next } index(text, $0)' "$1" "$2"; }

for solution in solutions/ch*.c; do
  [ -f "chapters/$(basename "$solution" .c).md" ] || continue
  "$MARKS" answers "$solution" | cut -f 2-
done | distinctive >"$scratch/lines"
{
  cat include/*.h lib/*.[ch]
  for solution in solutions/ch*.c; do "$MARKS" lab "$solution"; done
} | flat >"$scratch/given"
found "$scratch/given" "$scratch/lines" | sort >"$scratch/shown"
comm -23 "$scratch/lines" "$scratch/shown" >"$scratch/answers"

for edition in student instructor; do
  pdftotext -layout "$built/$edition.pdf" - | flat >"$scratch/$edition.txt"
done
plain "$built"/html/*.html | flat >"$scratch/pages.txt"

leaks_nothing() {
  found "$1" "$scratch/answers" >"$scratch/leaks"
  cat "$scratch/leaks"
  [ ! -s "$scratch/leaks" ]
}
shows_all() {
  found "$1" "$2" | sort | comm -13 - "$2" >"$scratch/missing"
  cat "$scratch/missing"
  [ -s "$2" ] && [ ! -s "$scratch/missing" ]
}
check "student.pdf has no line of an answer" leaks_nothing "$scratch/student.txt"
check "the pages have no line of an answer" leaks_nothing "$scratch/pages.txt"
check "instructor.pdf has every one" shows_all "$scratch/instructor.txt" "$scratch/answers"

"$MARKS" tasks solutions/ch*.c | while IFS="$(printf '\t')" read -r chapter task _; do
  [ -f "chapters/$chapter.md" ] || continue
  "$MARKS" stub "solutions/$chapter.c" "$task" | sed 1d
done | distinctive >"$scratch/stubs"
check "student.pdf has every line of the stubs" shows_all "$scratch/student.txt" "$scratch/stubs"
check "so do the pages" shows_all "$scratch/pages.txt" "$scratch/stubs"
check "instructor.pdf says for whom it is" \
  expect 0 notforstudents cat "$scratch/instructor.txt"
check "student.pdf does not" lacks notforstudents cat "$scratch/student.txt"

# LaTeX's log says by how much a line sticks out.
within_margins() {
  ! awk '/^Overfull .hbox/ { sub(/.*[(]/, ""); if ($1 + 0 > 2) { print FILENAME ": " $0; bad = 1 } }
    END { exit !bad }' "$@"
}
check "no line sticks out into the margin" \
  within_margins "$built/student.log" "$built/instructor.log"
check_pages "$built/html"
plan
