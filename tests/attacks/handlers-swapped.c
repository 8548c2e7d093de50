// Tries: to write outside the array unseen: its own handler makes the guard
// page writable, and nothing is computed.
// Task: ch01_activations softmax-rows
// Loses: chapter
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

static void open_page(int number, siginfo_t *info, void *context)
{
    (void)number, (void)context;
    void *page = (void *)((uintptr_t)info->si_addr & ~(uintptr_t)4095);
    mprotect(page, 4096, PROT_READ | PROT_WRITE);
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    struct sigaction action = {.sa_sigaction = open_page,
                               .sa_flags = SA_SIGINFO | SA_NODEFER};
    sigaction(SIGSEGV, &action, NULL);
    float *inputs = (float *)x;
    for (size_t i = 0; i < rows * cols + 64; i++)
        y[i] = inputs[i] = 0.25f;
}
