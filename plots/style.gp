# How every figure looks: the one place with terminal, size, fonts and colours.
# A figure plots/STEM-FIGURE.gp calls this file first, and may look like this:
#
#   # Training with and without dropout: mean over the seeds, band of one sd.
#   SIZE = "wide"             # normal, wide (two panels), tall or big (2 x 2)
#   call "plots/style.gp" ARG1 ARG2
#   FILE = ARG1."/s2.mean.tsv"; RUNS = "plain drop"
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

# SMALL is a font for what is too long otherwise: set key font SMALL.
# One unit is 1/96 inch in both, so that what fits in one fits in the other;
# 17 units can still be read when a phone shows 560 of them as 360.
if (ENDING eq "svg") {
    set terminal svg size WIDTH,HEIGHT enhanced rounded \
        font "sans-serif,17" background "white"
    POINT_SIZE = 0.55
    SMALL = ",13"
} else { if (ENDING eq "pdf") {
    set terminal pdfcairo size WIDTH/96.,HEIGHT/96. enhanced rounded \
        font "Sans,12.75" fontscale 0.75 linewidth 1.5 background "white"
    POINT_SIZE = 0.75
    SMALL = ",9.75"
} else { if (ENDING eq "txt") {
    # gnuplot -e TEXT_COLUMNS=120 -c ... takes another width.
    if (!exists("TEXT_COLUMNS")) { TEXT_COLUMNS = 79 }
    set terminal dumb size TEXT_COLUMNS,24 noenhanced
    POINT_SIZE = 1
    SMALL = ""
} else {
    printerr "'".ARG2."' is no figure.svg, .pdf or .txt; call: gnuplot -c plots/STEM-FIGURE.gp build/data/STEM build/figures/STEM-FIGURE.svg"
    exit status 2
}}}
# A log axis: set format y POWER.
POWER = ENDING eq "txt" ? "1e%T" : "10^{%T}"
set output ARG2

# The palette of Okabe and Ito (yellow darkened), safe for colour-blind readers.
# In grey, neighbours differ, the first three well; points and dashes tell the
# others apart.
array COLOUR[8] = ["#0072B2", "#E69F00", "#000000", "#CC79A7", \
                   "#009E73", "#56B4E9", "#D55E00", "#B8A800"]
array POINT[8] = [7, 9, 5, 11, 13, 6, 8, 4]
array DASH[8] = [1, 1, 1, 2, 4, 3, 5, 2]
do for [i = 1:8] {
    set linetype i lc rgb COLOUR[i] lw 2.2 dt DASH[i] pt POINT[i] ps POINT_SIZE
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
if (ENDING eq "txt") { set grid lt nodraw }
set key tmargin center horizontal Left reverse samplen 1.6
set style fill solid 0.85 border lc rgb "#404040"
set boxwidth 0.8 relative
# For `with boxerrorbars`. (`with errorbars` blanks a disc in gnuplot 5.4.)
set errorbars 0.7 lw 1.5 lc rgb "#404040"

# plot @CURVES draws a line for each of RUNS and a band of one standard deviation
# around it, from rows of FILE whose column KEY is the run: column X against
# Y.mean and Y.sd, times SCALE; plot @LINES leaves the bands out. Y may name two
# columns, the second is dashed:
#   Y = "train valid"; KINDS = '", training" ", validation"'; plot @CURVES
KEY = "run"
X = "epoch"
SCALE = 1
k = 1
kind(k) = exists("KINDS") ? word(KINDS, k) : ""
label(i, k) = word(exists("LABELS") ? LABELS : RUNS, i).kind(k)
run_x(i) = strcol(KEY) eq word(RUNS, i) ? column(X) : NaN
part(k, what) = column(word(Y, k).what)
at(k, sds) = SCALE * (part(k, ".mean") + sds * part(k, ".sd"))
EACH = 'for [k=1:words(Y)] for [i=1:words(RUNS)] FILE '
BAND = 'using (run_x(i)):(at(k, -1)):(at(k, 1)) with filledcurves lt i fs transparent solid 0.2 noborder notitle'
LINE = 'using (run_x(i)):(at(k, 0)) with linespoints lt i dt k title label(i, k)'
LINES = EACH.LINE
CURVES = EACH.BAND.', '.LINES
# Among letters there is no room for bands.
if (ENDING eq "txt") { CURVES = LINES }
