# Accuracy when hidden units are taken away after training.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/removal.mean.tsv"; KEY = "run"; RUNS = "plain dropout"; X = "removed"; Y = "accuracy"
LABELS = '"trained without dropout" "trained with dropout 0.5"'
SCALE = 100
set xlabel "hidden units removed, of 64"
set ylabel "test accuracy (%)"
set xrange [0:64]; set yrange [0:100]; set xtics 16
plot @CURVES
