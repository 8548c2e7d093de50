// Whole reads and writes on a socket: see io.h.
#include "io.h"

#include <errno.h>
#include <math.h>
#include <sys/socket.h>
#include <time.h>

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0 // macOS: a worker whose suite is gone may end so
#endif

// Takes n bytes off the front of the parts.
static void move_on(IoParts *parts, size_t n)
{
    while (parts->n > 0 && n >= parts->part->iov_len) {
        n -= parts->part->iov_len;
        parts->part++;
        parts->n--;
    }
    if (parts->n > 0) {
        parts->part->iov_base = (char *)parts->part->iov_base + n;
        parts->part->iov_len -= n;
    }
}

double io_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool is_past(double deadline)
{
    return isfinite(deadline) && io_now() > deadline;
}

bool io_send(int fd, IoParts *parts, double deadline)
{
    while (parts->n > 0) {
        if (is_past(deadline))
            return false;
        struct msghdr m = {.msg_iov = parts->part, .msg_iovlen = parts->n};
        ssize_t sent = sendmsg(fd, &m, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return false;
        move_on(parts, (size_t)sent);
    }
    return true;
}

bool io_write(int fd, const void *data, size_t n)
{
    struct iovec part = {.iov_base = (void *)data, .iov_len = n};
    return io_send(fd, &(IoParts){&part, 1}, INFINITY);
}

bool io_receive(int fd, IoParts *parts, size_t least, double deadline,
                bool *late)
{
    *late = false;
    for (size_t got = 0; got < least;) {
        if (is_past(deadline)) {
            *late = true;
            return false;
        }
        struct msghdr m = {.msg_iov = parts->part, .msg_iovlen = parts->n};
        ssize_t n = recvmsg(fd, &m, 0);
        if (n < 0 && errno == EINTR)
            continue;
        *late = n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
        if (n <= 0)
            return false;
        got += (size_t)n;
        move_on(parts, (size_t)n);
    }
    return true;
}

bool io_read(int fd, void *data, size_t n)
{
    bool late;
    struct iovec part = {.iov_base = data, .iov_len = n};
    return io_receive(fd, &(IoParts){&part, 1}, n, INFINITY, &late);
}
