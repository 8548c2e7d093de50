// Several processes at once: see pool.h.
#include "pool.h"

#include "meter.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_SLOTS = 64 };
static const double PATIENCE = 1.5; // seconds

typedef struct Slot {
    pid_t pid; // 0: free
    size_t item;
    double begun;
} Slot;

unsigned pool_slots(unsigned jobs)
{
    return 2 * jobs < MOST_SLOTS ? 2 * jobs : MOST_SLOTS;
}

// before: the mask of signals that the process had before pool_run.
static pid_t begin(const Pool *p, size_t item, unsigned slot,
                   const sigset_t *before)
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
    sigprocmask(SIG_SETMASK, before, NULL);
    int status = p->work(item, slot, p->data);
    fflush(NULL);
    _exit(status);
}

// Waits for any process, or until one of them may have become slow; false if
// there is none. SIGCHLD is blocked, so none that ends meanwhile is missed.
static bool wait_for_one(const Pool *p, Slot *slots, const sigset_t *child)
{
    int status;
    pid_t pid = waitpid(-1, &status, WNOHANG);
    if (pid == 0)
        sigtimedwait(child, NULL, &(struct timespec){.tv_nsec = 100000000});
    for (unsigned i = 0; pid > 0 && i < pool_slots(p->jobs); i++)
        if (slots[i].pid == pid) {
            slots[i].pid = 0;
            p->done(slots[i].item, i, status, p->data);
        }
    return pid >= 0;
}

static void kill_all(const Pool *p, Slot *slots)
{
    for (unsigned i = 0; i < pool_slots(p->jobs); i++)
        if (slots[i].pid > 0) {
            kill(slots[i].pid, SIGKILL);
            waitpid(slots[i].pid, NULL, 0);
        }
}

// Those that are running, all or only those that are not slow.
static unsigned running(const Pool *p, const Slot *slots, bool all)
{
    unsigned n = 0;
    double now = clock_seconds();
    for (unsigned i = 0; i < pool_slots(p->jobs); i++)
        n += slots[i].pid > 0 && (all || now - slots[i].begun < PATIENCE);
    return n;
}

// Gives the next items to free slots.
static void fill(const Pool *p, Slot *slots, size_t *next,
                 const sigset_t *before)
{
    for (unsigned i = 0; i < pool_slots(p->jobs) && *next < p->n; i++) {
        if (running(p, slots, false) >= p->jobs)
            return;
        if (slots[i].pid > 0)
            continue;
        pid_t pid = begin(p, *next, i, before);
        if (pid < 0)
            return; // as many as the system gives
        slots[i] = (Slot){pid, (*next)++, clock_seconds()};
    }
}

static bool work_off(const Pool *p, const sigset_t *child,
                     const sigset_t *before)
{
    static Slot slots[MOST_SLOTS];
    size_t next = 0;
    while (!*p->stop) {
        fill(p, slots, &next, before);
        if (running(p, slots, true) == 0)
            return next == p->n;
        if (!wait_for_one(p, slots, child))
            return false;
    }
    kill_all(p, slots);
    return true;
}

bool pool_run(const Pool *p)
{
    sigset_t child, before;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    bool ok = work_off(p, &child, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return ok;
}
