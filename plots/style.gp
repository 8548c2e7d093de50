# How every figure looks: the one place with terminal, size, fonts and colours.
# A figure plots/STEM-FIGURE.gp calls this file first, and may look like this:
#
#   # Training with and without dropout: mean over the seeds, band of one sd.
#   SIZE = "wide"             # normal, wide (two panels), tall or big (2 x 2)
#   call "plots/style.gp" ARG1 ARG2
#   FILE = ARG1."/s2.mean.tsv"; KEY = "run"; RUNS = "plain drop"; X = "epoch"
#   LABELS = '"no dropout" "dropout 0.5"'
#   set multiplot layout 1,2
#   set xlabel "epoch"; set ylabel "training loss (nats)"; Y = "loss"
#   plot @CURVES
#   set ylabel "test accuracy (%)"; Y = "accuracy"; SCALE = 100
#   plot @CURVES
#   unset multiplot
#
# Draw it with: gnuplot -c plots/STEM-FIGURE.gp build/data/STEM FIGURE.svg
# The ending picks the terminal: .svg, .pdf or .txt (for a look in a shell).

if (!exists("SIZE")) SIZE = "normal"
WIDTH = SIZE eq "wide" || SIZE eq "big" ? 720 : 560
HEIGHT = SIZE eq "tall" || SIZE eq "big" ? 680 : SIZE eq "wide" ? 360 : 400
ENDING = ARG2[strlen(ARG2) - 2 : *]

# One unit is 1/96 inch in both, so that what fits in one fits in the other;
# 17 units can still be read when a phone shows 560 of them as 360.
if (ENDING eq "svg") {
    set terminal svg size WIDTH,HEIGHT enhanced rounded \
        font "sans-serif,17" background "white"
    set output ARG2
} else { if (ENDING eq "pdf") {
    set terminal pdfcairo size WIDTH/96.,HEIGHT/96. enhanced rounded \
        font "Sans,12.75" fontscale 0.75 linewidth 1.5 background "white"
    set output ARG2
} else { if (ENDING eq "txt") {
    set terminal dumb size 79,24 noenhanced
    set output ARG2
} else {
    printerr "'".ARG2."' is no figure.svg, .pdf or .txt; call: gnuplot -c plots/STEM-FIGURE.gp build/data/STEM build/figures/STEM-FIGURE.svg"
    exit status 2
}}}

# The palette of Okabe and Ito, safe for colour-blind readers, in an order in
# which neighbours differ in grey too; points and, for a print without colour,
# DASHES tell the rest.
array COLOUR[8] = ["#0072B2", "#E69F00", "#000000", "#CC79A7", \
                   "#009E73", "#56B4E9", "#D55E00", "#B8A800"]
array POINT[8] = [7, 9, 5, 11, 13, 6, 8, 4]
do for [i = 1:8] {
    set linetype i lc rgb COLOUR[i] lw 2.2 dt 1 pt POINT[i] ps 0.55
}
set linetype cycle 8
SOLID = 1
DASHED = 2

set datafile separator tab columnheaders missing NaN
set border 3 lw 1 lc rgb "#404040"
set tics nomirror out scale 0.5,0.25 textcolor rgb "#202020"
set xtics offset 0,0.35
set xlabel offset 0,0.7
set grid lt 1 lw 0.6 lc rgb "#D0D0D0"
set key tmargin center horizontal Left reverse samplen 1.6
set style fill solid 0.85 border lc rgb "#404040"
set boxwidth 0.8 relative

# Lines with points for each of RUNS, and a band of one standard deviation
# around them, from a NAME.mean.tsv: rows where column KEY is the run, column X
# against Y.mean and Y.sd, both times SCALE.
SCALE = 1
if (!exists("KEY")) KEY = "run"
label(i) = word(exists("LABELS") ? LABELS : RUNS, i)
run_x(i) = strcol(KEY) eq word(RUNS, i) ? column(X) : NaN
at(sds) = SCALE * (column(Y.".mean") + sds * column(Y.".sd"))
BAND = 'using (run_x(i)):(at(-1)):(at(1)) with filledcurves lt i fs transparent solid 0.2 noborder notitle'
LINE = 'using (run_x(i)):(at(0)) with linespoints lt i title label(i)'
CURVES = 'for [i=1:words(RUNS)] FILE @BAND, for [i=1:words(RUNS)] FILE @LINE'
