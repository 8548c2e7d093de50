# The wide network: training loss, measured in both ways, and test accuracy.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/wide.mean.tsv"; RUNS = "plain dropout"
LABELS = '"no dropout" "dropout 0.2, 0.5"'
KINDS = '"" ", as seen"'
set multiplot layout 1,2
set key font ",13" maxrows 2
set xlabel "epoch"; set xrange [0.5:10.5]; set xtics 1,1; set grid ytics
set ylabel "training loss (nats)"; Y = "train_loss seen"
set yrange [0.2:1.4]
plot @CURVES
set ylabel "test accuracy (%)"; Y = "test_accuracy"; SCALE = 100
set yrange [65:90]
plot @CURVES
unset multiplot
