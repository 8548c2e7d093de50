// Several processes at once: see pool.h.
#include "pool.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_JOBS = 256 };

typedef struct Slot {
    pid_t pid; // 0: free
    size_t item;
} Slot;

static pid_t begin(const Pool *p, size_t item, unsigned slot)
{
    fflush(NULL); // else both processes would write it
    pid_t parent = getpid(), pid = fork();
    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(101);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    int status = p->work(item, slot, p->data);
    fflush(NULL);
    _exit(status);
}

// Waits for any process; false if there is none, or a signal came.
static bool wait_for_one(const Pool *p, Slot *slots)
{
    int status;
    pid_t pid = waitpid(-1, &status, 0);
    if (pid < 0)
        return false;
    for (unsigned i = 0; i < p->jobs; i++)
        if (slots[i].pid == pid) {
            slots[i].pid = 0;
            p->done(slots[i].item, i, status, p->data);
        }
    return true;
}

static void kill_all(const Pool *p, Slot *slots)
{
    for (unsigned i = 0; i < p->jobs; i++)
        if (slots[i].pid > 0) {
            kill(slots[i].pid, SIGKILL);
            waitpid(slots[i].pid, NULL, 0);
        }
}

static size_t running(const Pool *p, const Slot *slots)
{
    size_t n = 0;
    for (unsigned i = 0; i < p->jobs; i++)
        n += slots[i].pid > 0;
    return n;
}

// Gives the next items to free slots.
static void fill(const Pool *p, Slot *slots, size_t *next)
{
    for (unsigned i = 0; i < p->jobs && *next < p->n; i++) {
        if (slots[i].pid > 0)
            continue;
        pid_t pid = begin(p, *next, i);
        if (pid < 0)
            return; // as many as the system gives
        slots[i] = (Slot){pid, (*next)++};
    }
}

bool pool_run(const Pool *p)
{
    static Slot slots[MOST_JOBS];
    size_t next = 0;
    while (!*p->stop) {
        fill(p, slots, &next);
        if (running(p, slots) == 0)
            return next == p->n;
        if (!wait_for_one(p, slots) && errno != EINTR)
            return false;
    }
    kill_all(p, slots);
    return true;
}
