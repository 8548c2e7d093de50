#!/bin/sh
# Are we fast? `make bench` runs this:
#
#     tools/bench.sh [ROUNDS]        default: 3
#
# Trains the networks of bench/work.c and the same in PyTorch, turn about, each
# with the number of threads that it is faster with; checks that both learn the
# same; writes build/bench.tsv, and with it, for networks of other sizes,
# build/bench-scaling.tsv. Nothing else should run meanwhile.
set -u
rounds=${1:-3}
data=build/bench-runs
raw=$data/runs.tsv
scaling=$data/scaling.tsv
bin=build/bin/bench
python=/usr/bin/python3 # Debian's, which has Debian's packages
works=$($bin/train | sed '1,/^WORK/d')

peer=
if $python -c 'import torch, numpy' 2>/dev/null; then
  peer=torch
else
  echo 'PyTorch is not here; without it the ratios are left out (apt-get install python3-torch python3-numpy)'
fi

# run WHO WORK THREADS ROUND EPOCHS: its output; each round has a seed of its own.
run() {
  case $1 in
  ours) program=$bin/train ;;
  products) program="$bin/train $2 --products" ;;
  loops) program=$bin/train-loops ;;
  # OpenBLAS knows best what suits this processor.
  torch) program="env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE $python bench/train_torch.py" ;;
  esac
  [ "$1" = products ] || program="$program $2"
  # shellcheck disable=SC2086 # a command of several words
  OMP_NUM_THREADS=$3 $program --seed $(($4 + 1)) --epochs "$5" </dev/null
}

# keep WHO WORK THREADS ROUND EPOCHS: a line in $raw:
# who, work, threads, round, seconds of the fastest epoch, last loss, accuracy, MiB.
keep() {
  printf '\r\033[K%s: %s, %s thread(s)' "$2" "$1" "$3" >&2
  run "$@" | awk -v OFS='\t' -v key="$1	$2	$3	$4" '
    $1 == "epoch" { if (best == "" || $2 < best) best = $2; loss = $3 }
    $1 == "accuracy" { accuracy = $2 }
    $1 == "memory" { memory = $2 }
    END { if (memory == "") exit 1; print key, best, loss, accuracy, memory }' >>"$raw" || {
    echo "$1 $2 did not run to its end" >&2
    exit 1
  }
}

# The number of threads with which it was faster so far.
threads_of() {
  awk -F '\t' -v who="$1" -v work="$2" '$1 == who && $2 == work && (best == "" || $5 < best) {
    best = $5; n = $3 } END { print n }' "$raw"
}

rm -rf "$data"
mkdir -p "$data"
processors=$(getconf _NPROCESSORS_ONLN)
for work in $works; do
  for _ in 1 2; do # machines are noisy
    for threads in 1 $processors; do
      keep ours "$work" "$threads" 0 2
    done
  done
  for threads in ${peer:+1 $processors}; do
    keep "$peer" "$work" "$threads" 0 1
  done
done
for round in $(seq "$rounds"); do
  for work in $works; do
    threads=$(threads_of ours "$work")
    keep ours "$work" "$threads" "$round" 2
    keep products "$work" "$threads" "$round" 2
    [ -z "$peer" ] || keep "$peer" "$work" "$(threads_of "$peer" "$work")" "$round" 2
  done
done
keep loops mlp-sgd 1 1 1
printf '\r\033[K' >&2

awk -f tools/bench_summary.awk "$raw" >$data/bench.tsv

# samples_a_second OPTION ...: of our MLP with SGD on its first 12,800 images.
rate() {
  $bin/train mlp-sgd --rows 12800 --epochs 3 "$@" | awk '$1 == "epoch" && (best == "" || $2 < best) {
    best = $2 } END { printf "%d\n", 12800 / best }'
}
# Two trainings at once, a seed and a thread each: their rates added up.
side_by_side() {
  { OMP_NUM_THREADS=1 rate --seed 2 "$@" & OMP_NUM_THREADS=1 rate "$@"; wait; } |
    awk '{ n += $1 } END { print n }'
}
scale() {
  printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$(OMP_NUM_THREADS=1 rate "--$1" "$2")" \
    "$(OMP_NUM_THREADS=2 rate "--$1" "$2")" "$(side_by_side "--$1" "$2")" >>"$scaling"
  printf '\r\033[Kscaling: %s %s' "$1" "$2" >&2
}
printf 'what\tsize\tone\ttwo\tside\n' >"$scaling"
for batch in 16 32 64 128 256 512 1024; do scale batch $batch; done
for width in 64 128 256 512 1024 2048; do scale width $width; done
printf '\r\033[K' >&2

mv $data/bench.tsv build/bench.tsv
mv "$scaling" build/bench-scaling.tsv
for figure in bench bench-scaling; do
  for kind in svg pdf; do
    gnuplot -c bench/$figure.gp build/$figure.tsv build/$figure.$kind || exit 1
  done
done

awk -F '\t' -v goals='mlp-sgd 6 mlp-adam 8 cnn 3 deep 10' '
  BEGIN { n = split(goals, g, " "); for (i = 1; i < n; i += 2) goal[g[i]] = g[i + 1] }
  NR == 1 { printf "%-9s %22s %22s %14s %9s %10s\n", "", "ours, samples/s", "PyTorch, samples/s",
    "ratio (goal)", "products", "the same?" }
  NR > 1 { printf "%-9s %10s (%s threads) %10s (%s threads) %7s (%s) %7s %% %10s\n", $1, $2, $3, $4,
    $5, $6, goal[$1], $8, $13; if ($13 == "no") different = 1 }
  END { exit different }' build/bench.tsv
status=$?
echo 'products: the share of our time that the same matrix products or convolutions take alone.'
echo 'build/bench.tsv, build/bench-scaling.tsv, build/bench.svg, build/bench-scaling.svg'
[ $status = 0 ] || echo 'A side that learns something else is no comparison: see loss and accuracy in build/bench.tsv'
exit $status
