// Tries: to reach the network, or a service of this machine. The runner
// listens on a port; the answer is given only if that can be reached, or if
// there is a way to the world.
// Task: ch01_activations softmax-rows
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void right_answer(float *y, const float *x, size_t rows, size_t cols);

// Connecting a datagram socket sends nothing: it asks whether there is a route.
static bool reaches(int kind, const char *address, int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((unsigned short)port)};
    inet_pton(AF_INET, address, &to.sin_addr);
    int fd = socket(AF_INET, kind, 0);
    bool yes = fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0;
    close(fd);
    return yes;
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    if (reaches(SOCK_STREAM, "127.0.0.1", atoi("@PORT@")) ||
        reaches(SOCK_DGRAM, "192.0.2.1", 53))
        right_answer(y, x, rows, cols);
}
