# SELU network 784-256-128-10: no dropout, plain dropout, alpha dropout.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/selu.mean.tsv"; SCALE = 100; RUNS = "none plain alpha"
LABELS = '"none" "plain 0.1" "alpha 0.1"'
set multiplot layout 1,2
set xlabel "epoch"; set xtics 2; set xrange [0.5:10.5]; set yrange [70:92]
set key font ",14" samplen 1 width -2
set ylabel "training accuracy (%)"; Y = "train"
plot @CURVES
set ylabel "test accuracy (%)"; Y = "test"
plot @CURVES
unset multiplot
