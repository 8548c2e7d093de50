#!/bin/sh
# Grades the hostile submissions of tests/attacks in one batch, beside an honest
# one: each earns nothing for what it did not compute and says why, the honest
# one keeps full marks, and the machine is as before. tests/attacks/README.md
# tells how an attack is written. With names as arguments: those alone.
. tests/tools/tap.sh

grade=build/chk/bin/grade
marks=${BIN:-build/bin}/marks
attacks=tests/attacks
first_user=61001 # not the course's: another test may be grading
need "$grade"
need "$marks"
command -v sqlite3 >/dev/null || {
  echo "Bail out! sqlite3 is not installed; it reads the grade book"
  exit 2
}

root=$PWD class=$scratch/class out=$scratch/out six=$scratch/six
# The sandbox's user has to get through to the stage.
chmod 711 "$scratch"
mkdir "$class" "$six" "$scratch/tmp" "$scratch/bin"
cp solutions/ch*.c "$six"
cp -R "$six" "$class/honest"

# ---- the services that an attack may try to reach

build_tool() {
  # shellcheck disable=SC2086 # a library, or none
  ${CC:-gcc} -std=c11 -D_GNU_SOURCE -o "$scratch/bin/$1" "$attacks/tools/$1.c" $2 || exit 2
}
build_tool archive -larchive
build_tool listen
abstract=attacks-$$
"$scratch/bin/listen" "$abstract" "$scratch/socket" >"$scratch/port" &
listener=$!
trap 'kill "$listener" 2>/dev/null; rm -rf "$scratch"' EXIT
while kill -0 "$listener" 2>/dev/null && [ ! -s "$scratch/port" ]; do
  sleep 0.1
done
chmod 666 "$scratch/socket"

# ---- making the submissions

# What a header says: field FILE NAME.
field() {
  sed -n "s,^\(//\|#\) $2: *,,p" "$1" | head -n 1
}

# The whole sentence after "Tries:", over several lines.
tries() {
  awk '/^[\/#]+ [A-Z][a-z]*:/ { said = sub(/^[\/#]+ Tries: */, "") }
    !said { next }
    !sub(/^[\/#]+ /, "") && text { exit }
    { text = text (text ? " " : "") $0 }
    END { print text }' "$1"
}

fill_in() {
  sed "s|@ROOT@|$root|g; s|@CLASS@|$class|g; s|@OUT@|$out|g
    s|@PORT@|$(cat "$scratch/port")|g; s|@ABSTRACT@|$abstract|g
    s|@SOCKET@|$scratch/socket|g; s|@ESC@|$(printf '\033')|g
    s|@BEL@|$(printf '\007')|g; s|@BIDI@|$(printf '\342\200\256')|g
    s|@BYTE@|$(printf '\377')|g" "$1"
}

# The solution $2 without task $3, behind the attack $1. The worked answer goes
# with it, under another name, if the attack gives it where it succeeds.
one_task() {
  fill_in "$1"
  sed "\,^//@task $3 ,,\,^//@end $3\$,d" "solutions/$2.c"
  if grep -q right_answer "$1"; then
    function=$($marks tasks "solutions/$2.c" | awk -F '\t' -v t="$3" '$2 == t { print $5 }')
    $marks show "solutions/$2.c" "$3" | sed "s/\b$function(/right_answer(/"
  fi
}

# The solution $2 with EVERY_BODY for the body of each task.
every_task() {
  fill_in "$1"
  awk '/^\/\/@task / { task = 1 } /^\/\/@end / { task = 0 }
    task && /^}/ { body = 0 }
    !body { print }
    task && /^{/ { body = 1; print "EVERY_BODY" }' "solutions/$2.c"
}

# Chapter 3 goes along with every attack on one other chapter.
make_submission() {
  name=$(basename "$1" .c) task=$(field "$1" Task) file=$(field "$1" File)
  mkdir "$class/$name"
  if [ "$task" = all ]; then
    for solution in solutions/ch*.c; do
      stem=$(basename "$solution" .c)
      every_task "$1" "$stem" >"$class/$name/$stem.c"
    done
    return
  fi
  cp solutions/ch03_l2.c "$class/$name"
  stem=${task% *}
  case $task in
  '') fill_in "$1" >"$class/$name/$file.c" ;;
  *' all') every_task "$1" "$stem" >"$class/$name/$stem.c" ;;
  *) one_task "$1" "$stem" "${task#* }" >"$class/$name/$stem.c" ;;
  esac
}

