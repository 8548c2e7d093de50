# The four functions and, beside them, their slopes.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/curves.tsv"; KEY = "function"; X = "x"
RUNS = "relu leaky_relu sigmoid tanh"
LABELS = '"ReLU" "leaky ReLU" "sigmoid" "tanh"'
set multiplot layout 1,2 margins 0.10,0.97,0.19,0.96 spacing 0.17
set key inside left top vertical
set xrange [-10:10]; set xtics 5
set xlabel "input x"
set ylabel "output y"
set yrange [-1.2:4.2]; set ytics 1
plot for [i=1:4] FILE using (run_x(i)):"y" with lines lt i dt i title label(i, 1)
unset key
set ylabel "slope dy/dx"
set yrange [-0.05:1.1]; set ytics 0.25
plot for [i=1:4] FILE using (run_x(i)):"slope" with lines lt i dt i
unset multiplot
