# A terminal for tests of the student's release; source it after release.sh.
#   at_terminal COMMAND  runs it in $tree, in a terminal of 80 x 24, and fills $log
#   plain_text           what a person has seen there
#   appears TEXT         waits until it stands there, behind what was waited for
# shellcheck shell=sh
# shellcheck disable=SC2154 # tap.sh sets it
log=$scratch/log
keys=$scratch/keys
lines=0
mkfifo "$keys"
"${CC:-cc}" -std=c11 -o "$scratch/pty" tests/release/pty.c || exit 2

at_terminal() {
  : >"$log"
  (
    # shellcheck disable=SC2154 # the test sets it
    cd "$tree" || exit 125
    unset COLUMNS NO_COLOR DISPLAY WAYLAND_DISPLAY MAKEFLAGS MAKELEVEL MFLAGS CC
    TERM=xterm LC_ALL=C.UTF-8 JOBS=1 exec "$scratch/pty" "$log" \
      sh -c "stty cols 80 rows 24; $1"
  )
}

# Without colours and times; where the screen was cleared, a line says so.
plain_text() {
  escape=$(printf '\033')
  tr -d '\r' <"$log" | sed "s/$escape\[H$escape\[2J$escape\[3J/(the screen is cleared)\\
/" | sed -e "s/$escape\[[0-9;]*m//g" -e 's/^[0-9][0-9]:[0-9][0-9]:[0-9][0-9]/HH:MM:SS/' \
    -e 's/ *$//' -e "s|$scratch|...|g"
}

appears() {
  for _ in $(seq 300); do
    if plain_text | sed "1,${lines}d" | grep -qF -e "$1"; then
      sleep 0.7 # for the rest of the screen
      lines=$(plain_text | wc -l)
      return 0
    fi
    sleep 0.1
  done
  echo "the terminal never showed: $1"
  plain_text
  return 1
}
