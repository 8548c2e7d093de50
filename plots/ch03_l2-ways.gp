# How far the weights of the two ways are apart, under SGD and under Adam.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/ways.mean.tsv"
with_(name) = strcol("optimiser") eq name ? column("epoch") : NaN
set logscale y; set yrange [1e-9:100]; set ytics 1e-9,100; set format y POWER
set xrange [0:100]; set xlabel "epoch"
set ylabel "distance, relative to |w|"
plot FILE using (with_("sgd")):"difference.min":"difference.max" with filledcurves lt 1 fs transparent solid 0.2 noborder notitle, \
     FILE using (with_("adam")):"difference.min":"difference.max" with filledcurves lt 2 fs transparent solid 0.3 noborder notitle, \
     FILE using (with_("adam")):"difference.mean" with lines lt 2 dt DASHED title "Adam", \
     FILE using (with_("sgd")):"difference.mean" with lines lt 1 title "SGD"
