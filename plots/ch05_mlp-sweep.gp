# Accuracy against the drop probability of both hidden layers.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/sweep.mean.tsv"; KEY = "data"; X = "p"; Y = "train test"
KINDS = '"training" "test"'; SCALE = 100
LABELS = '"" ""'
set multiplot layout 1,2
set xlabel "drop probability p"; set xrange [0:0.8]; set xtics 0.2
set ylabel "accuracy (%)"; set grid ytics
set label 1 "60,000 images" at graph 0.05, 0.08; RUNS = "all"
plot @CURVES
set label 1 "5,000 images"; RUNS = "few"
plot @CURVES
unset multiplot
