# The training loss at epochs 1, 20, 40, ...: drawn there, and at 1, 21, 41, ...
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/curves.mean.tsv"
every_(epoch) = strcol("run") eq "none-train" && (epoch == 1 || epoch % 20 == 0)
right(epoch) = every_(epoch) ? epoch : NaN
wrong(epoch) = every_(epoch) ? epoch + (epoch > 1) : NaN
line(epoch) = strcol("run") eq "none-train" ? epoch : NaN
set logscale y; set format y POWER; set yrange [1e-4:1]
set xrange [0:44]; set xtics (1, 10, 20, 30, 40); set xlabel "epoch"
set ylabel "training loss, λ = 0"
set key font SMALL
plot FILE using (line(column("epoch"))):"loss.mean" with lines lt 3 lw 1.2 title "every epoch", \
     FILE using (right(int(column("epoch")))):"loss.mean" with points lt 1 ps 0.9 title "1, 20, 40, ...", \
     FILE using (wrong(int(column("epoch")))):"loss.mean" with points lt 7 pt 2 ps 0.9 title "the same, at 1, 21, 41, ..."
