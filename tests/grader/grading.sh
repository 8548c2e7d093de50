# What the tests of whole batches share; source it after tap.sh.
# shellcheck shell=sh
# shellcheck disable=SC2154 # $scratch is tap.sh's
programs=build/chk/bin
need $programs/grade
need build/bin/marks

# The sandbox's users pass through, and belong to this test alone: the grader
# takes 64 of them, two graders at once 128.
chmod 711 "$scratch"
stages=$scratch/stages
mkdir -m 1777 "$stages"
first_user=$((20032 + $$ % 300 * 128))
settings=$scratch/course.ini
sed -e "s/^user = .*/user = $first_user/" -e '/^\[run]/,$ s/^seconds = [0-9.]*/seconds = 2/' \
  course.ini >"$settings"

# grade OUT SUBMISSIONS OPTION ...
grade() {
  out_=$1 class_=$2
  shift 2
  TMPDIR=$stages $programs/grade --settings "$settings" --seed 7 --out "$out_" \
    --submissions "$class_" "$@"
}

# What a grade book says: ask OUT SQL
ask() {
  sqlite3 -batch -noheader -separator ' ' "$1/gradebook.sqlite" "$2"
}

# "ada 28.0" for each student who has a grade.
grades() {
  ask "$1" 'SELECT student, points FROM current_grades WHERE points IS NOT NULL ORDER BY student'
}

# The points of all tasks whose stem or name is among the arguments.
points() {
  build/bin/marks tasks solutions/ch*.c | awk -F '\t' -v wanted=" $* " \
    'index(wanted, " " $1 " ") || index(wanted, " " $2 " ") { n += $3 } END { printf "%.1f\n", n }'
}

# Fails, and lists them, if a user of this test's sandboxes has a process.
no_process_left() {
  ! awk -v first="$first_user" '/^Name:/ { name = $2 } /^State:/ { state = $2 }
    /^Uid:/ && $2 >= first && $2 < first + 128 && state != "Z" { print FILENAME, name }' \
    /proc/[0-9]*/status 2>/dev/null | grep .
}

no_stage_left() {
  [ -z "$(ls -A "$stages")" ] || { ls -A "$stages" && return 1; }
}

# soon COMMAND ...: succeeds as soon as the command does, within ten seconds.
soon() {
  tries_=0
  until "$@" >/dev/null 2>&1; do
    tries_=$((tries_ + 1))
    [ $tries_ -le 200 ] || { echo "not within ten seconds: $*" && return 1; }
    sleep 0.05
  done
}
