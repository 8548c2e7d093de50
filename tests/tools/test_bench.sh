#!/bin/sh
# What `make bench` makes of its runs: medians, ratios, and whether both sides
# have learned the same. Without that a fast wrong run would count.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh

runs=$scratch/runs.tsv
# who threads round seconds loss accuracy
row() {
  printf '%s\tmlp-sgd\t%s\t%s\t%s\t%s\t%s\t230\n' "$@" >>"$runs"
}
begin() {
  rm -f "$runs"
  row ours 1 0 0.1 9 0.1 # round 0 chooses threads and counts for nothing
  row ours 2 1 0.50 0.570 0.80
  row ours 2 2 0.40 0.580 0.81
  row ours 2 3 0.60 0.575 0.82
  row products 2 1 0.40 0 0
  row products 2 2 0.45 0 0
  row products 2 3 0.30 0 0
}
# The named columns of the one line.
columns() {
  awk -f tools/bench_summary.awk "$runs" | awk -F '\t' -v names="$*" '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    NR == 2 { n = split(names, name, " "); for (i = 1; i <= n; i++) printf "%s%s", $at[name[i]], i < n ? " " : "\n" }'
}

begin
check "the median of the rounds counts, and the share is that of the medians" \
  prints "120000 2 150000 80" columns ours threads products share
check "without the peer there is no ratio and no judgement" prints "- - -" columns torch ratio same

row torch 1 1 3.0 0.575 0.80
row torch 1 2 3.5 0.572 0.82
row torch 1 3 2.5 0.574 0.81
check "the ratio is that of the medians" prints "20000 1 6.0 yes" columns torch torch_threads ratio same

begin
row torch 1 1 3.0 0.575 0.70
row torch 1 2 3.5 0.572 0.72
row torch 1 3 2.5 0.574 0.71
check "another accuracy is no comparison" prints "no" columns same

begin
row torch 1 1 3.0 0.475 0.80
row torch 1 2 3.5 0.472 0.82
row torch 1 3 2.5 0.474 0.81
check "nor is another loss" prints "no" columns same
plan
