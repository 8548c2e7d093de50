#!/bin/sh
# Writes the student's release, build/release/NAME-VERSION.tar.gz: the blanks,
# the tests with the solutions' replies on record, the notes, a Makefile of its
# own; nothing of solutions/ in clear. Called by `make release`, which has built
# the suites; the notes must be there (make course). The same sources give the
# same bytes. NOTES=build/draft/notes (make release DRAFT=1): a trial release,
# without the figures and numbers.
set -eu
export LC_ALL=C # the files' order
umask 022

name=dropout-by-hand
notes=${NOTES:-build/notes}
bin=${BIN:-build/bin}
chk=${CHK:-build/chk}
out=${OUT:-build/release}
marks=$bin/marks veil=$bin/veil

die() {
  echo "release: $*" >&2
  exit 2
}

version=$(cat VERSION)
case $version in
'' | *[!0-9.]*) die "VERSION holds '$version'; write digits and dots, such as 1.0" ;;
esac
stems=
last=
for solution in solutions/ch*.c; do
  last=$(basename "$solution" .c)
  stems="$stems $last"
done

for file in student.pdf html/index.html; do
  [ -f "$notes/$file" ] || die "$notes/$file isn't there; 'make course' writes the notes"
done
for stem in $stems; do
  [ -f "$notes/html/$stem.html" ] ||
    die "$notes/html/$stem.html isn't there; 'make course' writes the notes"
done

top=$name-$version
mkdir -p "$out"
work=$(mktemp -d "$out/.new.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
stage=$work/$top

# put FOLDER FILE ...: copies the files to the folder of the release.
put() {
  mkdir -p "$stage/$1"
  folder_=$1
  shift
  cp "$@" "$stage/$folder_/"
}

put . LICENSE VERSION tools/student/Makefile tools/student/README.md
cp tools/student/clangd "$stage/.clangd"
put include include/*.h
put lib lib/*.[ch]
put data data/README.md data/*.gz
put plots plots/ch*.[ch] plots/ch*.gp plots/style.gp
put tests tests/test_ch*.c tests/test_ch*.h
put tests/harness tests/harness/*.[ch]
put notes "$notes/student.pdf"
put notes/html "$notes"/html/*.html
[ ! -d "$notes/html/figures" ] || put notes/html/figures "$notes"/html/figures/*.svg
for file in tools/student/*; do
  case ${file##*/} in
  Makefile | README.md | clangd) ;;
  *) put tools "$file" ;;
  esac
done
mkdir -p "$stage/lab" "$stage/tools/lab" "$stage/tests/recording" "$stage/tests/worked"

# The solution's replies to everything that its suite asks at seed 1.
record() {
  "$chk/tests/test_$1" --student "$chk/solutions/$1.so" --solution "$chk/solutions/$1.so" \
    --base "$chk/base/$1.so" --worker "$chk/worker" --record "$2" --seed 1 >"$work/verdicts" ||
    die "the suite of $1 is broken; try make check SOLUTIONS=1 ONLY=$1"
  awk -F '\t' '$2 < $3 { print; bad = 1 } END { exit bad }' "$work/verdicts" >&2 ||
    die "solutions/$1.c does not get full marks"
}

# A chapter's title and then, for each task, the section that shows it:
# "TITLE", "TASK<tab>SECTION" ...
places() {
  awk '/^```/ { code = !code }
    code { next }
    /^##? / { text = $0; sub(/^#+ */, "", text); sub(/ *[{]#[^}]*[}] *$/, "", text)
      if (/^# /) print text; section = text }
    /^!show / { print $2 "\t" section }' "chapters/$1.md"
}

# The lines of tools/tasks.tsv about one chapter.
tasks() {
  places "$1" >"$work/places"
  "$marks" tasks "solutions/$1.c" | awk -F '\t' -v OFS='\t' -v places="$work/places" '
    BEGIN { getline title <places
      while ((getline line <places) > 0) { split(line, part, FS); section[part[1]] = part[2] } }
    { print $1, $2, $3, $5, title, "task-" $2, section[$2] }'
}

for stem in $stems; do
  "$marks" lab "solutions/$stem.c" >"$stage/lab/$stem.c"
  cp "$stage/lab/$stem.c" "$stage/tools/lab/$stem.c"
  record "$stem" "$stage/tests/recording/$stem.rec"
  tasks "$stem" >>"$stage/tools/tasks.tsv"
  "$marks" tasks "solutions/$stem.c" | while IFS='	' read -r _ task _; do
    "$marks" hints "solutions/$stem.c" "$task" | sed "s/^/$task	/"
  done >>"$work/hints"
  # No chapter comes after the last one that would build on it.
  [ "$stem" = "$last" ] || sed '/^ *\/\/@/d' "solutions/$stem.c" |
    ${CC:-gcc} -fpreprocessed -dD -E -P - | "$veil" - >"$stage/tests/worked/$stem.veil"
done
"$veil" "$work/hints" >"$stage/tools/hints.veil"

find "$stage" -type f -exec chmod 644 {} +
find "$stage/tools" -name '*.sh' -exec chmod 755 {} +
(cd "$stage" && find . -type f ! -path ./tools/files.cksum | sed 's|^\./||' | sort |
  while IFS= read -r file; do cksum "$file"; done) >"$work/cksums"
install -m 644 "$work/cksums" "$stage/tools/files.cksum"

# Times, owners and order are fixed, so that only the contents count.
archive=$out/$top.tar.gz
tar -C "$work" --format=ustar --sort=name --mtime="@${SOURCE_DATE_EPOCH:-1735689600}" \
  --owner=0 --group=0 --numeric-owner -cf "$work/tar" "$top"
gzip -n -9 <"$work/tar" >"$work/gz"
mv "$work/gz" "$archive"
echo "$archive: $(wc -c <"$archive") bytes, sha256 $(sha256sum <"$archive" | cut -d ' ' -f 1)"
