#!/bin/sh
# A new chapter needs its own files and no change to any other: in a copy of the
# project a throw-away chapter goes all the way from solution to web page.
. tests/tools/tap.sh

copy=$scratch/copy
stem=ch97_toy
mkdir "$copy"
git ls-files -z | xargs -0 tar cf - | tar xf - -C "$copy"
cd "$copy" || exit 2
# Objects of the same sources need not be compiled again.
mkdir build && cp -pR "$OLDPWD"/build/bin "$OLDPWD"/build/chk "$OLDPWD"/build/opt build/ 2>/dev/null
find . -path ./build -prune -o -type f -exec touch -t 202001010000 {} +
mkdir -p "tests/mutants/$stem"

cat >"include/$stem.h" <<'E2'
// A throw-away chapter.
#include <stddef.h>
// y = 2 x, each [n].
void twice(float *y, const float *x, size_t n);
E2
cat >"solutions/$stem.c" <<E2
// A throw-away chapter.
#include "$stem.h"

//@task twice 2
//@todo Double it.
//@hint Two times.
void twice(float *y, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        y[i] = 2.0f * x[i];
}
//@end twice
E2
cat >"tests/test_$stem.c" <<'E2'
#include "suite.h"
START_TEST(drawn)
{
    Rng rng = test_rng(1);
    const float *x = random_f32(&rng, 2, 1.0f, 2.0f);
    const float want[2] = {2 * x[0], 2 * x[1]};
    Call *c = call_begin("twice", T_VOID);
    int y = arg_out(c, "y", T_F32, 2);
    arg_in(c, "x", T_F32, x, 2);
    arg_size(c, "n", 2);
    call_student(c);
    expect_f32(c, y, want, EXACT, "Twice the input.");
}
END_TEST
void suite_tasks(Suite *suite)
{
    tcase_add_test(task(suite, "twice"), drawn);
}
E2
cat >"plots/$stem.c" <<E2
#include "experiment.h"
#include "$stem.h"
static void line(Run *run)
{
    for (int i = 0; i < 5; i++) {
        float x = (float)i, y = 0;
        twice(&y, &x, 1);
        emit(run, "%d\t%g", i, (double)y);
    }
}
static void numbers(Numbers *n)
{
    Table t = numbers_table(n, "line");
    number(n, "last", "%g", table_mean(&t, "x=4", "y", NULL));
    table_free(&t);
}
int main(int argc, char **argv)
{
    static const Experiment e[] = {{"line", "x\ty", 1, 0, line}};
    return experiment_main(argc, argv, "$stem", e, 1, numbers);
}
E2
cat >"plots/$stem-line.gp" <<'E2'
call "plots/style.gp" ARG1 ARG2
plot ARG1."/line.mean.tsv" using "x":"y.mean" with linespoints title "twice"
E2
cat >"chapters/$stem.md" <<E2
# A toy {#$stem}

!show twice

Twice four is {{last}}.

![A line.](figure:line){alt="A rising line."}
E2
printf 'task: twice\nmistake: tripled\n-        y[i] = 2.0f * x[i];\n+        y[i] = 3.0f * x[i];\n' \
  >"tests/mutants/$stem/triple.mut"

check "its lab is made" expect 0 "wrote lab/$stem.c" make labs
check "the blank lab scores 0" expect 2 "Score: 0/2" make check ONLY=$stem
check "the solution gets full marks" expect 0 "Score: 2/2" make check ONLY=$stem SOLUTIONS=1
check "its figure is drawn from its run" expect 0 "" make plots ONLY=$stem SEEDS=2
check "its page shows the number" \
  sh -c "make build/notes/html/$stem.html SEEDS=2 && grep -q 'Twice four is 8' build/notes/html/$stem.html"
check "its wrong answer is caught" \
  sh -c "sh tests/tools/mutant.sh '$scratch' tests/mutants/$stem/triple.mut && grep killed '$scratch/$stem-triple.result'"
sed 's/2.0f \* x/3.0f * x/' "solutions/$stem.c" >"lab/$stem.c"
check "PLOT_BUILD=lab draws with the student's function" \
  sh -c "make plots ONLY=$stem PLOT_BUILD=lab SEEDS=1 && grep -q 'last	12' build/data-lab/$stem/numbers.tsv"
cd / || exit 2
plan
