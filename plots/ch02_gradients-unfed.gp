# Training accuracy when the activation reaches the next layer, and when not.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/unfed.mean.tsv"; RUNS = "fed counted single"
LABELS = '"ReLU fed forward" "ReLU only counted" "no hidden layer"'
Y = "accuracy"; SCALE = 100
set xlabel "epoch"; set xtics 1; set xrange [0.8:5.2]
set ylabel "training accuracy (%)"
set yrange [75:92]
plot @CURVES
