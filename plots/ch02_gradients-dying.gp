# Units that are never above 0, against mini-batches; a line a seed.
SIZE = "big"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/dying.tsv"
NAMES = "zero minus2 minus5 he"
TITLES = '"biases 0, lr 0.5" "biases -0.2, lr 0.5" "biases -0.5, lr 0.5" "He weights, biases 0, lr 0.3"'
stats FILE using "seed" nooutput name "SEED"
mine(run, seed) = strcol("run") eq run && column("seed") == seed ? 1 + column("batches") : NaN
set multiplot layout 2,2 margins 0.12,0.98,0.10,0.94 spacing 0.12,0.16
set key inside top right vertical maxcols 1 font ",15"
set logscale x; set format x POWER; set xrange [1:1.2e4]
do for [k=1:4] {
    name = word(NAMES, k)
    set title word(TITLES, k) offset 0,-0.5
    if (k > 2) { set xlabel "mini-batches + 1" }
    if (k % 2) { set ylabel "never above 0 (% of units)" } else { unset ylabel }
    set yrange [-2:(k == 1 || k == 4 ? 20 : 72)]
    plot for [s=1:SEED_max] FILE using (mine("relu-".name, s)):(100 * column("silent")) with lines lt 1 title s == 1 ? "ReLU" : "", \
         for [s=1:SEED_max] FILE using (mine("leaky-".name, s)):(100 * column("silent")) with lines lt 2 dt 2 title s == 1 ? "leaky ReLU" : ""
    unset key
}
unset multiplot
