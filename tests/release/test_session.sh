#!/bin/sh
# A student's session at a terminal, from the unpacked release on: check, hint,
# watch with saves in between, update, submit. What the terminal showed has to be
# tests/release/session.txt, to the letter; RENEW=1 writes that anew (read it then,
# as a student would).
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh
# shellcheck source=tests/release/release.sh
. tests/release/release.sh
# shellcheck source=tests/release/session.sh
. tests/release/session.sh

told=tests/release/session.txt
seen=$scratch/seen
tree="$scratch/my course/$top"
release_to "$scratch/once" >/dev/null || exit 2
unpack "$scratch/my course"

# A newer release: the texts of a task and of given code are others.
newer() {
  new=$scratch/newer/${top%-*}-9.0
  mkdir -p "$scratch/newer"
  cp -R "$tree" "$new" && echo 9.0 >"$new/VERSION" || return
  for file in "$new/lab/ch04_dropout.c" "$new/tools/lab/ch04_dropout.c"; do
    sed 's|// TODO: In evaluation nothing.*|// TODO: Nothing is done to x here.|
      s|^// Dropout of the inputs of layer l|// Dropout of what layer l reads|' \
      "$file" >"$scratch/text" && cp "$scratch/text" "$file"
  done
  (cd "$new" && find . -type f ! -path ./tools/files.cksum | sed 's|^\./||' | LC_ALL=C sort |
    while read -r file; do cksum "$file"; done) >"$scratch/sums"
  cp "$scratch/sums" "$new/tools/files.cksum"
  tar -C "$scratch/newer" -czf "$scratch/newer.tar.gz" "${new##*/}"
}

note() { # COMMAND: what it has shown
  { printf '$ %s\n' "$1" && plain_text | sed '/^over$/d' && echo; } >>"$seen"
}

shows() { # STATUS COMMAND
  at_terminal "$2" </dev/null
  status=$?
  note "$2"
  [ "$status" = "$1" ] || { echo "status $status, not $1" && plain_text && return 1; }
}

# As an editor does it: a new file takes the place of the old one.
edit() { # SED COMMANDS
  sed "$1" "$tree/lab/ch04_dropout.c" >"$tree/lab/.new" && mv "$tree/lab/.new" "$tree/lab/ch04_dropout.c"
}

unscaled='/dropout_backward(/,/^}/{/TODO: The/d
/TODO/a\
    for (size_t i = 0; i < batch * n; i++)\
        dx[i] = mask[i] ? dy[i] : 0.0f;
}'
scaled='s|? dy\[i\] :|? dy[i] / (1.0f - drop_prob) :|'

edit_then_appears() { # SED COMMANDS TEXT
  edit "$1" && appears "$2"
}

# Saves that fail, do not compile and are right; then Ctrl-C.
saves() {
  appears 'Nothing is begun yet' &&
    edit_then_appears "$unscaled" 'FAIL  dropout-backward' &&
    edit_then_appears 's/: 0.0f;/: 0.0f/' 'DOES NOT COMPILE' &&
    edit_then_appears "s/: 0.0f\$/: 0.0f;/;$scaled" 'All that you have begun is right'
}

# watch, and around it the terminal's modes, which have to stay.
watches() { # COMMAND
  lines=0
  at_terminal "trap : INT; stty -g >modes; $1; stty -g >>modes; echo over" <"$keys" &
  terminal=$!
  exec 9>"$keys"
  saves
  result=$?
  printf '\003' >&9
  appears over || result=1
  exec 9>&-
  wait "$terminal"
  [ "$(sort -u "$tree/modes" | wc -l)" = 1 ] || { result=1 && echo "stty -g differs" && cat "$tree/modes"; }
  rm "$tree/modes"
  return $result
}

check "there is a newer release" newer
check "at first there are 0 points, and a place to begin" shows 0 'make check'
check "a hint" shows 0 'make hint TASK=dropout-backward'
check "one more" shows 0 'make hint TASK=dropout-backward'
check "and no more than there are" shows 0 'make hint TASK=dropout-backward'
check "a name that is almost right" shows 2 'make hint TASK=dropout-backwards'

cp "$tree/lab/ch04_dropout.c" "$scratch/blank.c"
if command -v entr >/dev/null 2>&1; then
  check "watch with entr tells of each save, and leaves the terminal as it was" \
    watches 'make watch ONLY=ch04_dropout'
  cp "$scratch/blank.c" "$tree/lab/ch04_dropout.c"
else
  skip "watch with entr" "entr is not installed"
fi
check "watch tells of each save, and leaves the terminal as it was" \
  watches 'make watch ONLY=ch04_dropout ENTR='
note 'make watch ONLY=ch04_dropout ENTR='

check "update keeps what was written" shows 0 "make update FROM=$scratch/newer.tar.gz"
check "and what was earned" shows 0 'make check ONLY=ch04_dropout'
renewed() {
  grep -q '// TODO: Nothing is done to x here' "$tree/lab/ch04_dropout.c" &&
    grep -q '// Dropout of what layer l reads' "$tree/lab/ch04_dropout.c" &&
    grep -q 'dy\[i\] / (1.0f - drop_prob)' "$tree/lab/ch04_dropout.c"
}
check "the given text is new, the student's stays" renewed
check "submit" shows 0 'make submit ID=ada'

# Without what changes with a folder's name and with each word in a blank.
lasting() {
  sed -e "s|$scratch|...|g" -e 's/[0-9]\{4,\} bytes/.... bytes/' "$seen"
}
[ "${RENEW:-}" != 1 ] || lasting >"$told"
as_told() {
  lasting | diff "$told" -
}
check "the terminal showed tests/release/session.txt" as_told
plan
