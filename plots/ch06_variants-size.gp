# Accuracy against the number of training images, for the same number of steps.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/data-size.mean.tsv"; X = "images"; RUNS = "none dropout"; SCALE = 100
LABELS = '"no dropout" "dropout 0.5"'; KINDS = '", test" ", training"'
Y = "test train"
set logscale x
set xtics ("1k" 1000, "3k" 3000, "10k" 10000, "30k" 30000, "60k" 60000)
set xrange [900:66000]
set xlabel "training images"
set ylabel "accuracy (%)"
set key font ",14" maxcols 2 samplen 1.2
plot @CURVES
