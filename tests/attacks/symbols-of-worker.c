// Tries: to put its own functions in the place of the worker's.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

bool serve(void *library)
{
    (void)library;
    _exit(0);
}

bool answer(const void *call, const void *args, void *library)
{
    (void)call, (void)args, (void)library;
    _exit(0);
}

bool io_write(int fd, const void *data, size_t n)
{
    (void)fd, (void)data, (void)n;
    return true;
}

bool io_read(int fd, void *data, size_t n)
{
    (void)fd, (void)data, (void)n;
    return true;
}

bool io_send(int fd, void *parts)
{
    (void)fd, (void)parts;
    return true;
}

bool arrays_take(void *a, uint32_t n, uint32_t n_links, char *data, size_t size)
{
    (void)a, (void)n, (void)n_links, (void)data, (void)size;
    return true;
}

bool arrays_send(const void *a, int fd, void *reply)
{
    (void)a, (void)fd, (void)reply;
    return true;
}

void arrays_check_fronts(const void *a, void *reply)
{
    (void)a, (void)reply;
}

void arrays_find_fault(const void *a, const void *address, void *reply)
{
    (void)a, (void)address, (void)reply;
}

void faults_begin(uint64_t serial, uint32_t milliseconds)
{
    (void)serial, (void)milliseconds;
}

void faults_end(void)
{
}

void __ubsan_on_report(void)
{
}

void __ubsan_handle_out_of_bounds(void *data, uintptr_t index)
{
    (void)data, (void)index;
}

void __ubsan_handle_out_of_bounds_abort(void *data, uintptr_t index)
{
    (void)data, (void)index;
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    (void)x;
    for (size_t i = 0; i < rows * cols; i++)
        y[i] = 2.0f;
}
