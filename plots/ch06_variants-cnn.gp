# The convolutional network with and without dropout, one seed each.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
file(i) = ARG1."/cnn-".word("plain dropout", i).".mean.tsv"
name(i) = word('"no dropout" "dropout 0.3"', i)
set multiplot layout 1,2
set xlabel "epoch"; set xtics 3; set xrange [0.5:15.5]; set yrange [*<75:100]
do for [what in "training test"] {
    Y = (what eq "training" ? "train" : "test").".mean"
    set ylabel what." accuracy (%)"
    plot for [i=1:2] file(i) using "epoch":(100 * column(Y)) with linespoints lt i title name(i)
}
unset multiplot
