# Eight feature maps of one image: whole, element-wise and spatial dropout.
SIZE = "wide"
call "plots/style.gp" ARG1 ARG2
FILE = ARG1."/maps.tsv"
name(k) = k == 1 ? "none" : k == 2 ? "element-\nwise" : "spatial"
of(k, m) = strcol("kind") eq word("none element spatial", k) && column("map") == m
set multiplot layout 3,8 margins 0.13,0.99,0.02,0.98 spacing 0.01,0.03
set palette gray negative; unset colorbox; set cbrange [0:1.34]
set size ratio 1; unset key; unset tics; unset grid; unset xlabel
set border 15 lw 0.6
set xrange [-0.5:12.5]; set yrange [12.5:-0.5]
do for [k = 1:3] {
    do for [m = 0:7] {
        unset label
        if (m == 0) { set label name(k) at graph -0.12,0.55 right }
        plot FILE using (of(k, m) ? column("column") : NaN):"row":"value" with image
    }
}
unset multiplot
