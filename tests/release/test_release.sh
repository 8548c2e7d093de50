#!/bin/sh
# The student's release: the same bytes each time, nothing in clear that a
# student should not read, and all that `make check` promises where there are no
# solutions/ and hardly any programs. NOTES: else the draft ones.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/tools/pages.sh
. tests/tools/pages.sh
# shellcheck source=tests/release/release.sh
. tests/release/release.sh

marks=$bin/marks
flat() { LC_ALL=C tr -d '\000[:space:]'; }
distinctive() { flat_lines | awk 'length >= 6' | sort -u; }
flat_lines() { tr -d ' \t'; }

# ---- The same bytes, whoever builds it, and when

again() (
  umask 077
  LC_ALL=C.UTF-8 TZ=Asia/Tokyo OUT=$scratch/again tools/release.sh
)
check "a release is written" release_to "$scratch/once"
sleep 1 # times would differ now
check "and again elsewhere" again
same() { cmp "$scratch/once/$top.tar.gz" "$scratch/again/$top.tar.gz"; }
check "both are the same, byte for byte" same
check "without notes none is written, and it says what to do" \
  expect 2 "'make course' writes the notes" env NOTES="$scratch/none" tools/release.sh

# ---- What lies in it

tree="$scratch/some where/$top"
unpack "$scratch/some where"
listed() { (cd "$tree" && find . -type f | sed 's|^\./||' | LC_ALL=C sort); }
sums() {
  listed | grep -v -x tools/files.cksum | while IFS= read -r file; do
    (cd "$tree" && cksum "$file")
  done
}
same_sums() { sums | cmp - "$tree/tools/files.cksum"; }
check "tools/files.cksum holds every file's sum" same_sums
belongs() {
  ! listed | grep -v -E \
    -e '^(Makefile|README\.md|VERSION|LICENSE|\.clangd)$' \
    -e '^(lab|tools/lab)/ch[a-z0-9_]+\.c$' -e '^(include|lib)/[a-z0-9_]+\.[ch]$' \
    -e '^data/(README\.md|[a-z]+\.csv\.gz)$' -e '^plots/(ch[a-z0-9_-]+\.([ch]|gp)|style\.gp)$' \
    -e '^tests/(test_ch[a-z0-9_]+\.[ch]|harness/[a-z_]+\.[ch]|(recording|worked)/ch[a-z0-9_]+\.(rec|veil))$' \
    -e '^notes/(student\.pdf|html/([a-z0-9_]+\.html|figures/[a-z0-9_-]+\.svg))$' \
    -e '^tools/([a-z_]+\.(sh|awk|c|h|mk)|tasks\.tsv|hints\.veil|files\.cksum)$'
}
check "nothing else lies in it" belongs
one_line_each() {
  $marks tasks solutions/ch*.c | cut -f 1-3,5 >"$scratch/wanted"
  cut -f 1-4 "$tree/tools/tasks.tsv" | cmp - "$scratch/wanted" &&
    awk -F '\t' 'NF != 7 || $5 == "" || $7 == "" { print; bad = 1 } END { exit bad }' "$tree/tools/tasks.tsv" &&
    while IFS="$(printf '\t')" read -r stem _ _ _ _ anchor _; do
      grep -q "id=\"$anchor\"" "$tree/notes/html/$stem.html" || { echo "no $anchor"; return 1; }
    done <"$tree/tools/tasks.tsv"
}
check "tools/tasks.tsv has each task, and its place in the notes" one_line_each

# ---- Nothing in clear

# All of the folder as one line; of a PDF its text, too, and of pages their words.
everything() {
  find "$1" -type f -exec cat {} + | flat
  find "$1" -name '*.pdf' -exec pdftotext -layout {} - \; | flat
  find "$1" -name '*.html' | sort | while IFS= read -r page; do plain "$page"; done | flat
}
for solution in solutions/ch*.c; do $marks answers "$solution"; done >"$scratch/all"
cut -f 2- "$scratch/all" | distinctive >"$scratch/lines"
$marks tasks solutions/ch*.c | while IFS="$(printf '\t')" read -r stem task _; do
  $marks hints "solutions/$stem.c" "$task"
