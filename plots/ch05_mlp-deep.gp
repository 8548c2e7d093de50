# The deep network: accuracy and loss, training solid and validation dashed.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/deep.mean.tsv"; RUNS = "plain hidden input"
LABELS = '"none" "hidden 0.3" "and input 0.2"'
KINDS = '"" ""' # the caption tells solid from dashed
LINE = 'using (run_x(i)):(at(k, 0)) with lines lt i dt k title k == 1 ? label(i, k) : ""'
CURVES = EACH.BAND.', '.EACH.LINE
set multiplot layout 1,2
set key font ",13" maxrows 2
set xlabel "epoch"; set xrange [0:30]; set grid ytics
set ylabel "accuracy (%)"; Y = "train_accuracy valid_accuracy"; SCALE = 100
plot @CURVES
set ylabel "loss (nats)"; Y = "train_loss valid_loss"; SCALE = 1
plot @CURVES
unset multiplot
