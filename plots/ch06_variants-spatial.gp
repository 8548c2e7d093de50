# Spatial dropout on a sixth of the training set, one seed.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/cnn-spatial.mean.tsv"; SCALE = 100
RUNS = "none spatial flat"
LABELS = '"none" "spatial 0.25" "features 0.3"'
set multiplot layout 1,2
set xlabel "epoch"; set xrange [0.8:6.2]; set xtics 1
set key font ",14" samplen 1 width -2
set ylabel "training accuracy (%)"; Y = "train"
plot @LINES
set ylabel "test accuracy (%)"; Y = "test"
plot @LINES
unset multiplot