done | distinctive >"$scratch/rungs"
# A line by itself may stand in given code, as "double sum = 0.0;" does; three in
# a row of an answer may not stand anywhere.
for file in include/*.h lib/*.[ch] tests/test_ch*.[ch] tests/harness/*.[ch] plots/*.[ch]; do cat "$file"; done |
  cat - "$tree"/lab/*.c | flat >"$scratch/given"
# found TEXT WANTED: the lines of WANTED that stand in the flat TEXT.
found() { awk 'NR == FNR { text = $0; next } index(text, $0)' "$1" "$2"; }
not_given() { # WANTED
  found "$scratch/given" "$1" >"$scratch/found"
  awk 'FILENAME == ARGV[1] { given[$0]; next } !($0 in given)' "$scratch/found" "$1"
}
awk -F '\t' '{ if ($1 != task) n = 0
    task = $1; sub(/^[^\t]*\t/, ""); gsub(/[ \t]/, ""); line[n++] = $0
    if (n > 2) print line[n - 3] line[n - 2] line[n - 1] }' "$scratch/all" |
  awk 'length >= 24' >"$scratch/runs"
{ not_given "$scratch/lines" && not_given "$scratch/rungs" && cat "$scratch/runs"; } |
  sort -u >"$scratch/secrets"

silent() { # FOLDER
  everything "$1" >"$scratch/flat"
  LC_ALL=C grep -a -q -F -f "$scratch/secrets" "$scratch/flat" || return 0
  found "$scratch/flat" "$scratch/secrets"
  return 1
}
all_found() {
  sed 's|//@[a-z]*||' solutions/*.c | flat >"$scratch/flat"
  found "$scratch/flat" "$scratch/secrets" | cmp - "$scratch/secrets" && [ "$(wc -l <"$scratch/secrets")" -gt 300 ]
}
check "in solutions/ every line of an answer and every hint is found" all_found
instructor_caught() {
  mkdir "$scratch/control" && cp "$notes/instructor.pdf" "$scratch/control" && ! silent "$scratch/control"
}
check "in the instructor's PDF some are found" instructor_caught
check "the release has no line of an answer, and no hint" silent "$tree"

# The instructor's sentences: lines of plain words in the answers to questions.
awk '/^:::+ *answer/ { on = 1; next } /^:::/ { on = 0 } on' chapters/*.md |
  grep -E '^[A-Za-z ,.;:]+$' | flat_lines | awk 'length >= 30' | sort -u >"$scratch/sentences"
words_of() { # PDF
  pdftotext -layout "$1" - | flat
}
tells() { # PDF
  words_of "$1" | grep -o -F -f "$scratch/sentences" | sort -u
}
instructor_told() { [ "$(tells "$notes/instructor.pdf" | wc -l)" -ge 10 ]; }
student_not_told() {
  everything "$tree" | grep -a -o -F -f "$scratch/sentences" -e notforstudents >"$scratch/leaks"
  head "$scratch/leaks"
  [ ! -s "$scratch/leaks" ]
}
check "the instructor's edition answers the questions" instructor_told
check "the release answers none" student_not_told

# ---- Checked where nothing else is

in_tree() (
  cd "$tree" && env -u MAKEFLAGS -u MAKELEVEL "$@"
)
check "blank labs: 0/100" expect 2 "0/100" in_tree make check
fill "$tree"
check "filled from solutions/: 100/100" expect 0 "100/100" in_tree make check
check "the experiments are built with a student's functions" in_tree make build/plots/ch04_dropout
silent_objects() {
  rm -rf "$scratch/objects"
  cp -R "$tree/build" "$scratch/objects"
  silent "$scratch/objects"
}
check "what is built has no line of an answer, and no hint" silent_objects

# One edit: nothing else is built.
edit() {
  echo '// edited' >>"$tree/lab/ch04_dropout.c"
  touch "$scratch/before"
  sleep 0.05
  expect 0 "100/100" in_tree make check ONLY=ch04_dropout || return 1
  find "$tree/build" -newer "$scratch/before" -type f \
    \( -name '*.o' -o -name '*.so' -o -perm -u+x \) | grep -v '/lab/ch04_dropout\.' >"$scratch/newer"
  cat "$scratch/newer"
  [ ! -s "$scratch/newer" ]
}
check "after an edit only that file is built" edit

echo 'int broken(' >>"$tree/lab/ch03_l2.c"
check "what does not compile is a verdict with its line" expect 2 "lab/ch03_l2.c:" in_tree make check
costs_its_chapter() { in_tree make check | grep -E '(^|[^0-9])8[0-9]/100'; }
check "and costs its own chapter alone" costs_its_chapter
fill "$tree"
check "clang does as well" expect 0 "18/18" in_tree make check CC=clang ONLY=ch04_dropout
check "so do labs without sanitisers" expect 0 "18/18" in_tree make check SANITIZE= ONLY=ch04_dropout

# ---- Damage, and what is missing

cp "$tree/tests/worked/ch01_activations.veil" "$scratch/kept"
printf x >>"$tree/tests/worked/ch01_activations.veil"
check "a damaged file is named" expect 2 "ch01_activations.veil is damaged; unpack" \
  in_tree make build/base/ch02_gradients.so
cp "$scratch/kept" "$tree/tests/worked/ch01_activations.veil"

# cc_without WORD NAME: the compiler $lacking, which refuses the word.
cc_without() {
  lacking=$scratch/cc-without-$2
  cat >"$lacking" <<END
#!/bin/sh
for word; do
  [ ! -f "\$word" ] || ! grep -q '$1' "\$word" || exit 1
  case \$word in $1*) exit 1 ;; esac
done
exec cc "\$@"
END
  chmod +x "$lacking"
}
cc_without '-fsanitize=address' sanitisers
check "a compiler without sanitisers is no obstacle, and is told of" \
  expect 0 "has no address sanitiser" in_tree make check CC="$lacking" ONLY=ch01_activations
cc_without 'check.h' check
check "if Check is missing, it says how to get it" \
  expect 2 "apt-get install check" in_tree make check CC="$lacking"
check "if a compiler is missing, too" expect 2 "apt-get install gcc" in_tree make check CC=nothing

# POSIX's programs, a compiler's, and no more.
bare=$scratch/bare
mkdir "$bare"
for program in sh make cc as ld awk basename cat chmod cksum cmp cp cut date dd df diff dirname \
  echo env expr find getconf grep head id kill ln ls mkdir mv od paste printf ps pwd rm rmdir sed \
  sleep sort stty tail tee test touch tput tr true tty uname uniq wc xargs gzip tar; do
  path=$(command -v "$program") && ln -s "$path" "$bare/$program"
done
rm -rf "$tree"
unpack "$scratch/some where"
fill "$tree"
check "a compiler, make, Check, libffi and POSIX's programs are enough" \
  expect 0 "18/18" in_tree env -i PATH="$bare" HOME="$scratch" make check ONLY=ch06_variants

# ---- Nothing that macOS's make and shell lack

for file in "$tree"/tools/*.sh; do
  check "dash reads ${file##*/}" dash -n "$file"
