# The wide network: training loss, measured in both ways, and test accuracy.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/wide.mean.tsv"; RUNS = "plain dropout"
LABELS = '"no dropout" "dropout"'; KINDS = '"" " (seen)"'
set multiplot layout 1,2
set key font ",12" maxcols 2
set xlabel "epoch"; set xrange [0.5:10.5]; set xtics 1,1; set grid ytics
set ylabel "training loss (nats)"; Y = "train_loss seen"
set yrange [0.25:0.75]
plot @CURVES
set ylabel "test accuracy (%)"; Y = "test_accuracy"; SCALE = 100
set yrange [65:90]
plot @CURVES
unset multiplot
