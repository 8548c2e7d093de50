# Accuracy of the mean prediction of m subnetworks, and of the whole network.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/ensemble.mean.tsv"
many(c) = column("masks") > 0 ? 100 * column(c) : NaN
stats FILE using (column("masks") == 0 ? 100 * column("accuracy.mean") : NaN) nooutput name "WHOLE"
set logscale x
set xrange [0.9:110]
set xlabel "subnetworks averaged"
set ylabel "test accuracy (%)"
plot FILE using "masks":(many("accuracy.min")):(many("accuracy.max")) with filledcurves lt 1 fs transparent solid 0.2 noborder notitle, \
     FILE using "masks":(many("accuracy.mean")) with linespoints lt 1 title "mean of m subnetworks", \
     WHOLE_mean with lines lt 3 dt DASHED lw 1.5 title "whole network, evaluation mode"
