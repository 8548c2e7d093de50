# The running mean of dropout's output over more and more masks.
load "plots/style.gp"
D = ARG1."/mean.tsv"