make_archive() {
  name=$(basename "$1" .archive)
  fill_in "$1" >"$scratch/description"
  "$scratch/bin/archive" "$scratch/description" "$six" "$class/$name" || exit 2
}

# shellcheck disable=SC2046 # their names hold no blanks
[ $# -gt 0 ] || set -- $(cd "$attacks" && ls ./*.c ./*.archive)
for attack; do
  case $attack in
  *.archive) make_archive "$attacks/$attack" ;;
  *.c) make_submission "$attacks/$attack" ;;
  esac
done

# ---- grading them

cat >"$scratch/course.ini" <<END
[course]
user = $first_user
[compile]
seconds = 3
cpu = 3
[run]
seconds = 1
cpu = 3
memory = 256
output = 256
END

# Names, sizes and times of what no attack may change.
listing() {
  find "$root" "$class" -path "$root/build" -prune -o -path "$root/.git" -prune -o \
    -type f -printf '%p %s %T@\n' | sort
}

# How many keys the kernel holds for the users that the attacks run as.
keys() {
  awk -F '[: /]+' -v first="$first_user" '{ sub(/^ +/, "") }
    $1 >= first && $1 < first + 64 { print $1, $3 }' /proc/key-users
}

batch() {
  status=0
  ATTACKS_SECRET=$$ TMPDIR=$scratch/tmp "$grade" --submissions "$class" --out "$out" \
    --jobs 4 --seed 7 --settings "$scratch/course.ini" >"$scratch/said" 2>&1 || status=$?
  [ "$status" = 0 ] || { tail -n 20 "$scratch/said" && return 1; }
}

listing >"$scratch/before"
[ ! -r /proc/key-users ] || keys >"$scratch/keys"
check "the batch comes to its end, with no grading broken" batch
sqlite3 -separator "$(printf '\t')" "$out/gradebook.sqlite" \
  "SELECT student, stem, task, points, passed, total, why FROM tested_tasks" \
  >"$scratch/verdicts"
sqlite3 -separator "$(printf '\t')" "$out/gradebook.sqlite" \
  "SELECT student, outcome, message FROM runs" >"$scratch/runs"

# ---- what came of them

honest() {
  awk -F '\t' '$1 == "honest" { all += $4; if ($5 == $6 && $6 > 0) got += $4; else print }
    END { if (got != 100 || all != 100) { print got " of " all; exit 1 } }' "$scratch/verdicts"
}
check "the honest neighbour keeps 100 of 100 points" honest

# Somewhere in what the student $1 is told stands $2.
is_told() {
  [ -z "$2" ] || grep "^$1	" "$scratch/verdicts" "$scratch/runs" | grep -F -- "$2" >/dev/null ||
    sqlite3 "$out/gradebook.sqlite" "SELECT name, f.why FROM files f JOIN runs USING (run)
      WHERE student = '$1'" | grep -F -- "$2" >/dev/null || {
    echo "nothing says: $2" && grep "^$1	" "$scratch/verdicts" | head -n 3 && return 1
  }
}

is_not_shown() {
  [ -z "$2" ] || ! grep -F -- "$2" "$out/feedback/$1.html" "$out/junit/$1.xml"
}

