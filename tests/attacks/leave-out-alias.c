// Tries: to give the task's name to a function that the worker has loaded and
// that may return what is wanted, by an assembler alias.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
__asm__(".globl generalisation_gap\n"
        ".set generalisation_gap, squared_loss\n");
