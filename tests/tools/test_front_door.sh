#!/bin/sh
# What the front door says when it is given something it can't work with, and
# that grading survives what people do to lab/. On a copy of the project.
. tests/tools/tap.sh

copy=$scratch/copy
mkdir "$copy"
git ls-files -z | xargs -0 tar cf - | tar xf - -C "$copy"
cd "$copy" || exit 2
mkdir build && cp -pR "$OLDPWD"/build/bin "$OLDPWD"/build/chk build/
find . -path ./build -prune -o -type f -exec touch -t 202001010000 {} +
stem=ch04_dropout
lab=lab/$stem.c

check "an unknown ONLY names the chapters" \
  expect 2 "ONLY=ch99: no such chapter; choose from: ch01_activations" make check ONLY=ch99
check "an unknown PLOT_BUILD names the choices" \
  expect 2 "choose solutions or lab" make plots PLOT_BUILD=labs
check "SEEDS=0 is refused" expect 2 "SEEDS=0 is no whole number from 1" \
  make plots ONLY=$stem SEEDS=0
check "so is SEEDS=many" expect 2 "SEEDS=many is no whole number from 1" \
  make plots ONLY=$stem SEEDS=many
check "and JOBS=-1" expect 2 "JOBS=-1 is no whole number from 1" make check JOBS=-1
check "an unknown DATASET names the choices" \
  expect 2 "choose fashion or mnist" make plots DATASET=cifar
check "the notes are about one data set" expect 2 "make plots DATASET=mnist" \
  make course DATASET=mnist
check "an empty ONLY means all" expect 2 "Score: 0/100" make check ONLY=
check "SOLUTIONS=0 grades the labs" expect 2 "Score: 0/18" make check ONLY=$stem SOLUTIONS=0
check "make alone explains itself" expect 0 "grade lab/" make

rm -rf build/check build/check.log build/grader.log
check "all solutions get all points" expect 0 "Score: 100/100" make check SOLUTIONS=1
mv "$lab" lab/my_dropout.c
check "a renamed lab file is missed by name" \
  expect 2 "FAIL (0/3) $lab is missing; 'make labs' writes it anew" make check ONLY=$stem
check "and the stranger is named" expect 2 "lab/my_dropout.c belongs to no chapter" \
  make check ONLY=$stem
check "make labs writes it anew" expect 0 "wrote $lab" make labs
check "and leaves the stranger alone" test -f lab/my_dropout.c
rm lab/my_dropout.c

{ cat "$lab" && echo 'int answer = ;'; } >"$scratch/broken" && cp "$scratch/broken" "$lab"
check "a compile error is quoted with file and line" \
  expect 2 "FAIL (0/3) does not compile: $lab:" make check ONLY=$stem
check "a lab that was edited is not overwritten" expect 2 "FORCE=1" make labs
check "not a byte of it" cmp "$lab" "$scratch/broken"

sed 's/return false;/return no_such_function(rng) > 0;/' "$lab" | grep -v 'int answer' >"$scratch/link"
cp "$scratch/link" "$lab"
check "a missing function is quoted" expect 2 "no_such_function" make check ONLY=$stem

cp "solutions/$stem.c" "$lab"
check "the right answer gets full marks" expect 0 "Score: 18/18" make check ONLY=$stem
check "and then no compiler runs again" \
  sh -c "make check ONLY=$stem >/dev/null && ! grep CC build/check.log"
sed 's/        dx\[i\] = mask/        dx[i] = 0 \&\& mask/' "$lab" >"$scratch/partly" && cp "$scratch/partly" "$lab"
check "one wrong blank costs its own points first" \
  expect 2 "dropout-forward: OK (3/3)" make check ONLY=$stem
check "and is told in a sentence" expect 2 "dropout-backward: FAIL (0/2) dropout_backward(batch=2" \
  make check ONLY=$stem

cp "solutions/$stem.c" "$lab"
printing='void dropout_inference(float *y, const float *x, size_t batch, size_t n) {'
endless='for (;;) puts("'"$(printf '%099d' 0)"'");'
sed "s|^void dropout_inference.*|$printing $endless|; s|#include <string.h>|&\n#include <stdio.h>|" \
  "solutions/$stem.c" | awk '/puts/ { print; print "}"; skip = 1 } /^}/ { if (skip) { skip = 0; next } } !skip' >"$lab"
check "endless output is cut and named" expect 2 "dropout-inference: FAIL (0/1)" make check ONLY=$stem
check "little of it is shown" sh -c "[ \$(make check ONLY=$stem 2>&1 | wc -c) -lt 8000 ]"
sed "s|^    if (batch \* n > 0)|    kill(getppid(), 9);\n&|; s|#include <string.h>|&\n#include <signal.h>\n#include <unistd.h>|" \
  "solutions/$stem.c" >"$lab"
check "a lab that ends its suite gets no grade" expect 2 "no grade: the suite was ended" make check ONLY=$stem
check "the other chapters are graded all the same" \
  expect 2 "Score: 14/32" sh -c "cp solutions/ch01_activations.c lab/ && make check ONLY='ch01_activations $stem'"

echo 'int broken = ;' >>"tests/test_$stem.c"
check "a suite that does not compile is an error, not a grade" \
  expect 2 "the grader itself does not build" make check ONLY=$stem
mkdir -p build/grades
echo kept >build/grades/gradebook.sqlite
check "make clean keeps the grade book" \
  sh -c "make clean && [ ! -e build/chk ] && [ -s build/grades/gradebook.sqlite ]"
cd / || exit 2
plan
