# How far a deep network is from a straight line, with and without activations.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/deep.mean.tsv"; X = "layers"
RUNS = "relu tanh identity"; TYPES = "1 4 7"
LABELS = '"ReLU" "tanh" "no activation"'
type(i) = int(word(TYPES, i))
past_one(c) = column("layers") > 1 || strcol(KEY) eq "identity" ? column(c) : NaN
set logscale xy
set format y POWER
set xrange [0.9:35]; set xtics (1, 2, 4, 8, 16, 32)
set yrange [1e-8:10]; unset mytics
set key inside right center vertical
set xlabel "linear layers"
set ylabel "bend (1 = half the chord)"
plot for [i=1:3] FILE using (run_x(i)):(past_one("bend.min")):(past_one("bend.max")) with filledcurves lt type(i) fs transparent solid 0.2 noborder notitle, \
     for [i=1:3] FILE using (run_x(i)):(past_one("bend.mean")) with linespoints lt type(i) dt SOLID title label(i, 1)
