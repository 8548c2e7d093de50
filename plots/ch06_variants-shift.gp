# The variance of the next layer's units in training over that in evaluation.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/shift.mean.tsv"
set xlabel "drop probability p"
set ylabel "variance, training / evaluation"
set xrange [-0.03:0.83]; set yrange [0:*]
plot FILE using "p":"ratio.min":"ratio.max" with filledcurves lt 1 fs transparent solid 0.2 noborder notitle, \
     FILE using "p":"ratio.mean" with linespoints lt 1 title "dropout in front of the normalisation", \
     1 with lines lt 3 dt DASHED lw 1.5 title "behind it: no shift"
