# Loss and test accuracy on the digits: a rate that is too small, and 0.1.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/digits.mean.tsv"; KEY = "run"; X = "epoch"
RUNS = "fast-plain fast-dropout slow-plain slow-dropout"
LABELS = '"lr 0.1" "lr 0.1, dropout" "lr 0.001" "lr 0.001, dropout"'
set multiplot layout 1,2
set key font SMALL maxcols 2
set xlabel "epoch"; set xtics 2
set ylabel "training loss (nats)"; Y = "loss"
set yrange [0:2.6]
plot @CURVES
set ylabel "test accuracy (%)"; Y = "accuracy"; SCALE = 100
set yrange [0:100]
plot @CURVES
unset multiplot
