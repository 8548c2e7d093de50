#!/bin/sh
# The notes of a throw-away chapter: both editions, the pages, and each mistake
# that a chapter can make. test_notes_leaks.sh looks at the real ones.
# shellcheck source=tests/tools/tap.sh disable=SC2016
. tests/tools/tap.sh
# shellcheck source=tests/tools/pages.sh
. tests/tools/pages.sh

root=$PWD
bin=$(cd "${BIN:-build/bin}" && pwd)
export MARKS="$bin/marks"
need "$MARKS"

# ---- a throw-away course

course=$scratch/course
stem=ch91_mini
chapter=chapters/$stem.md
mkdir -p "$course/chapters" "$course/solutions" "$course/tests/mutants/$stem" \
  "$course/build/data/$stem" "$course/build/figures"

cat >"$course/solutions/$stem.c" <<'END_SOLUTION'
// Chapter 91: a throw-away chapter.

//@region scale-of
static float scale_of(float p)
{
    return 1 / (1 - p);
}
//@end scale-of

//@task twice 2
//@todo Write the double of x to y.
//@hint Which operator doubles?
bool twice(float *y, float x)
{
    *y = 2.0f * x + 0.0f;
    if (x != x)
        return false;
    return true;
}
//@end twice
END_SOLUTION

printf 'task: twice\nmistake: y is x\n-    *y = 2.0f * x + 0.0f;\n+    *y = 1.0f * x;\n' \
  >"$course/tests/mutants/$stem/once.mut"
printf 'task: twice\nmistake: NaN passes\n-    if (x != x)\n-        return false;\n' \
  >"$course/tests/mutants/$stem/nan.mut"
printf 'name\tvalue\nbest\t0.85\ntiny\t-5e-08\n' >"$course/build/data/$stem/numbers.tsv"
printf 'rate\taccuracy\n0.1\t0.85 ± 0.01\n0.5\t0.80 ± 0.02\n' \
  >"$course/build/data/$stem/rates.tsv"
printf 'rate\taccuracy\n0.1\n' >"$course/build/data/$stem/ragged.tsv"
echo '<svg width="600" height="300" viewBox="0 0 600 300"></svg>' \
  >"$course/build/figures/$stem-curve.svg"
: >"$course/build/figures/$stem-curve.pdf"

cat >"$course/$chapter" <<'END_CHAPTER'
# Twice {#ch91_mini}

