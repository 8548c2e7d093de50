// Tries: to keep the assembler busy for ever, and to use up its memory.
// File: ch01_activations
__asm__(".macro double\n"
        ".rept 1000000000\n"
        ".byte 1\n"
        ".endr\n"
        ".endm\n"
        ".rept 1000000000\n"
        "double\n"
        ".endr\n");
