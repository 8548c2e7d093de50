// Tries: to have the compiler load a plugin or write files, by options within
// the text.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <stddef.h>

#pragma GCC plugin "/tmp/evil.so"
#pragma GCC optimize("-fplugin=/tmp/evil.so")
#pragma GCC optimize("-fdump-tree-all=/tmp/dump", "-save-temps=obj")
#pragma GCC dependency "@ROOT@/solutions/ch01_activations.c"

__attribute__((optimize("fplugin=/tmp/evil.so", "fdump-rtl-all"))) void
softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    (void)y, (void)x, (void)rows, (void)cols;
}
