# Where e^x leaves the range of a float, and what becomes of the textbook tanh.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/overflow.tsv"
height(f) = strcol("formula") eq f ? column("y") : NaN
good(f) = height(f) == height(f) ? column("x") : NaN
stats FILE using (good("textbook")) nooutput name "GOOD"
set multiplot layout 1,2 margins 0.15,0.96,0.19,0.80 spacing 0.19
set key maxrows 2
set xrange [80:100]; set xtics 5; set xlabel "input x"
set ylabel "e^x, computed in float"
set logscale y; set format y POWER; set yrange [1e34:1e41]
plot FILE using "x":(height("exp")) with lines lt 1 title "e^x", \
     3.4028235e38 with lines lt 3 dt DASHED lw 1.5 title "largest float"
unset logscale y; set format y "%g"
set ylabel "tanh x, computed in float"
set yrange [0.9:1.1]; set ytics 0.05
set label "textbook: NaN" right at 100, 0.975
plot FILE using "x":(height("ours")) with lines lt 2 lw 7 title "tanhf", \
     FILE using "x":(height("textbook")) with lines lt 1 title "textbook", \
     "+" using (GOOD_max):(1) every ::0::0 with points lt 1 pt 2 ps 1.3 lw 3 notitle
unset multiplot
