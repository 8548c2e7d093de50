# The gap of the deep network: after the last epoch, and averaged over five.
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/gap.tsv"
set ylabel "training minus validation accuracy (points)"
set yrange [0:*]; set xrange [-0.6:2.6]; set grid ytics
set xtics ("none" 0, "hidden 0.3" 1, "hidden 0.3,\ninput 0.2" 2)
set boxwidth 0.34
plot FILE using ($0 - 0.19):(column("final")):(column("final_sd")) \
         with boxerrorbars lt 1 title "last epoch", \
     FILE using ($0 + 0.19):(column("last")):(column("last_sd")) \
         with boxerrorbars lt 2 title "mean of the last five"
