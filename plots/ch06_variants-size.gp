# Accuracy against the number of training images, for the same number of steps.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/data-size.mean.tsv"; X = "images"; RUNS = "none dropout"; SCALE = 100
LABELS = '"no dropout" "dropout 0.5"'; KINDS = '", test" ", training"'
Y = "test train"
set logscale x
set xtics ("1,000" 1000, "3,000" 3000, "10,000" 10000, "30,000" 30000, "60,000" 60000)
set xrange [900:66000]
set xlabel "training images"
set ylabel "accuracy (%)"
set key maxcols 2
plot @CURVES
