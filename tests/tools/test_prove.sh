#!/bin/sh
# tools/prove.sh on a small scale: it ends well where all is proved, and says
# which mutant, test, variant or seed it isn't proved for.
. tests/tools/tap.sh
. tests/tools/suites.sh

stem=ch03_l2
# A run over this chapter alone, with further settings NAME=VALUE before the
# parts.
prove() {
  env OUT="$scratch/out" ONLY=$stem CHK=build/chk "$@"
}

# A folder of mutants, $1, that holds all of the chapter's, or just $2.
mutants() {
  mkdir -p "$scratch/$1/$stem"
  cp tests/mutants/$stem/${2:-*}.mut "$scratch/$1/$stem"
}

# Task, test and ok or a failure for each test, as the verdicts count them.
listed() {
  verdicts build/chk $stem build/chk/lab/$stem.so --tests "$scratch/blank" >"$scratch/verdicts" &&
    awk -F '\t' 'NR == FNR { n[$1] = $3; next }
      NF != 3 || $2 !~ /^[a-z_0-9]+$/ || $3 == "ok" { exit 1 }
      { n[$1]-- } END { for (task in n) if (n[task] != 0) exit 1 }' "$scratch/verdicts" "$scratch/blank" &&
    verdicts build/chk $stem build/chk/solutions/$stem.so --tests "$scratch/full" >/dev/null &&
    ! grep -v '	ok$' "$scratch/full" && cut -f 1,2 "$scratch/blank" >"$scratch/names" &&
    cut -f 1,2 "$scratch/full" | cmp - "$scratch/names"
}
check "a suite lists its tests with what became of them" listed

check "all mutants of a chapter are caught, and all its tests catch one" \
  expect 0 "proved: mutants" prove tools/prove.sh mutants
caught_by() {
  awk -F '\t' -v name="$1" '$2 == name { print $5 }' "$scratch/out/mutants/mutants.tsv"
}
check "the table names the tests that catch a mutant" prints "loss_by_hand" caught_by loss-of-nothing
caught_alone() {
  awk -F '\t' -v name="$1" '$3 == name { print $5 }' "$scratch/out/mutants/tests.tsv" | tr ' ' '\n' | grep -x "$2"
}
check "and a test which mutants it alone catches" prints loss-of-nothing caught_alone loss_by_hand loss-of-nothing
callers() {
  awk -F '\t' '$2 == "predict-transposed" { print $6 "|" $7 }' "$scratch/out/mutants/mutants.tsv"
}
check "and tasks that call a wrong function" prints "penalty-train-epoch|" callers

mutants equal
printf '%s\n' "task: l2-penalty" "mistake: none" "-return sum / 2.0;" "+return 0.5 * sum;" >"$scratch/equal/$stem/equal.mut"
check "a mutant that survives is told" expect 1 "$stem/equal: survives all 2 tests of l2-penalty" \
  prove MUTANTS="$scratch/equal" tools/prove.sh mutants
printf '%s\n' "task: l2-penalty" "mistake: none" "-return sum / 2.0;" "+return sum / ;" >"$scratch/equal/$stem/equal.mut"
check "so is one that does not compile" expect 1 "$stem/equal: " \
  prove MUTANTS="$scratch/equal" tools/prove.sh mutants
mutants single no-half
check "a test that catches no mutant is told" expect 1 "$stem, squared-loss: loss_by_hand" \
  prove MUTANTS="$scratch/single" tools/prove.sh mutants
check "no mutants prove nothing" expect 1 "NOT proved: mutants" prove MUTANTS="$scratch/none" tools/prove.sh mutants

# Of tasks a and b the mutant of a costs b a test, and $1 stands in calls.
costs() {
  mkdir -p "$scratch/table"
  printf '%s\n' "$1" >"$scratch/table/calls"
  printf 's\ta\tt1\ns\tb\tt2\n' >"$scratch/table/tests"
  printf 's\tm1\ta\twrong\ns\tm2\tb\twrong\n' >"$scratch/table/list"
  printf 'killed: x\n' | tee "$scratch/table/s-m1.result" >"$scratch/table/s-m2.result"
  printf 'a\tt1\tx\nb\tt2\tx\n' >"$scratch/table/s-m1.tests"
  printf 'a\tt1\tok\nb\tt2\tx\n' >"$scratch/table/s-m2.tests"
  awk -v folder="$scratch/table" -f tools/prove.awk
}
check "a task that calls the wrong function may lose a test" expect 0 "1 cost tasks that call theirs" costs "b	a"
check "any other may not" expect 1 "s/m1: b (only a is changed)" costs "a	b"
calls() {
  printf '%s\n' '//@task one 1' 'void one(void)' '{' '}' '//@end one' '//@region help' \
    'static void help(void)' '{' '    one();' '}' '//@end help' '//@task two 1' 'int two(void)' \
    '{' '    help();' '}' '//@end two' >"$scratch/calls.c"
  awk -f tools/calls.awk "$scratch/calls.c"
}
check "calls by way of given code are calls" prints "two	one" calls

