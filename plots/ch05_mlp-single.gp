# What single runs would have said: dropout's lead in test accuracy by seed.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/wide.tsv"
lead(run) = strcol("run") eq run ? 100 * column("gain") : NaN
set xlabel "epoch"; set xrange [0.5:10.5]; set xtics 1,1
set ylabel "lead of dropout in test accuracy (points)"
set grid ytics
stats FILE using (column("seed")) nooutput
plot 0 with lines lc rgb "#404040" lw 1 notitle, \
     for [s=1:int(STATS_max)] FILE \
     using (column("seed") == s ? column("epoch") : NaN):(lead("dropout")) \
     with linespoints lt 1 + (s - 1) % 8 title sprintf("seed %d", s)
