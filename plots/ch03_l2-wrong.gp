# The length of the weights by epoch, under the right penalty and wrong ones.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/wrong.mean.tsv"; KEY = "rule"; X = "epoch"; Y = "norm"
RUNS = "none right nohalf batch"
LABELS = '"no penalty" "right, λ = 3" "without the 1/2" "times batch size"'
set key maxcols 2
set xrange [0:100]; set yrange [0:0.65]
set xlabel "epoch"
set ylabel "length of the weights |w|"
plot for [i=1:words(RUNS)] FILE @BAND, \
     for [i=1:words(RUNS)] FILE using (run_x(i)):(at(k, 0)) with linespoints lt i pointinterval 20 title label(i, k)
