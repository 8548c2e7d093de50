# Mean and variance of SELU activations through 16 layers, by kind of dropout.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/depth.mean.tsv"; X = "layer"; RUNS = "none plain alpha"
LABELS = '"none" "plain 0.1" "alpha 0.1"'
set multiplot layout 1,2
set xlabel "layer"; set xrange [0:16]; set xtics 4
set key font ",14" samplen 1 width -2
set ylabel "mean of the activations"; Y = "mean"
plot @CURVES
set ylabel "variance of the activations"; Y = "variance"
plot @CURVES
unset multiplot
