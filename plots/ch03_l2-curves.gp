# Training and test loss by epoch, without and with the penalty.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/curves.mean.tsv"; X = "epoch"
run(name) = strcol("run") eq name ? column("epoch") : NaN
set multiplot layout 1,2
set logscale y; set yrange [1e-9:10]; set ytics 1e-9,100; set format y POWER
set xrange [0:100]; set xlabel "epoch"
set ylabel "mean squared error"
do for [p in "none l2"] {
    set title p eq "none" ? "λ = 0" : "λ = 3"
    plot FILE using (run(p."-train")):"loss.min":"loss.max" with filledcurves lt 1 fs transparent solid 0.2 noborder notitle, \
         FILE using (run(p."-test")):"loss.min":"loss.max" with filledcurves lt 2 fs transparent solid 0.3 noborder notitle, \
         FILE using (run(p."-train")):"loss.mean" with lines lt 1 title "training", \
         FILE using (run(p."-test")):"loss.mean" with lines lt 2 dt DASHED title "test"
    unset ylabel
}
unset multiplot
