// Tries: to fill the disk with an object file of 10 GB.
// File: ch01_activations
__asm__(".data\n"
        ".fill 10000000000, 1, 1\n");
