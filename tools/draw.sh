#!/bin/sh
# Draws one figure: draw.sh SCRIPT.gp DATA_FOLDER FIGURE.svg|.pdf|.txt
#
# gnuplot only warns about a column or a run that isn't there and goes on, so
# any word from it is an error here. The same data give the same bytes: the date
# that cairo puts into a PDF is set to a fixed one. A figure appears whole or
# not at all. With PLOT_BUILD=lab a figure that can't be drawn is skipped.
set -u
script=$1 data=$2 out=$3
unfinished=$(dirname "$out")/.$(basename "$out" ".${out##*.}").$$.${out##*.}
mkdir -p "$(dirname "$out")" || exit 2
trap 'rm -f "$unfinished" "$unfinished.log"' EXIT
trap 'exit 130' INT TERM

if ! TZ=UTC gnuplot -c "$script" "$data" "$unfinished" 2>"$unfinished.log" ||
  [ -s "$unfinished.log" ] || [ ! -s "$unfinished" ]; then
  if [ "${PLOT_BUILD:-}" = lab ]; then
    echo "draw: no ${out##*/} yet: with the blanks that are left there is nothing to draw"
    exit 0
  fi
  echo "draw: $script can't draw $out from $data; gnuplot says:" >&2
  cat "$unfinished.log" >&2
  exit 2
fi
case $out in
*.pdf) LC_ALL=C sed -i 's/(D:[0-9]*/(D:20000101000000/' "$unfinished" || exit 2 ;;
esac
mv "$unfinished" "$out"
