// Whole reads and writes on a socket.
#ifndef IO_H
#define IO_H

#include <stdbool.h>
#include <stddef.h>

// False if the other side is gone.
bool io_write(int fd, const void *data, size_t n);

// False if the other side is gone before n bytes came.
bool io_read(int fd, void *data, size_t n);

// The same, but only until the monotonic clock shows `deadline` seconds;
// *late then tells which of the two it was.
bool io_read_until(int fd, void *data, size_t n, double deadline, bool *late);

double io_now(void);

#endif
