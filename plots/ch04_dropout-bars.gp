# Fifty units before dropout, in training and at inference; a row a drop_prob.
SIZE = "big"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/bars.tsv"
set multiplot layout 2,3 margins 0.12,0.98,0.10,0.92 spacing 0.07,0.16
set yrange [-0.25:2.3]; set xrange [0:51]; set xtics (1, 25, 50); set ytics 1
unset key
do for [p in "0.2 0.5"] {
    stats FILE using (strcol("p") eq p && column("kept") == 0 ? 1 : NaN) nooutput name "GONE"
    set ylabel "value, p = ".p
    if (p eq "0.5") { set xlabel "unit" }
    set title "input"
    plot FILE using (strcol("p") eq p ? column("unit") : NaN):"input" with boxes lt 6 fs solid noborder
    unset ylabel
    set title sprintf("dropped %d/50 (%d%%)", GONE_records, 2 * GONE_records)
    plot FILE using (strcol("p") eq p ? column("unit") : NaN):"training" with boxes lt 1 fs solid noborder, \
         FILE using (strcol("p") eq p && column("kept") == 0 ? column("unit") : NaN):(-0.12) with points lt 7 pt 2 ps 0.5
    set title "inference"
    plot FILE using (strcol("p") eq p ? column("unit") : NaN):"input" with boxes lt 5 fs solid noborder
}
unset multiplot
