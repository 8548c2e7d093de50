# The largest relative error of five ways to write tanh; NaN from a cross on.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/error.tsv"; KEY = "formula"; X = "x"
RUNS = "textbook one_sided decaying expm1 ours"
LABELS = '"textbook" "e^{2x}" "e^{-2|x|}" "expm1" "tanhf"'
error = 'column("error") < 2e-9 ? 2e-9 : column("error")' # room for no error
good(i) = column("error") == column("error") ? run_x(i) : NaN
array END[2]
do for [i=1:2] { stats FILE using (good(i)) nooutput name "E"; END[i] = E_max }
set logscale xy
set format xy POWER
set xrange [1e-8:1e4]; set xtics 1e-8,100; unset mxtics; unset mytics
set yrange [1e-9:10]
set key inside right top vertical
set xlabel "input x"
set ylabel "largest relative error"
plot for [i=1:5] FILE using (run_x(i)):(@error) with lines lt i dt i title label(i, 1), \
     for [i=1:2] "+" using (END[i]):(2e-9) every ::0::0 with points lt i pt 2 ps 1.5 lw 3 notitle
