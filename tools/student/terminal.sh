# What the terminal can show; sourced by the other scripts, from the release's
# root. Sets width (columns), colour and utf8 (1 or empty), and defines what the
# scripts share.
# shellcheck shell=sh

width=80
colour=

# Asked once: from here on all that is called speaks C.
if [ -z "${CHARMAP:-}" ]; then
  CHARMAP=$(locale charmap 2>/dev/null)
fi
utf8=
case $CHARMAP in
*[Uu][Tt][Ff]*8*) utf8=1 ;;
esac
CHARMAP=${CHARMAP:-unknown}
LC_ALL=C
export CHARMAP LC_ALL

if [ -t 1 ]; then
  # make keeps COLUMNS from no one; a shell may keep it to itself.
  width=${COLUMNS:-$(tput cols 2>/dev/null)}
  [ -n "${NO_COLOR:-}" ] || [ "${TERM:-dumb}" = dumb ] || colour=1
elif [ -n "${COLUMNS:-}" ]; then
  width=$COLUMNS
fi
case $width in
'' | *[!0-9]* | ?????*) width=80 ;;
esac
[ "$width" -gt 0 ] || width=80
[ "$width" -ge 40 ] || width=40

die() {
  echo "$*" >&2
  exit 2
}

# awk with the functions of text.awk: awk_text ARGUMENT...
awk_text() {
  awk -v width="$width" -v colour="$colour" -v utf8="$utf8" -f tools/text.awk "$@"
}

# The chapters' stems, in the book's order.
all_stems() {
  cut -f 1 tools/tasks.tsv | uniq
}

# The stems that were asked for (ONLY=), or all of them.
asked_stems() {
  for asked; do
    all_stems | grep -Fqx -e "$asked" ||
      die "there is no chapter '$asked'; choose ONLY= from: $(all_stems | tr '\n' ' ')"
  done
  if [ $# = 0 ]; then
    all_stems
  else
    all_stems | while read -r stem; do
      for asked; do
        [ "$asked" != "$stem" ] || echo "$stem"
      done
    done | uniq
  fi
}
