// Tries: the same in every function, in the hope that one is overlooked; each
// lets go of all descriptors.
// Task: all
#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static void leave_one_behind(void)
{
    if (fork() != 0)
        return;
    setsid();
    if (fork() != 0)
        _exit(0);
    for (int s = 1; s < 65; s++)
        signal(s, SIG_IGN);
    for (int fd = 0; fd < 1024; fd++)
        close(fd);
    sleep(3600);
    _exit(0);
}

#define EVERY_BODY                                                             \
    leave_one_behind();                                                        \
    _exit(0);
