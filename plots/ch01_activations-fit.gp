# A wave fitted by networks of one size: the fits, and the loss on the way.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
RUNS = "relu sigmoid tanh identity"; TYPES = "1 3 4 7"
LABELS = '"ReLU" "sigmoid" "tanh" "linear"'
type(i) = int(word(TYPES, i))
FILE = ARG1."/fitted.tsv"; X = "x"
set multiplot layout 1,2 margins 0.10,0.96,0.19,0.80 spacing 0.15
set key maxcols 2 font SMALL width -1
set xlabel "input x"; set ylabel "output y"
set xrange [-3:3]; set yrange [-1.25:1.25]
plot FILE using (run_x(4)):"target" with lines lt 2 lw 8 title "target sin 2x", \
     for [i=1:4] FILE using (run_x(i)):"y" with lines lt type(i) notitle
FILE = ARG1."/fit.mean.tsv"; X = "step"
set xlabel "step"; set ylabel "mean squared error"
set logscale y; set format y POWER; unset mytics
set xrange [0:4000]; set xtics 1000; set yrange [1e-4:10]
plot for [i=1:4] FILE using (run_x(i)):"loss.min":"loss.max" with filledcurves lt type(i) fs transparent solid 0.2 noborder notitle, \
     for [i=1:4] FILE using (run_x(i)):"loss.mean" with lines lt type(i) title label(i, 1)
unset multiplot
