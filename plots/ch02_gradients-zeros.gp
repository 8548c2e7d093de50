# Activations that are zero, by epoch | units that are zero for every image.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/layers.mean.tsv"
RUNS = "shallow-relu shallow-tanh shallow-leaky_relu deep-relu"
LABELS = '"ReLU" "tanh" "leaky ReLU" "ReLU, deep"'
run_x(i) = strcol("run") eq word(RUNS, i) && column("layer") == 1 ? column("epoch") : NaN
set multiplot layout 1,2
set key font ",13" maxcols 2
set xlabel "epoch"; set xtics 1; set xrange [0.8:5.2]
SCALE = 100
set yrange [*<-3:63<*]
set ylabel "zero activations (%)"; Y = "zero"
plot @CURVES
set ylabel "dead units (%)"; Y = "dead"
plot @CURVES
unset multiplot
