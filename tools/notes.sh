#!/bin/sh
# Makes the course notes from chapters. From the repository's root:
#   tools/notes.sh html CHAPTER.md OUT.html         one page, student's edition
#   tools/notes.sh index OUT.html CHAPTER.md...     the page that lists them
#   tools/notes.sh tex EDITION CHAPTER.md OUT.tex   a chapter for print
#   tools/notes.sh pdf EDITION OUT.pdf CHAPTER.md...   the book; EDITION: student|instructor
# Output appears whole or not at all. From the environment: MARKS (build/bin/marks),
# DATA (build/data), FIGURES (build/figures).
set -eu

here=$(dirname "$0")/notes
marks=${MARKS:-build/bin/marks}
data=${DATA:-build/data}
figures=${FIGURES:-build/figures}

die() { echo "notes.sh: $*" >&2; exit 2; }

usage() { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }

# The value of KEY in book.yaml.
book() { sed -n "s/^$1: *//p" "$here/book.yaml"; }

# A folder for what is not finished, beside the output; gone at the end.
begin() {
  out=$1
  [ -x "$marks" ] || die "no reader of marks '$marks': run \`make $marks\`"
  mkdir -p "$(dirname "$out")"
  tmp=$(mktemp -d "$out.XXXXXX")
  trap 'rm -rf "$tmp"' EXIT
  trap 'exit 130' INT TERM
}

# convert EDITION CHAPTER [pandoc option...]: a chapter through a filter.
convert() {
  edition=$1 chapter=$2
  shift 2
  [ -r "$chapter" ] || die "no chapter '$chapter': name a file in chapters/"
  pandoc --from=markdown --metadata-file="$here/book.yaml" -M edition="$edition" \
    -M chapter="$chapter" -M marks="$marks" -M data="$data" -M figures="$figures" "$@" "$chapter"
}

# The chapters beside CHAPTER, in order.
siblings() { ls "$(dirname "$1")"/ch[0-9]*_*.md 2>/dev/null; }

title_of() { sed -n 's/^# \(.*[^ ]\) *{#.*}$/\1/p' "$1" | head -n 1; }

# turn KEY CHAPTER: a link to another chapter, as YAML for the template.
turn() {
  [ -n "$2" ] || return 0
  printf '%s:\n  href: %s.html\n  title: >\n    %s\n' "$1" "$(basename "$2" .md)" "$(title_of "$2")"
}

page_data() {
  book=$(book title)
  printf 'book: "%s"\n' "$book"
  turn prev "$(siblings "$1" | awk -v me="$1" '$0 == me { print last } { last = $0 }')"
  turn next "$(siblings "$1" | awk -v me="$1" 'found { print; exit } $0 == me { found = 1 }')"
}

styled() { { echo '<style>'; cat "$here/palette.css" "$here/notes.css"; echo '</style>'; } >"$tmp/style.html"; }

# The figures that the page shows, copied beside it.
copy_figures() {
  grep -o 'src="figures/[^"]*"' "$tmp/page.html" | sed 's/.*\/\(.*\)"/\1/' |
    while read -r figure; do
      mkdir -p "$(dirname "$out")/figures"
      cp "$figures/$figure" "$tmp/$figure"
      mv "$tmp/$figure" "$(dirname "$out")/figures/$figure"
    done
}

