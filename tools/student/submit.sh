#!/bin/sh
# Packs lab/ for handing in: tools/submit.sh ID makes ID.tar.gz, with ID/STEM.c
#
# Called by make submit ID=..., from the release's root. It refuses a lab file
# that does not compile, unless FORCE=1. The same files give the same bytes; an
# archive that is there is kept as ID.tar.gz.old-N.
set -u
. tools/terminal.sh

id=${1:-}
case $id in
'') die "Whose work is it? make submit ID=ada (the name that your course knows you by)" ;;
[.-]* | *[!A-Za-z0-9_@+.-]*)
  die "ID=$id: letters, digits and _ @ + . - only, and neither . nor - at the beginning"
  ;;
esac
[ "${#id}" -le 64 ] || die "ID=$id is longer than 64 letters"
archive=$id.tar.gz

sh tools/check.sh --quiet
[ $? -lt 2 ] || die "Without a check nothing is packed."

# What is there of each chapter.
set --
broken=
lost=
for stem in $(all_stems); do
  [ -f "lab/$stem.c" ] || {
    lost="$lost $stem"
    continue
  }
  set -- "$@" "$id/$stem.c=lab/$stem.c"
  [ -f "build/lab/$stem.so" ] || broken="$broken $stem"
done
[ $# -gt 0 ] || die "lab/ holds no chapter; the empty ones lie in tools/lab/"

if [ -n "$broken$lost" ] && [ "${FORCE:-}" != 1 ]; then
  for stem in $lost; do
    echo "lab/$stem.c is missing; the empty one lies in tools/lab/"
  done
  for stem in $broken; do
    echo "lab/$stem.c does not compile: $(grep 'error' "build/lab/$stem.log" 2>/dev/null | head -n 1)"
  done
  die "Nothing is packed: such a chapter scores 0. 'make submit ID=$id FORCE=1' packs it all the same."
fi >&2

new=.$archive.$$
trap 'rm -f "$new" "$new.tar"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
sh tools/ustar.sh "$@" >"$new.tar" && gzip -9 -n <"$new.tar" >"$new"
packed=$?
rm -f "$new.tar"
[ "$packed" = 0 ] || die "$archive can't be written; nothing has changed"

if cmp -s "$new" "$archive"; then
  echo "$archive holds this already."
else
  if [ -e "$archive" ] || [ -L "$archive" ]; then
    n=1
    while [ -e "$archive.old-$n" ] || [ -L "$archive.old-$n" ]; do
      n=$((n + 1))
    done
    mv "$archive" "$archive.old-$n" || exit 2
    echo "The archive before is now $archive.old-$n"
  fi
  mv "$new" "$archive" || exit 2
fi

awk_text -f tools/packed.awk -v archive="$archive" -v bytes="$(($(wc -c <"$archive")))"
