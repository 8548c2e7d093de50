# Losses after the last epoch against lambda; the test loss from two starts.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/sweep.mean.tsv"
from(start) = strcol("start") eq start ? column("lambda") : NaN
stats ARG1."/starts.mean.tsv" using (strcol("start") eq "untrained" ? column("test.mean") : NaN) nooutput name "NULL"
set multiplot layout 1,2 margins 0.15,0.97,0.22,0.74 spacing 0.17,0
set logscale xy; set format x POWER; set format y POWER
set xrange [0.0007:450]; set xlabel "λ"; set xtics 100
set key font SMALL maxcols 1
set ylabel "training loss"; set yrange [1e-9:1]; set ytics 1e-9,100
plot FILE using (from("uniform")):"train.min":"train.max" with filledcurves lt 1 fs transparent solid 0.2 noborder notitle, \
     FILE using (from("zero")):"train.mean" with linespoints lt 4 title "start at 0", \
     FILE using (from("uniform")):"train.mean" with linespoints lt 1 title "random start"
set ylabel "test loss"; set yrange [0.01:1]; set ytics 10
plot FILE using (from("uniform")):"test.min":"test.max" with filledcurves lt 2 fs transparent solid 0.3 noborder notitle, \
     FILE using (from("zero")):"test.mean" with linespoints lt 4 title "start at 0", \
     FILE using (from("uniform")):"test.mean" with linespoints lt 2 title "random start", \
     NULL_mean with lines lt 3 dt DASHED lw 1.5 title "all weights 0"
unset multiplot
