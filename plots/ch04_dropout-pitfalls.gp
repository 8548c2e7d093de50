# The mean output for an input of 1 under the right rule and five wrong ones.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/pitfalls.mean.tsv"; KEY = "rule"; X = "p"; Y = "mean"
RUNS = "inverted unscaled over_p odds as_keep normal"
LABELS = '"right: 1/(1-p)" "no scale" "1/p" "(1-p)/p" "p read as keep" "normal draw"'
set logscale y
set xlabel "drop probability p"
set ylabel "mean output for x = 1"
set xrange [0.05:0.95]
plot @LINES
