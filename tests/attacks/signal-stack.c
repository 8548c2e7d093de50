// Tries: to take the worker's signal stack and handlers away, then to run off
// the stack and to go on all the same.
// Task: ch01_activations softmax-rows
// Loses: chapter
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>

static sigjmp_buf back;

static void go_on(int number)
{
    siglongjmp(back, number);
}

static int deep(int n)
{
    volatile char room[4096];
    room[0] = (char)n;
    return deep(n + 1) + room[0];
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    static char room[1 << 16];
    (void)x;
    sigaltstack(&(stack_t){.ss_sp = room, .ss_size = sizeof room}, NULL);
    struct sigaction action = {.sa_handler = go_on,
                               .sa_flags = SA_ONSTACK | SA_NODEFER};
    for (int s = 1; s < 32; s++)
        sigaction(s, &action, NULL);
    if (sigsetjmp(back, 1) == 0)
        deep(0);
    for (size_t i = 0; i < rows * cols; i++)
        y[i] = 2.0f;
    sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, NULL);
}