# attacked CHAPTER TASK or CHAPTER "": nothing is earned there; elsewhere
# nothing is lost, in the same chapter unless $4 is "chapter".
earned() {
  awk -F '\t' -v me="$1" -v stem="$2" -v task="$3" -v loses="$4" '
    $1 != me { next }
    { seen++ }
    ($2 == stem || stem == "all") && (task == "" || task == "all" || $3 == task) {
      tried++
      if ($5 > 0) { bad = 1; print $3 ": " $5 " of " $6 " passed: " $7 }
      next
    }
    stem == "all" || ($2 != stem && $2 != "ch03_l2") { next }
    $2 == stem && loses == "chapter" { next }
    $5 < $6 || $6 == 0 { bad = 1; print $3 ": " $5 " of " $6 ": " $7 }
    END { if (bad || !tried) { print tried + 0 " of " seen + 0 " tasks were attacked"; exit 1 } }
  ' "$scratch/verdicts"
}

repelled() {
  name=$(basename "$1" .c) task=$(field "$1" Task)
  stem=${task% *}
  [ -n "$stem" ] || stem=$(field "$1" File)
  grep "^$name	GRADED" "$scratch/runs" >/dev/null || { grep "^$name	" "$scratch/runs" && return 1; }
  earned "$name" "$stem" "${task#* }" "$(field "$1" Loses)" && is_told "$name" "$(field "$1" Says)" &&
    is_not_shown "$name" "$(field "$1" Never)"
}

# All six chapters, all but one, or none.
unpacked() {
  name=$(basename "$1" .archive) earns=$(field "$1" Earns) loses=$(field "$1" Loses)
  outcome=GRADED
  [ "$earns" != refused ] || outcome=REFUSED
  grep "^$name	$outcome" "$scratch/runs" >/dev/null || { grep "^$name	" "$scratch/runs" && return 1; }
  awk -F '\t' -v me="$name" -v earns="$earns" -v loses="$loses" '
    $1 == me && (earns == "all" ? $5 < $6 || $6 == 0 : $2 == loses || earns == "refused" ? $5 > 0 : 0) {
      print; bad = 1 }
    END { exit bad }' "$scratch/verdicts" && is_told "$name" "$(field "$1" Says)" &&
    is_told "$name" "$(field "$1" Ignores)" && is_not_shown "$name" "$(field "$1" Never)"
}

for attack; do
  tries=$(tries "$attacks/$attack")
  name=$(basename "$attack")
  case $attack in
  *.archive) check "${name%.archive}: $tries" unpacked "$attacks/$attack" ;;
  *.c) check "${name%.c}: $tries" repelled "$attacks/$attack" ;;
  esac
done

# ---- the machine afterwards

survivors() {
  for process in /proc/[0-9]*; do
    user=$(stat -c %u "$process" 2>/dev/null) || continue
    if [ "$user" -ge "$first_user" ] && [ "$user" -lt $((first_user + 64)) ] ||
      tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -F "$scratch/tmp/" >/dev/null; then
      echo "$process: $(tr '\0' ' ' <"$process/cmdline")"
    fi
  done
}
all_dead() {
  alive=$(survivors)
  [ -z "$alive" ] || { echo "$alive" && return 1; }
}
check "no process of theirs lives" all_dead

check "the stage is gone, and nothing else lies where it was" \
  prints "" find "$scratch/tmp" -mindepth 1

check "none of the files that they make lies anywhere" prints "" \
  find / /tmp /var/tmp /dev/shm /run /home "$root" "$root/build" "$scratch" "$class" "$out" \
  -maxdepth 1 -name 'attacks-*' ! -name "attacks-$$"

as_before() {
  listing | diff "$scratch/before" -
}
check "no file has come, changed or gone, in the project or the class" as_before

no_keys() {
  keys | diff "$scratch/keys" -
}
[ ! -r /proc/key-users ] || check "no word is left in the kernel's keyrings" no_keys

clean_terminal() {
  ! LC_ALL=C tr -d '\n\r\t\040-\176\200-\377' <"$scratch/said" | grep -a . &&
    ! grep -aF '<script>' "$scratch/said"
}
check "what the grader prints holds none of their control characters" clean_terminal

# Control characters, and the one that turns the direction of writing.
clean_pages() {
  ! LC_ALL=C grep -rlaP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xe2\x80\xae' "$out/feedback" \
    "$out/gradescope" "$out/junit" "$out/tap" "$out/class.html" "$out/grades.csv"
}
check "nor do the pages and files that are made of it" clean_pages
plan
