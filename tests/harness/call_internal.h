// What the parts of the calling side share: see call.h.
#ifndef CALL_INTERNAL_H
#define CALL_INTERNAL_H

#include "call.h"

typedef struct CallArg {
    const char *name;
    WireArg wire;
} CallArg;

typedef struct CallArray {
    const char *name;
    Type type;
    size_t n;
    bool writable, ignored;
    void *sent;
    void *got[2]; // from the student's build, from the solution's
} CallArray;

struct Call {
    const char *function;
    Type result;
    uint32_t n_args, n_arrays, n_links;
    CallArg arg[WIRE_MAX_ARGS];
    CallArray array[WIRE_MAX_ARRAYS];
    WireLink link[WIRE_MAX_LINKS];
    uint64_t returned[2];
};

enum { STUDENT, SOLUTION };

size_t type_size(Type type);

// Memory that lasts until pool_reset(), which each test begins with.
void *pool_alloc(size_t n);
void pool_keep(void *block, void (*release)(void *));
void pool_reset(void);

// Which program and libraries are asked, and how long a call may take; set
// once by main().
typedef struct WorkerSetup {
    const char *program;
    const char *library[2];
    double seconds;
} WorkerSetup;
extern WorkerSetup worker_setup;

// Sends the call to one worker (started if need be) and receives its answer.
// Returns NULL if all went well, else what happened, in words.
const char *worker_ask(int who, Call *c);
void workers_end(void);

// "dropout_forward(batch=2, n=8, drop_prob=0.5)".
const char *call_text(const Call *c);

// The value of element i as a number; the bits that were returned as one.
double element(Type type, const void *data, size_t i);
double returned_number(const Call *c, int who);

// Copies the whole array as it came back.
void take_array(void *to, const Call *c, int who, int array);

#endif