variant() {
  mkdir -p "$scratch/variants/$stem"
  printf '%s\n' '// Variant of l2-penalty: backwards.' 'double l2_penalty(const float *w, size_t n)' \
    "{ double s = 0; while (n-- > 0) s += $1 * (double)w[n]; return s / 2; }" >"$scratch/variants/$stem/it.c"
}
variant '(double)w[n]'
check "a right variant is proved in all builds" expect 0 "1 right answers written otherwise, in 7 builds" \
  prove VARIANTS="$scratch/variants" tools/prove.sh variants
variant '(w[n] > 3.2f ? 3.2 : (double)w[n])'
check "one that is right with some seeds alone is told" expect 1 "it-clang-O2.result:seed " \
  prove VARIANTS="$scratch/variants" tools/prove.sh variants
check "no variants prove nothing" expect 1 "NOT proved: variants" prove VARIANTS="$scratch/none" tools/prove.sh variants

check "seeds that cost the solution nothing prove it" expect 0 "1 suites with 23 seeds each: 0 false alarms" \
  prove PROVE_SEEDS=23 tools/prove.sh seeds

# A build whose solution is library $1 and whose suite is $2.
other_build() {
  rm -rf "$scratch/chk"
  mkdir -p "$scratch/chk/solutions" "$scratch/chk/tests"
  ln -s "$PWD/build/chk/base" "$PWD/build/chk/worker" "$scratch/chk"
  cp "$1" "$scratch/chk/solutions/$stem.so"
  cp "$2" "$scratch/chk/tests/test_$stem"
}
printf '%s\n' "task: l2-penalty" "mistake: none" "-sum += (double)w[i] * (double)w[i];" \
  "+sum += (double)w[i] * (double)w[i] * (w[i] > 3.4f ? 0.9 : 1.0);" >"$scratch/wrong.mut"
$MARKS mutate solutions/$stem.c "$scratch/wrong.mut" >"$scratch/wrong.c"
library "$scratch/wrong.c" "$scratch/wrong.so"
other_build "$scratch/wrong.so" "build/chk/tests/test_$stem"
check "a seed that costs it a test is told" expect 1 "seed 12, l2-penalty: " \
  prove CHK="$scratch/chk" PROVE_SEEDS=40 tools/prove.sh seeds
printf '#!/bin/sh\nexit 3\n' >"$scratch/suite"
chmod +x "$scratch/suite"
other_build "$scratch/wrong.so" "$scratch/suite"
check "so is one that ends the suite" expect 1 "seed 1, the suite was ended" \
  prove CHK="$scratch/chk" PROVE_SEEDS=2 tools/prove.sh seeds
cat >"$scratch/suite" <<EOF
#!/bin/sh
while [ "\$1" != --seed ]; do shift; done
echo "\$2" >>"$scratch/seeds"
printf 'l2-penalty\t2\t2\t\n'
EOF
other_build "$scratch/wrong.so" "$scratch/suite"
all_seeds() {
  prove CHK="$scratch/chk" PROVE_SEEDS=45 tools/prove.sh seeds >/dev/null && sort -n "$scratch/seeds"
}
check "each seed is tried, and once" prints "$(seq 45)" all_seeds
printf '#!/bin/sh\nsleep 5\n' >"$scratch/suite"
# timeout sends the signal to all of its group, as a terminal does.
interrupted() {
  status=0
  prove PROVE_SEEDS=500 CHK="$1" timeout --preserve-status -s INT 1 tools/prove.sh seeds || status=$?
  [ $status = 130 ] || { echo "status $status" && return 1; }
}
check "an interrupt ends it" interrupted build/chk
other_build "$scratch/wrong.so" "$scratch/suite"
check "also one that waits for a suite" interrupted "$scratch/chk"
check "an unknown part is told" expect 2 "'seed' is none of mutants, variants, seeds" prove tools/prove.sh seed
plan
