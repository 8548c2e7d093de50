// Running a command to its end: with a time limit, and no more kept of what it
// prints than asked for.
#ifndef RUN_H
#define RUN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Run {
    char *const *argv; // found by PATH
    int input;         // file descriptor for its stdin; -1: nothing to read
    const char *log;   // file for its stderr; NULL: /dev/null
    double seconds;    // then it is killed
    size_t most;       // bytes of stdout; at more it is killed
    // Results:
    char *output; // what it printed, NUL at the end; to be freed
    size_t n_output;
    int status; // as waitpid says
    bool late, flooded;
} Run;

// False if it could not be started.
bool run(Run *r);

// From now on, orphans of what this process runs become its own children; ends
// all children, and waits until none is left.
void run_adopt(void);
void run_wait_all(void);

// When memory runs out, the kernel shall end this process, or what it runs,
// before anything else on the machine.
void run_give_up_early(void);

#endif