html() {
  [ $# = 2 ] || usage
  begin "$2"
  styled
  page_data "$1" >"$tmp/page.yaml"
  number=$(basename "$1" | sed -n 's/^[a-z]*0*\([0-9][0-9]*\)_.*/\1/p')
  convert student "$1" --to=html5 --mathml --lua-filter="$here/filter.lua" --toc --toc-depth=2 \
    --number-sections --number-offset="${number:-0}" --metadata-file="$tmp/page.yaml" \
    --template="$here/page.html" --include-in-header="$tmp/style.html" \
    --output="$tmp/page.html"
  copy_figures
  mv "$tmp/page.html" "$out"
}

index() {
  [ $# -ge 2 ] || usage
  begin "$1"
  shift
  styled
  for chapter in "$@"; do
    convert student "$chapter" --to=html5 --mathml --lua-filter="$here/index.lua"
  done >"$tmp/entries.html"
  printf 'book: "%s"\npagetitle: "%s"\n' "$(book title)" "$(book title)" >"$tmp/page.yaml"
  { echo '```{=html}'; cat "$tmp/entries.html"; echo '```'; } |
    pandoc --from=markdown --to=html5 --metadata-file="$here/book.yaml" \
      --metadata-file="$tmp/page.yaml" --template="$here/page.html" \
      --include-in-header="$tmp/style.html" --output="$tmp/page.html"
  mv "$tmp/page.html" "$out"
}

# to_tex EDITION CHAPTER OUT
to_tex() {
  convert "$1" "$2" --to=latex --top-level-division=chapter --lua-filter="$here/filter.lua" \
    --output="$3"
}

tex() {
  [ $# = 3 ] || usage
  begin "$3"
  to_tex "$1" "$2" "$tmp/chapter.tex"
  mv "$tmp/chapter.tex" "$out"
}

# One run of xelatex; a mistake in a chapter's formulas shows up here.
run_tex() {
  TEXINPUTS="$tmp:" xelatex -no-pdf -interaction=nonstopmode -halt-on-error -file-line-error \
    -output-directory="$tmp" "$tmp/book.tex" >"$tmp/xelatex.out" 2>&1 && return
  cp "$tmp/book.log" "${out%.pdf}.log"
  sed -n '/^[^ ]*\.tex:[0-9]*: /,/^l\.[0-9]/p' "$tmp/book.log" >&2
  die "$out: LaTeX stopped in the file named above, mend what l.N shows; more: ${out%.pdf}.log"
}

# Runs until page numbers stand still.
set_pages() {
  for _ in 1 2 3 4 5; do
    cat "$tmp"/book.aux "$tmp"/book.toc >"$tmp/before" 2>/dev/null || :
    run_tex
    cat "$tmp"/book.aux "$tmp"/book.toc | cmp -s - "$tmp/before" && return
  done
}

# Stops at letters that the fonts lack, which LaTeX would leave out.
inspect() {
  sed -n 's/^Missing character: There is no \(.*\) (U+.*/\1/p' "$tmp/book.log" | sort -u \
    >"$tmp/missing"
  [ -s "$tmp/missing" ] || return 0
  while read -r letter; do
    grep -H -n -F -e "$letter" "$@" /dev/null | head -n 1 | cut -d: -f1,2 |
      sed "s/\$/: the printed book's fonts lack '$letter': write it another way/" >&2
  done <"$tmp/missing"
  die "$out: letters are missing: $(tr '\n' ' ' <"$tmp/missing")"
}

pdf() {
  [ $# -ge 3 ] || usage
  begin "$2"
  kind=$1
  case $kind in
  student | instructor) ;;
  *) die "no edition '$kind': student or instructor" ;;
  esac
  shift 2
  for chapter in "$@"; do
    stem=$(basename "$chapter" .md)
    to_tex "$kind" "$chapter" "$tmp/$stem.tex"
    echo "\\input{$stem.tex}"
  done >"$tmp/body.tex"
  pandoc --from=markdown --to=latex --metadata-file="$here/book.yaml" \
    -V id="$(cat "$tmp"/*.tex | sha256sum | cut -c 1-32)" \
    -V "$kind" -V figures="$figures" --template="$here/book.tex" \
    --output="$tmp/book.tex" /dev/null
  export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-0}" # same input, same bytes
  set_pages
  inspect "$@"
  xdvipdfmx -q -o "$tmp/book.pdf" "$tmp/book.xdv"
  cp "$tmp/book.log" "$tmp/out.log"
  mv "$tmp/out.log" "${out%.pdf}.log"
  mv "$tmp/book.pdf" "$out"
}

[ $# -ge 1 ] || usage
verb=$1
shift
case $verb in
html | index | tex | pdf) "$verb" "$@" ;;
*) usage ;;
esac
