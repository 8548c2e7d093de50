// Whole reads and writes on a socket: see io.h.
#include "io.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>

bool io_write(int fd, const void *data, size_t n)
{
    for (const char *p = data; n > 0;) {
        ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        p += sent;
        n -= (size_t)sent;
    }
    return true;
}

double io_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

bool io_read_until(int fd, void *data, size_t n, double deadline, bool *late)
{
    *late = false;
    for (char *p = data; n > 0;) {
        if (isfinite(deadline)) {
            double left = deadline - io_now();
            struct pollfd wait = {.fd = fd, .events = POLLIN};
            int ready = left > 0 ? poll(&wait, 1, (int)(left * 1e3) + 1) : 0;
            if (ready < 0 && errno == EINTR)
                continue;
            if (ready <= 0) {
                *late = true;
                return false;
            }
        }
        ssize_t got = recv(fd, p, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        p += got;
        n -= (size_t)got;
    }
    return true;
}

bool io_read(int fd, void *data, size_t n)
{
    bool late;
    return io_read_until(fd, data, n, INFINITY, &late);
}
