// Work on many items by several processes, one item each.
#ifndef POOL_H
#define POOL_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Pool {
    size_t n;      // items
    unsigned jobs; // processes at once, 1 to 64, but for slow ones
    // In a process of its own, which ends with what it returns (0 to 100).
    // slot: below pool_slots(jobs), no other running process has it.
    int (*work)(size_t item, unsigned slot, void *data);
    // In this process, when one has ended; status is waitpid's.
    void (*done)(size_t item, unsigned slot, int status, void *data);
    void *data;
    volatile sig_atomic_t *stop; // set by a signal handler: begin no more
} Pool;

// How many processes there may be in all: one that takes long, most often since
// it waits for its time to be up, makes room for another.
unsigned pool_slots(unsigned jobs);

// Returns when all items are done; or after *stop, when those that had begun
// have been killed. False if no process could be started.
bool pool_run(const Pool *p);

#endif
