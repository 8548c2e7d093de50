// Tries: to change the code of the C library in this process: sendmsg and
// write become functions of its own, which send what it likes.
// Task: ch01_activations softmax-rows
// Loses: chapter
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static long send_nothing(void)
{
    return 1 << 20;
}

static void patch(const char *name)
{
    char *code = dlsym(RTLD_DEFAULT, name);
    if (!code)
        return;
    char *page = (char *)((uintptr_t)code & ~(uintptr_t)4095);
    long (*target)(void) = send_nothing;
    unsigned char jump[12] = {0x48, 0xb8, [10] = 0xff, [11] = 0xe0};
    memcpy(jump + 2, &target, 8); // mov $target, %rax; jmp *%rax
    if (mprotect(page, 8192, PROT_READ | PROT_WRITE | PROT_EXEC) == 0)
        memcpy(code, jump, sizeof jump);
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    (void)x;
    for (size_t i = 0; i < rows * cols; i++)
        y[i] = 2.0f;
    patch("write");
    patch("send");
    patch("sendmsg");
}
