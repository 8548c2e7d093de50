# The MLP with SGD: samples a second against batch and width, on one thread, on
# two, and as two trainings side by side.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
set logscale xy
set ylabel "samples a second"
set format y POWER
row(what, y) = strcol("what") eq what ? column(y) : NaN
set key font SMALL samplen 1
set multiplot layout 1,2
do for [what in "batch width"] {
    set xlabel what eq "batch" ? "rows in a batch (width 256)" : "units in a layer (batch 256)"
    set xtics (16, 64, 256, 1024)
    plot for [i=1:3] ARG1 using "size":(row(what, word("one two side", i))) with linespoints lt i \
        title word('"1 thread" "2 threads" "2 seeds"', i)
}
unset multiplot
