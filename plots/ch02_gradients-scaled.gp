# The figure of ch02_gradients-shallow.gp for the deep network with a scaled start.
NET = "scaled"
call "plots/ch02_gradients-shallow.gp" ARG1 ARG2
