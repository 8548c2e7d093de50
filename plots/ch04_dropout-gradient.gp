# The gradient over 500 masks: what survives averaging, and the noise.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/gradient.mean.tsv"
set logscale y
set format y POWER
set xlabel "drop probability p, input and hidden layer"
set ylabel "dL/dW of the first layer"
set xrange [-0.03:0.93]
plot FILE using "p":"mean.min":"mean.max" with filledcurves lt 1 fs transparent solid 0.2 noborder notitle, \
     FILE using (column("p") > 0 ? column("p") : NaN):"sd.min":"sd.max" with filledcurves lt 2 fs transparent solid 0.2 noborder notitle, \
     FILE using "p":"mean.mean" with linespoints lt 1 title "mean size of the average", \
     FILE using (column("p") > 0 ? column("p") : NaN):"sd.mean" with linespoints lt 2 title "standard deviation over masks"
