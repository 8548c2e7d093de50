#!/bin/sh
# Draws a chapter's figures with the student's own functions: tools/plot.sh STEM
#
# Called by make plot ONLY=..., from the release's root. Runs the chapter's
# experiments with one seed (SEEDS=3: as in the notes) and leaves tables in
# build/data/STEM, figures in build/figures and a page that shows them beside the
# book's. In a terminal without a display they are drawn with letters, too.
set -u
. tools/terminal.sh
export SEEDS="${SEEDS:-1}"
[ -n "${DATASET:-}" ] || DATASET=fashion
export DATASET
case $DATASET in
fashion | mnist) ;;
*) die "DATASET=$DATASET: choose fashion or mnist" ;;
esac

# A text that may be longer than the terminal is wide.
tell() {
  printf '%s\n' "$*" | fold -s -w "$((width - 1))" | sed 's/ *$//'
}

# Whether a chapter's experiments learn from images that are not in data/.
wants_images() {
  grep -Eq 'experiment_images|load_images' plots/"$1".c plots/"$1"_*.c 2>/dev/null
}

has_images() {
  case $DATASET in
  fashion) [ -d /usr/share/datasets/fashion-mnist ] ;;
  mnist) [ -d data/mnist ] ;;
  esac
}

without_images() {
  cat <<END
The experiments of $1 learn from images, and $(
    [ "$DATASET" = mnist ] && echo 'data/mnist/ does not exist.' || echo 'Fashion-MNIST is not on this machine.'
  )
  Debian, Ubuntu: sudo apt-get install dataset-fashion-mnist
  elsewhere: put its four files, train-images-idx3-ubyte.gz,
    train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and
    t10k-labels-idx1-ubyte.gz (github.com/zalandoresearch/fashion-mnist), into
    data/mnist/ and call: make plot ONLY=$1 DATASET=mnist
These chapters need no more than what is here:
END
  for stem in $(all_stems); do
    wants_images "$stem" || echo "  make plot ONLY=$stem"
  done
}

# make goes by times; a lab file whose contents have changed is built again
# whatever they say. (If the object were missing, make would do without it as
# long as the program is there.)
forget_old() {
  built=build/fast/$1.source
  mkdir -p build/fast
  cksum <"lab/$1.c" 2>/dev/null | cmp -s - "$built" ||
    [ ! -f "build/fast/lab/$1.o" ] || touch -t 198001010000 "build/fast/lab/$1.o"
  cksum <"lab/$1.c" >"$built" 2>/dev/null
}

# What a chapter's functions are worth by the last check, if it isn't all and if
# nothing was edited since.
own_state() {
  cksum <"lab/$1.c" 2>/dev/null | cmp -s - ".progress/$1.source" || return
  awk -F '\t' '$2 < $3 { n++ }
    END { if (n) print n " task" (n > 1 ? "s" : "") " of this chapter " \
      (n > 1 ? "are" : "is") " not right yet: the figures show what your functions do." }' \
    ".progress/$1.verdicts" 2>/dev/null
}

# gnuplot only warns where a column or a run is missing: any word is an error.
draw() { # SCRIPT OUT [SETTING]
  rm -f "$2"
  said=$(gnuplot ${3:+-e "$3"} -c "$1" "$data" "$2" 2>&1)
  [ -z "$said" ] && [ -s "$2" ] && return
  rm -f "$2"
  return 1
}

# A page with the student's figures beside the book's.
write_page() { # STEM FIGURE ...
  page=build/figures/$1.html
  shift
  {
    echo '<!DOCTYPE html><meta charset="utf-8"><title>Your figures</title>'
    echo '<style>figure{margin:1em;display:inline-block}img{max-width:46vw}body{font-family:sans-serif}</style>'
    for figure; do
      echo "<h2>$figure</h2><figure><img src=\"$figure.svg\"><figcaption>yours</figcaption></figure>"
      [ ! -f "notes/html/figures/$figure.svg" ] ||
        echo "<figure><img src=\"../../notes/html/figures/$figure.svg\"><figcaption>the book's</figcaption></figure>"
    done
  } >"$page.new" && mv "$page.new" "$page"
}

# Draws all of a chapter's figures; sets figures to the names of those drawn.
draw_all() {
  figures=
  for script in plots/"$1"-*.gp; do
    figure=$(basename "$script" .gp)
    if draw "$script" "build/figures/$figure.svg"; then
      figures="$figures $figure"
      echo "  build/figures/$figure.svg"
    else
      echo "  no $figure yet: blanks leave nothing to draw"
    fi
  done
}

show_as_text() {
  text=build/figures/text.txt
  for figure in $figures; do
    script=plots/$figure.gp
    draw "$script" "$text" "TEXT_COLUMNS=$((width - 1))" || continue
    echo
    tell "$figure: $(sed -n '1s/^# *//p' "$script")"
    tr -d '\f' <"$text" | sed 's/ *$//'
  done
  rm -f "$text"
}

stem=${1:-}
if [ -z "$stem" ] || [ $# -gt 1 ]; then
  echo 'Which chapter? One of:'
  all_stems | sed 's/^/  make plot ONLY=/'
  exit 2
fi
asked_stems "$stem" >/dev/null || exit 2
if wants_images "$stem" && ! has_images; then
  without_images "$stem"
  exit 2
fi
if [ -f build/config.mk ] && grep -q '^ZLIB := *$' build/config.mk; then
  die "The experiments need zlib. Debian: sudo apt-get install zlib1g-dev"
fi

data=build/data/$stem
mkdir -p "$data" build/figures || exit 2
forget_old "$stem"
if ! "${MAKE:-make}" --no-print-directory -s -j "${JOBS:-1}" "build/plots/$stem" >build/plot.log 2>&1; then
  echo "This does not build; 'make check ONLY=$stem' says more. The first trouble:" >&2
  grep -E 'error|undefined' build/plot.log | head -n 1 | cut -c 1-300 >&2
  exit 2
fi
state=$(own_state "$stem")
[ -z "$state" ] || tell "$state"
tell "Running the experiments of $stem, SEEDS=$SEEDS. Ctrl-C stops them; finished runs are kept."
wants_images "$stem" && tell "They train on 60,000 images, which takes minutes; below stands how many."
"build/plots/$stem" --out "$data" || die "The experiments were ended. Does 'make check ONLY=$stem' pass?"

if ! command -v gnuplot >/dev/null 2>&1; then
  tell "gnuplot is not here, so nothing is drawn; the tables are in $data. Debian: sudo apt-get install gnuplot-nox; macOS: brew install gnuplot"
  exit 0
fi
draw_all "$stem"
# shellcheck disable=SC2086 # words
[ -z "$figures" ] || write_page "$stem" $figures
if [ -t 1 ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "$(uname)" != Darwin ]; then
  show_as_text
fi
[ -z "$figures" ] || echo "Yours beside the book's: build/figures/$stem.html"
