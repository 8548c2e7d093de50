// Tries: to put its own functions in the place of the C library's, by which
// the worker copies, sends, finds functions and gets memory.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <stddef.h>

void *memcpy(void *to, const void *from, size_t n)
{
    (void)from, (void)n;
    return to;
}

void *memset(void *to, int byte, size_t n)
{
    (void)byte, (void)n;
    return to;
}

int memcmp(const void *a, const void *b, size_t n)
{
    (void)a, (void)b, (void)n;
    return 0;
}

int strcmp(const char *a, const char *b)
{
    (void)a, (void)b;
    return 0;
}

void *malloc(size_t n)
{
    static char room[1 << 16];
    return n < sizeof room ? room : NULL;
}

void free(void *block)
{
    (void)block;
}

long write(int fd, const void *data, size_t n)
{
    (void)fd, (void)data;
    return (long)n;
}

long send(int fd, const void *data, size_t n, int flags)
{
    (void)fd, (void)data, (void)flags;
    return (long)n;
}

long sendmsg(int fd, const void *message, int flags)
{
    (void)fd, (void)message, (void)flags;
    return 1 << 20;
}

long recvmsg(int fd, void *message, int flags)
{
    (void)fd, (void)message, (void)flags;
    return 1 << 20;
}

void *dlsym(void *library, const char *name)
{
    (void)library, (void)name;
    return NULL;
}

int mprotect(void *address, size_t n, int protection)
{
    (void)address, (void)n, (void)protection;
    return 0;
}

void _exit(int status)
{
    (void)status;
    for (;;)
        ;
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    memcpy(y, x, rows * cols * sizeof *y);
}
