# The mean output of a unit of value 1 over more and more masks.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/mean.mean.tsv"; KEY = "p"; RUNS = "0.2 0.5 0.8"; X = "masks"; Y = "mean"
LABELS = '"p = 0.2" "p = 0.5" "p = 0.8"'
set logscale x
set format x POWER
set xlabel "masks averaged"
set ylabel "mean output for x = 1"
set yrange [0:2.6]
plot @CURVES, 1 with lines lt 3 dt DASHED lw 1.2 title "x"
