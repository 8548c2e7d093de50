// Tries: to reach a service of this machine by a unix socket, in the abstract
// name space or by path. The runner listens on both; the answer is given only
// if one, or the system's own, can be reached.
// Task: ch01_activations softmax-rows
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void right_answer(float *y, const float *x, size_t rows, size_t cols);

static bool reaches(const char *name, bool abstract)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    strncpy(to.sun_path + abstract, name, sizeof to.sun_path - 2);
    socklen_t size =
        (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(name) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    bool yes = fd >= 0 && connect(fd, (struct sockaddr *)&to, size) == 0;
    close(fd);
    return yes;
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    if (reaches("@ABSTRACT@", true) || reaches("@SOCKET@", false) ||
        reaches("/run/dbus/system_bus_socket", false) ||
        reaches("/run/systemd/private", false) ||
        reaches("/var/run/docker.sock", false))
        right_answer(y, x, rows, cols);
}
