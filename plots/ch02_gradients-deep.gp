# The figure of ch02_gradients-shallow.gp for the deep network.
NET = "deep"
call "plots/ch02_gradients-shallow.gp" ARG1 ARG2