done
dry() { in_tree env POSIXLY_CORRECT=1 make -n "$@" SHELL="$(command -v dash)" TASK=x ID=x FROM=x; }
check "make -n goes through every target" dry help check hint watch plot submit update clean
# foreign PATTERN ... -- FILE ...: comments aside, nothing of the kind.
foreign() (
  cd "$tree" && for file in $2; do sed 's/^[[:space:]]*#.*//' "$file"; done >"$scratch/text"
  ! grep -n -E -e "$1" "$scratch/text"
)
programs='sed (-[a-zE]* )*-i|readlink -f|realpath|grep -[a-zA-Z]*[Pz]|date (-d|--)|stat -c|xargs -r'
programs="$programs|mapfile|flock|timeout [0-9]|/proc/|head -n -|sort -[a-zA-Z]*[Vz]|sha256sum|md5sum"
programs="$programs|nproc|cp -[a-zA-Z]*[ula]|find .* -(printf|executable)|mktemp --|echo -[ne]|^ *tac "
shells='\[\[|<<<|^ *(local|declare|function|source) |pipefail|[$]RANDOM|[$][{][a-z_]*(\^|,|/)'
awks='gensub|strftime|systime|asort|strtonum|PROCINFO|BEGINFILE|length\([a-z]+\[\]'
makes='[$]\(file |!=[[:space:]]*[a-z]+ |^\.ONESHELL|^undefine |[$]\(let |::=|&:'
check "no program and no option that macOS lacks" foreign "$programs" 'Makefile tools/*.mk tools/*.sh tools/*.awk'
check "nothing that only bash has" foreign "$shells" 'tools/*.sh'
check "nothing that only gawk has" foreign "$awks" 'tools/*.awk tools/*.sh'
check "nothing that make has learned after 3.81" foreign "$makes" 'Makefile tools/*.mk'
if command -v shellcheck >/dev/null; then
  linted() (cd "$tree" && shellcheck -x -S warning tools/*.sh)
  check "shellcheck has nothing to say" linted
else
  skip "shellcheck has nothing to say" "shellcheck is not here"
fi

# ---- Editors

clangd=$(command -v clangd || command -v clangd-14) || clangd=
understood() {
  for file in lab/ch04_dropout.c plots/ch06_variants.c tests/test_ch04_dropout.c tests/harness/worker.c; do
    (cd "$1" && "$clangd" --check="$file" >"$scratch/clangd" 2>&1) || { cat "$scratch/clangd"; return 1; }
  done
}
if [ -n "$clangd" ]; then
  unpack "$scratch/fresh"
  check "clangd understands what has just been unpacked" understood "$scratch/fresh/$top"
else
  skip "clangd understands what has just been unpacked" "clangd is not here"
fi
commands() {
  sed -n 's|^ "command": "\(.* lab/.*\)"}$|\1|p' "$tree/compile_commands.json" >"$scratch/commands"
  [ "$(wc -l <"$scratch/commands")" = "$(find "$tree/lab" -name '*.c' | wc -l)" ] &&
    (cd "$tree" && while IFS= read -r line; do sh -c "$line -fsyntax-only -Werror" || return 1; done) <"$scratch/commands" &&
    grep -c "\"directory\": \"$tree\"" "$tree/compile_commands.json"
}
check "compile_commands.json compiles the labs" commands
plan
