// Stands for the services of a machine: listens on a port of 127.0.0.1, on an
// abstract unix socket and on one with a path, prints the port, and waits until
// it is ended.
//
//     listen ABSTRACT PATH
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int listen_on(int family, void *address, socklen_t size)
{
    int fd = socket(family, SOCK_STREAM, 0);
    return fd >= 0 && bind(fd, address, size) == 0 && listen(fd, 64) == 0 ? fd
                                                                          : -1;
}

static int listen_unix(const char *name, int abstract)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    strncpy(at.sun_path + abstract, name, sizeof at.sun_path - 2);
    size_t size = offsetof(struct sockaddr_un, sun_path) + strlen(name) + 1;
    return listen_on(AF_UNIX, &at, (socklen_t)size);
}

int main(int argc, char **argv)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    int fd = listen_on(AF_INET, &at, sizeof at);
    if (argc != 3 || fd < 0 || listen_unix(argv[1], 1) < 0 ||
        listen_unix(argv[2], 0) < 0 ||
        getsockname(fd, (struct sockaddr *)&at, &size) != 0) {
        perror("listen");
        return 2;
    }
    printf("%d\n", ntohs(at.sin_port));
    fclose(stdout);
    alarm(600); // in case that nobody ends it
    pause();
    return 0;
}
