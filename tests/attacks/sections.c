// Tries: to speak to the linker and the loader by the object's sections: an
// interpreter, initialisers before all others, a stack that is run.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <stddef.h>

__asm__(".section .interp,\"a\",@progbits\n"
        ".asciz \"/bin/sh\"\n"
        ".section .init_array.00000,\"aw\",@init_array\n"
        ".quad 0x41414141\n"
        ".section .note.GNU-stack,\"x\",@progbits\n"
        ".text\n");

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    (void)y, (void)x, (void)rows, (void)cols;
}
