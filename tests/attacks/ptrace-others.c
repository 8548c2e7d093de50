// Tries: to take over other processes: its parent, the sandbox's first one, a
// neighbour's; the answer is given only if a process could be held.
// Task: ch01_activations softmax-rows
// Loses: chapter
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <unistd.h>

static void right_answer(float *y, const float *x, size_t rows, size_t cols);

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    static bool won;
    for (pid_t pid = 1; pid < 2000; pid++)
        if (pid != getpid())
            won |= ptrace(PTRACE_SEIZE, pid, 0, 0) == 0;
    if (won)
        right_answer(y, x, rows, cols);
}
