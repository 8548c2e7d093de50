// Tries: to read the memory, command lines, environments and open files of
// other processes in /proc; the answer is given only if one could be read.
// Task: ch01_activations softmax-rows
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void right_answer(float *y, const float *x, size_t rows, size_t cols);

static bool can_read(int pid, const char *what)
{
    char path[64], byte;
    snprintf(path, sizeof path, "/proc/%d/%s", pid, what);
    int fd = open(path, O_RDONLY);
    bool yes = fd >= 0 && read(fd, &byte, 1) == 1;
    close(fd);
    return yes;
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    bool won = false;
    for (int pid = 1; pid < 2000; pid++)
        if (pid != getpid())
            won |= can_read(pid, "environ") || can_read(pid, "cmdline") ||
                   can_read(pid, "maps") || can_read(pid, "fd/3");
    if (won)
        right_answer(y, x, rows, cols);
}
