# A student's values over the expected ones, for a feedback page.
#
# grader/curves.c calls this once for each figure, with $yours and $expected (x
# and y), LABEL, LOW and HIGH, and reads the figures from gnuplot's output. ARG1
# is a file that style.gp may open; nothing is written there.
call "plots/style.gp" "" ARG1
set output
set xlabel LABEL noenhanced
set yrange [LOW:HIGH]
plot $expected using 1:2 with lines lt 2 lw 7 title "expected", \
     $yours using 1:2 with lines lt 1 title "yours"
