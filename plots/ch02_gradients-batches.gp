# The mean gradient of the first layer in each mini-batch of an epoch.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/batches.tsv"
seed_1(y) = column("seed") == 1 ? y : NaN
stats FILE using (seed_1(column("mean"))) nooutput name "G"
stats FILE using (seed_1(column("batch"))) nooutput name "B"
set xlabel "mini-batch of the epoch"
set ylabel "mean |dL/dw|, layer 1"
set format y "%.3f"; set ytics 0.001
set xrange [0:960]
set yrange [0:*]
plot FILE using (seed_1(column("batch"))):"mean" with points lt 6 pt 7 ps 0.3 title "one mini-batch", \
     G_mean with lines lt 1 title "the whole epoch", \
     FILE using (seed_1(column("batch") == B_max ? B_max : NaN)):"mean" with points lt 7 pt 7 ps 1.2 title "the last"
