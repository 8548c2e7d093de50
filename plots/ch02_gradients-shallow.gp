# Training accuracy by epoch | mean gradient by layer. NET names the networks:
# shallow has two layers 100 -> 100, deep eight, scaled eight with a better start.
if (!exists("NET")) NET = "shallow"
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/layers.mean.tsv"
RUNS = NET."-relu ".NET."-tanh ".NET."-sigmoid"; LABELS = "ReLU tanh sigmoid"
run_x(i) = strcol("run") eq word(RUNS, i) && column("layer") == 1 ? column("epoch") : NaN
layer_x(i) = strcol("run") eq word(RUNS, i) && column("epoch") == 5 ? column("layer") : NaN
set multiplot layout 1,2
set key maxrows 1 samplen 1 font ",15"
set xlabel "epoch"; set xtics 1
set ylabel "training accuracy (%)"; Y = "accuracy"; SCALE = 100
set xrange [0.8:5.2]; set yrange [0:100]
plot @CURVES
set xlabel "layer, from the input"
set ylabel "mean |dL/dw|" offset 1
set autoscale y; set xrange [0.7:(NET eq "shallow" ? 4.3 : 10.3)]
if (NET ne "shallow") { set xtics 1,3 }
set logscale y; set format y POWER
plot for [i=1:3] FILE using (layer_x(i)):"mean.min":"mean.max" with filledcurves lt i fs transparent solid 0.2 noborder notitle, \
     for [i=1:3] FILE using (layer_x(i)):"mean.mean" with linespoints lt i title word(LABELS, i)
unset multiplot
