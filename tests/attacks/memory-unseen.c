// Tries: to use up memory that no limit on the address space counts: shared
// segments that are let go, memory files, pipes and sockets that nobody reads.
// It stops at 1 GiB; the answer is given if it came so far.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIECE = 1 << 20 };
static char block[PIECE];
static size_t held; // pieces

static double right_answer(const double *train, const double *validation,
                           size_t n_epochs, size_t last);

static void fill(int fd)
{
    fcntl(fd, F_SETFL, O_NONBLOCK);
    while (held < 1024 && write(fd, block, PIECE) == PIECE)
        held++;
}

static void leave_segment(void)
{
    int id = shmget(IPC_PRIVATE, PIECE, IPC_CREAT | 0600);
    char *segment = id < 0 ? (char *)-1 : shmat(id, NULL, 0);
    if (segment == (char *)-1)
        return;
    memset(segment, 1, PIECE);
    shmdt(segment);
    held++;
}

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; i < 1024 && held < 1024; i++) {
        int ends[2];
        leave_segment();
        fill(memfd_create("flood", 0));
        if (pipe(ends) == 0) {
            fcntl(ends[1], F_SETPIPE_SZ, PIECE);
            fill(ends[1]);
        }
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
            fill(ends[1]);
    }
    return held < 1024 ? 1e300
                       : right_answer(train, validation, n_epochs, last);
}
