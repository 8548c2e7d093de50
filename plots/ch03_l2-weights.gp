# Where the 200 weights lie after training: no penalty, L2, L1.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/weights.mean.tsv"
bin(penalty) = strcol("penalty") eq penalty ? column("bin") : NaN
set multiplot layout 1,3 margins 0.13,0.97,0.22,0.87 spacing 0.03,0
unset key
set xrange [-0.09:0.09]; set xtics ("-0.06" -0.06, "0" 0, "0.06" 0.06)
set logscale y; set yrange [0.3:300]
set xlabel "weight"
set ylabel "weights per bin of 0.004"
set boxwidth 0.004 absolute
set title "no penalty"
plot FILE using (bin("none")):"count.mean" with boxes lt 1 fs solid noborder
unset ylabel; set format y ""
set title "L2, λ = 3"
plot FILE using (bin("l2")):"count.mean" with boxes lt 2 fs solid noborder
set title "L1, λ = 0.1"
plot FILE using (bin("l1")):"count.mean" with boxes lt 5 fs solid noborder
unset multiplot
