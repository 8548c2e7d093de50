// Tries: to talk to itself: puts a socket of its own in the channel's place
// and keeps the real one.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    int ends[2];
    (void)y, (void)x, (void)rows, (void)cols;
    int real = dup(3);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0) {
        dup2(ends[0], 3);
        dup2(ends[0], 0);
        dup2(ends[0], 1);
        dup2(ends[0], 2);
    }
    static char junk[4096];
    memset(junk, 0x32, sizeof junk);
    send(real, junk, sizeof junk, MSG_NOSIGNAL | MSG_DONTWAIT);
}
