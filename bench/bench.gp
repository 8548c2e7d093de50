# Training, samples a second: PyTorch and ours; the mark is how fast the same
# matrix products or convolutions go alone.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
set logscale y
set yrange [1000:*]
set format y POWER
set ylabel "samples a second"
set xrange [0.4:4.6]
set xtics ("MLP, SGD" 1, "MLP, Adam" 2, "CNN" 3, "7 layers of 100" 4) scale 0
set boxwidth 0.36 absolute
rate(name) = strcol(name) eq "-" ? NaN : column(name)
plot ARG1 using ($0 + 0.8):(rate("torch")) with boxes lt 2 title "PyTorch", \
     "" using ($0 + 1.2):(rate("ours")) with boxes lt 1 title "ours", \
     "" using ($0 + 1.2):(rate("products")):(0.2) with xerrorbars lt 3 pt 0 lw 3 \
        title "products alone", \
     "" using ($0 + 1.2):(rate("ours")):(strcol("ratio")."x") with labels offset 0,-0.9 tc rgb "white" notitle