The best is ({{best}}), the smallest {{tiny}}; $f(x) = {{a}_b}$. See
[](#figure-curve) and [](#task-twice).

!show scale-of

!show twice

!bug once

![A curve up to {{best}}](figure:curve){alt="A curve that climbs to {{best}}."}

!table rates

::: question
Why twice?

::: answer
Because once is a secretanswer too few.
:::
:::

::: pitfall
Half.
:::

::: claim
Twice is more.
:::
END_CHAPTER
cp "$course/$chapter" "$scratch/good.md"

notes() (
  cd "$course" && "$root/tools/notes.sh" "$@"
)

# What an edition prints, without the colours of code.
tex() {
  notes tex "$1" "$chapter" "$scratch/$1.tex" &&
    sed 's/\\[A-Za-z]*Tok{//g; s/}//g' "$scratch/$1.tex"
}

page() {
  notes html "$chapter" "$scratch/html/$stem.html" && cat "$scratch/html/$stem.html"
}

page_text() {
  page >"$scratch/page.html" && plain "$scratch/page.html"
}

thin=$(printf '\342\200\257')
check "a good chapter becomes a page" expect 0 '<h1 id="ch91_mini">Twice</h1>' page
check "numbers are set within punctuation" expect 0 'The best is (0.85), the smallest' page
check "5e-08 is set as a power of ten" expect 0 "−5$thin×${thin}10<sup>−8</sup>" page
check "a formula keeps its braces" expect 0 'f(x) = {{a}_b}' page
check "numbers are set in alt text" expect 0 'alt="A curve that climbs to 0.85."' page
check "a figure is numbered, and copied beside the page" \
  expect 0 'viewBox' sh -c "grep -q 'Figure 91.1' '$scratch/html/$stem.html' &&
    cat '$scratch/html/figures/$stem-curve.svg'"
check "an empty link to a figure says its number" \
  expect 0 '<a href="#figure-curve">Figure 91.1</a>' page
check "a table has header cells" expect 0 '<th ' page
check "a task shows its points and file" expect 0 '2 points lab/ch91_mini.c' page_text

check "the student's edition shows the stub" expect 0 'Write the double of x to y.' tex student
check "the student's edition hides the task's answer" lacks '* x + 0.0' tex student
check "the instructor's edition shows it" expect 0 '* x + 0.0' tex instructor
check "the student's edition hides the question's answer" lacks secretanswer tex student
check "so do the pages" lacks secretanswer page
check "the instructor's edition shows it" expect 0 secretanswer tex instructor
check "the student sees the wrong line of a bug" expect 0 '*y = 1.0f * x;' page_text
check "the mistake is the instructor's" lacks 'y is x' tex student
check "the instructor reads the mistake" expect 0 'y is x' tex instructor

index() {
  notes index "$scratch/html/index.html" "$chapter" && cat "$scratch/html/index.html"
}
check "the index counts tasks and points" expect 0 '1 task, 2 points' index

# ---- what stops the build; the new text stands in line 3

# A line: the rule|the text, \n for a new line|what the message says after the place
mistakes=$scratch/mistakes
cat >"$mistakes" <<'END_MISTAKES'
an unknown region|!show scale-off|shows no task or region 'scale-off'
an unknown mutant|!bug thrice|no mutant tests/mutants/ch91_mini/thrice.mut
a mutant that students could not see|!bug nan|only drops or moves lines
an unknown number|So {{worst}}.|no number 'worst' in build/data/ch91_mini/numbers.tsv
half a number|So {{ best }}.|write {{name}} without blanks
an unknown table|!table speeds|no table build/data/ch91_mini/speeds.tsv
a table with a missing cell|!table ragged|build/data/ch91_mini/ragged.tsv:2 has 1 cells
an unknown figure|![A](figure:bars){alt="bars"}|no figure build/figures/ch91_mini-bars.svg
a figure without alt text|![A](figure:curve)|figure 'curve' has no alt text
a figure within a line|See ![A](figure:curve){alt="x"} here.|is no figure
another image|![A](curve.png){alt="x"}|image 'curve.png' is no figure
an unknown box|::: anwser\nx\n:::|no box 'anwser'
a box whose end is no line of its own|::: question\nWhy?\n\n::: answer\nSo. ::: :::|a box without its end
an answer outside a question|::: answer\nx\n:::|an answer outside a question
an unknown directive|!shwo twice|no directive '!shwo'
a directive without a name|!show|'!show' needs a name
text right below a directive|!show twice\nand more|more than '!show twice' in this paragraph
code of more than 80 columns|    LONG|code of 81 columns
a link to nowhere|[there](#nowhere)|link to nowhere '#nowhere'
a second title|# Thrice|a second level-1 heading
a formula that is no TeX|So $\frac{1}{$ it is.|no MathML
END_MISTAKES

break_with() {
  {
    sed -n 1,2p "$scratch/good.md"
    printf '%b\n\n' "$(printf '%s' "$1" | sed 's/\\\([^n]\)/\\\\\1/g')"
    sed -n '3,$p' "$scratch/good.md"
  } >"$course/$chapter"
}

long=$(printf '%081d' 0)
while IFS='|' read -r rule text message; do
  break_with "$(printf '%s' "$text" | sed "s/LONG/$long/")"
  check "$rule stops the build at its line" expect 1 "$message" page
  check "$rule: the place is named" expect 1 "$chapter:3: " page
done <"$mistakes"

sed '1s/#ch91/#ch92/' "$scratch/good.md" >"$course/$chapter"
check "a title without the stem stops the build" \
  expect 1 "$chapter:1: no heading with the chapter's stem" page
cp "$scratch/good.md" "$course/$chapter"
mv "$course/build/data/$stem/numbers.tsv" "$scratch/numbers.tsv"
check "missing data stop the build and say how to get them" \
  expect 1 'run `make plots ONLY=ch91_mini`' page
mv "$scratch/numbers.tsv" "$course/build/data/$stem/numbers.tsv"
same_pdf() {
  mkdir "$scratch/one" "$scratch/two" "$scratch/plain" &&
    sed '/[(#]figure[:-]/d' "$course/$chapter" >"$scratch/plain/$stem.md" &&
    notes pdf student "$scratch/one/x.pdf" "$scratch/plain/$stem.md" &&
    notes pdf student "$scratch/two/y.pdf" "$scratch/plain/$stem.md" &&
    cmp "$scratch/one/x.pdf" "$scratch/two/y.pdf"
}
check "the same chapters give the same PDF, wherever it is made" same_pdf
check "an unknown edition is refused" expect 2 "no edition 'teacher'" \
  notes pdf teacher "$scratch/x.pdf" "$chapter"

untouched() {
  echo before >"$scratch/out/page.html"
  notes html "$chapter" "$scratch/out/page.html" && return 1
  prints page.html ls "$scratch/out" && prints before cat "$scratch/out/page.html"
}
mkdir "$scratch/out"
break_with '!show nothing'
check "a build that fails leaves the old page, and nothing half-made" untouched
cp "$scratch/good.md" "$course/$chapter"

page >/dev/null
check_pages "$scratch/html"
echo '<script src="x.js"></script><link href="https://x/y.css">' >"$scratch/noisy.html"
check "the search for scripts and fetches finds them" fetches "$scratch/noisy.html"
plan
