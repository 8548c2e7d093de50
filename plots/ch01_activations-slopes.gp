# How the slopes of sigmoid and tanh fade: exact, and as float has them.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/slopes.tsv"; KEY = "function"; X = "x"
RUNS = "sigmoid tanh"
set logscale y
set format y POWER
set xrange [-30:30]; set xtics 10
set yrange [1e-14:3]
set xlabel "input x"
set ylabel "slope dy/dx"
plot for [i=1:2] FILE using (run_x(i)):"exact" with lines lt i + 2 dt SOLID lw 1.2 title word(RUNS, i), \
     for [i=1:2] FILE using (run_x(i)):"float" with points lt i + 2 title word(RUNS, i).", in float"
