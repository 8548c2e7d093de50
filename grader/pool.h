// Work on many items by several processes, one item each.
#ifndef POOL_H
#define POOL_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Pool {
    size_t n;      // items
    unsigned jobs; // processes at once
    // In a process of its own, which ends with what it returns (0 to 100).
    // slot: below jobs, no other running process has it.
    int (*work)(size_t item, unsigned slot, void *data);
    // In this process, when one has ended; status is waitpid's.
    void (*done)(size_t item, unsigned slot, int status, void *data);
    void *data;
    volatile sig_atomic_t *stop; // set by a signal handler: begin no more
} Pool;

// Returns when all items are done; or after *stop, when those that had begun
// have been killed. False if no process could be started.
bool pool_run(const Pool *p);

#endif
