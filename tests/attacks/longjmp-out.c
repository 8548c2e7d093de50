// Tries: to leave the function without returning: by a jump into nothing, by
// cutting the stack, by unwinding it.
// Task: ch01_activations softmax-rows
// Loses: chapter
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    static jmp_buf nowhere;
    static ucontext_t context;
    static int calls;
    (void)y, (void)x, (void)rows;
    if ((calls++ + (int)cols) % 2) {
        memset(nowhere, 0x41, sizeof nowhere);
        longjmp(nowhere, 1);
    }
    getcontext(&context);
    context.uc_mcontext.gregs[REG_RSP] += 4096;
    context.uc_mcontext.gregs[REG_RIP] = 0x41414141;
    setcontext(&context);
}
