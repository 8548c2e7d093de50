// What the parts of the calling side share: see call.h.
#ifndef CALL_INTERNAL_H
#define CALL_INTERNAL_H

#include "call.h"

#include <sys/types.h>

typedef struct CallArg {
    const char *name;
    const char *(*show)(const void *value); // or NULL
    WireArg wire;
} CallArg;

typedef struct CallArray {
    const char *name;
    Type type;
    size_t n;
    bool writable, ignored;
    bool given; // what was sent are values, and not the pattern of an output
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
    uint64_t serial;
};

size_t type_size(Type type);

// Memory that lasts until pool_reset(), which each test begins with.
void *pool_alloc(size_t n);
void pool_keep(void *block, void (*release)(void *));
void pool_reset(void);

// What main() was told; set once.
typedef struct WorkerSetup {
    const char *program;    // the worker
    const char *library[2]; // what it loads, and on top of what (or NULL)
    const char *base[2];
    char **sandbox;   // the command that runs the student's worker, up to NULL;
                      // NULL: none
    double seconds;   // that a call may take
    long printed_max; // bytes that a worker may print
    uint64_t seed;
} WorkerSetup;
extern WorkerSetup worker_setup;

// Sends the call to one worker (started if need be) and receives its answer.
// Returns NULL if all went well, else what happened, in words.
const char *worker_ask(int who, Call *c);
void workers_end(void);

// What a call may take at most: its seconds, and twice more on a busy machine
// (faults.c).
enum { EXTENDED = 3 };

// What the student's worker prints goes into this file, and no longer where the
// suite itself speaks. False if it can't be written.
bool printed_open(const char *path);

// A worker process: see process.c.
typedef struct Worker {
    pid_t pid; // 0: not running
    int fd;
} Worker;

// Starts it and waits until it stands; ends the program (exit status 3) if it
// doesn't, which is nobody's fault but the grader's.
Worker worker_start(int who);
// Ends it by force. worker_last: waits a second for it to end by itself;
// returns what waitpid says of it.
void worker_end(Worker *w);
int worker_last(Worker *w, bool *forced); // *forced: it had to be ended

// What a reply other than WIRE_DONE says; what became of a worker that ended
// without one: see trouble.c.
const char *fault_text(const Call *c, WireReply *r);
const char *obituary_text(int status);

// Ends the running test; whether one of its task has been ended so; which of
// all tests it is, from 0: see suite.c.
_Noreturn void fail_test(const char *sentence);
bool task_failing(void);
int running_test(void);

// Where curves go (call.h); without, they go nowhere. Those of the tests
// [first, last) are written as the task's.
void curves_open(const char *path);
void curves_write(const char *task, int first, int last);
void curves_close(void);

// The solution's replies, written to a file or read from one in its place: see
// recording.c. What can't be done ends the program with exit status 3.
void recording_write_to(const char *path);
void recording_read_from(const char *path);
void recording_task(const char *name); // one of the suite's tasks
void recording_begin(void);            // when all tasks are known
bool recording_answers(void);          // in the solution's place
bool recording_listens(void);          // to the solution
void recording_answer(Call *c);
void recording_keep(const Call *c);
void recording_end(int n_tests, int n_failed); // of the run

// show.c: "l2_penalty(w={3, 4, 0}, n=3)"; arrays in structs and long ones are
// left out.
const char *call_text(const Call *c);
// " at dy[12] = 0.5, mask[12] = 1": element i of the long inputs of n elements,
// or "".
const char *inputs_text(const Call *c, size_t n, size_t i);
// NaN and 0 have no sign here: it never makes a difference.
const char *number_text(Type type, double x, int digits);
bool is_float(Type type);

// The value of element i as a number.
double element(Type type, const void *data, size_t i);

#endif
