// Whole reads and writes on a socket, from and into memory in several parts.
#ifndef IO_H
#define IO_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/uio.h>

// What is still to be sent or filled; both functions move it on.
typedef struct IoParts {
    struct iovec *part;
    size_t n;
} IoParts;

// False if the other side is gone, or takes nothing for longer than the
// socket's SO_SNDTIMEO, or the monotonic clock is past `deadline` (seconds).
bool io_send(int fd, IoParts *parts, double deadline);
// Without a deadline.
bool io_write(int fd, const void *data, size_t n);

// Fills the parts until `least` bytes more have come, or more of them at once.
// False if the other side is gone before, or silent for longer than the
// socket's SO_RCVTIMEO, or the monotonic clock is past `deadline` (seconds);
// *late tells whether it was the time.
bool io_receive(int fd, IoParts *parts, size_t least, double deadline,
                bool *late);
// Without a deadline.
bool io_read(int fd, void *data, size_t n);

double io_now(void);

#endif
