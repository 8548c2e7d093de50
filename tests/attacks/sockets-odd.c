// Tries: to leave by protocols that a network name space does not hold, or
// that speak to the kernel: netlink, packets, a virtual machine's host, the
// kernel's own cryptography.
// Task: ch01_activations softmax-rows
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void right_answer(float *y, const float *x, size_t rows, size_t cols);

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    // struct sockaddr_vm: family, reserved, port, context (2: the host).
    struct {
        unsigned short family, reserved;
        unsigned port, cid;
        char rest[4];
    } host = {40, 0, 1024, 2, {0}};
    int vsock = socket(40, SOCK_STREAM, 0);
    int packets = socket(17, SOCK_RAW, 0x0300);
    int raw = socket(AF_INET, SOCK_RAW, 1);
    for (int family = 0; family < 46; family++)
        close(socket(family, SOCK_RAW, 0));
    if (packets >= 0 || raw >= 0 ||
        connect(vsock, (struct sockaddr *)&host, sizeof host) == 0)
        right_answer(y, x, rows, cols);
}
