// Asking a worker: a call goes out, its answer comes back or a sentence says
// why not.
#define _DEFAULT_SOURCE // getentropy
#include "call_internal.h"
#include "io.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

// A function that has been late twice is not called again, nor anything of a
// chapter that has been late six times, or has taken as long as ten calls may:
// slow answers may not stop a class.
enum { LATE_PER_FUNCTION = 2, LATE_PER_CHAPTER = 6, PATIENCE = 10 };
static double spent; // seconds in all calls of the student's build

static Worker workers[2];

// Why the student's build can't be loaded; it is not tried again.
static char no_library[WIRE_MAX_TEXT + 64];

static struct {
    const char *function[LATE_PER_CHAPTER];
    size_t n;
} late_calls;

void workers_end(void)
{
    worker_end(&workers[STUDENT]);
    worker_end(&workers[SOLUTION]);
}

// Numbers that a worker can't foresee, whatever it has seen.
static uint64_t next_serial(void)
{
    static uint64_t serial[32];
    static size_t left;
    if (left == 0) {
        left = sizeof serial / sizeof *serial;
        if (getentropy(serial, sizeof serial) != 0) {
            fprintf(stderr, "suite: the system gives no random numbers\n");
            exit(3);
        }
    }
    return serial[--left] | 1; // never 0
}

// Sends the call, in one piece.
static bool send_call(int fd, Call *c, double deadline)
{
    struct iovec part[4 + 2 * WIRE_MAX_ARRAYS];
    WireArg args[WIRE_MAX_ARGS];
    WireArray arrays[WIRE_MAX_ARRAYS];
    IoParts parts = {part, 4};
    WireCall wire = {.magic = WIRE_MAGIC,
                     .result = c->result,
                     .n_args = c->n_args,
                     .n_arrays = c->n_arrays,
                     .n_links = c->n_links,
                     .milliseconds = (uint32_t)(worker_setup.seconds * 1e3),
                     .serial = c->serial};
    snprintf(wire.function, sizeof wire.function, "%s", c->function);
    for (uint32_t i = 0; i < c->n_args; i++)
        args[i] = c->arg[i].wire;
    for (uint32_t i = 0; i < c->n_arrays; i++) {
        const CallArray *a = &c->array[i];
        size_t bytes = a->n * type_size(a->type);
        arrays[i] = (WireArray){.bytes = bytes, .writable = a->writable};
        part[parts.n++] = (struct iovec){a->sent, bytes};
    }
    part[0] = (struct iovec){&wire, sizeof wire};
    part[1] = (struct iovec){args, c->n_args * sizeof *args};
    part[2] = (struct iovec){arrays, c->n_arrays * sizeof *arrays};
    part[3] = (struct iovec){c->link, c->n_links * sizeof *c->link};
    for (size_t i = 1; i < parts.n; i++)
        wire.bytes += part[i].iov_len;
    return io_send(fd, &parts, deadline);
}

// Receives the reply, and if it is WIRE_DONE all writable arrays.
static bool receive_reply(int who, Call *c, WireReply *reply, double deadline,
                          bool *late)
{
    struct iovec part[1 + WIRE_MAX_ARRAYS];
    IoParts parts = {part, 0};
    part[parts.n++] = (struct iovec){reply, sizeof *reply};
    for (uint32_t i = 0; i < c->n_arrays; i++) {
        CallArray *a = &c->array[i];
        size_t bytes = a->n * type_size(a->type);
        if (!a->writable)
            continue;
        a->got[who] = pool_alloc(bytes);
        part[parts.n++] = (struct iovec){a->got[who], bytes};
    }
    if (!io_receive(workers[who].fd, &parts, sizeof *reply, deadline, late))
        return false;
    size_t rest = 0;
    for (size_t i = 0; i < parts.n; i++)
        rest += parts.part[i].iov_len;
    return reply->status != WIRE_DONE || rest == 0 ||
           io_receive(workers[who].fd, &parts, rest, deadline, late);
}

// Whether something came that was not asked for.
static bool chatters(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    char byte;
    return poll(&p, 1, 0) > 0 && io_read(fd, &byte, 1);
}

static const char *too_often_late(const Call *c)
{
    size_t n = 0;
    if (spent > PATIENCE * worker_setup.seconds)
        return words("not called: this chapter has used up its %g seconds",
                     PATIENCE * worker_setup.seconds);
    for (size_t i = 0; i < late_calls.n; i++)
        n += !strcmp(late_calls.function[i], c->function);
    if (n >= LATE_PER_FUNCTION)
        return "not called: it has already given no answer twice";
    if (late_calls.n >= LATE_PER_CHAPTER)
        return "not called: too many calls of this chapter gave no answer";
    return NULL;
}

static void note_late(const Call *c)
{
    if (late_calls.n < LATE_PER_CHAPTER)
        late_calls.function[late_calls.n++] = c->function;
}

// A worker whose own alarm did not ring, or that hung up, is up to no good:
// that weighs as much as three late calls.
static void note_silent(const Call *c)
{
    for (int i = 0; i < 3; i++)
        note_late(c);
}

// The worker is gone, or silent, without an answer: why?
static const char *obituary(int who, Call *c, bool late)
{
    if (!late) {
        bool forced;
        int status = worker_last(&workers[who], &forced);
        if (!forced)
            return obituary_text(status);
        note_silent(c);
        return "it hung up on the grader, and went on without an answer";
    }
    worker_end(&workers[who]);
    note_silent(c);
    return words("no answer within %g seconds: an endless loop?",
                 worker_setup.seconds);
}

// A fault that the worker itself has told.
static const char *fault(int who, Call *c, WireReply *reply)
{
    worker_end(&workers[who]);
    if (reply->status == WIRE_SIGNAL && reply->result == SIGALRM)
        note_late(c);
    const char *text = fault_text(c, reply);
    if (reply->status == WIRE_NO_LIBRARY && who == STUDENT)
        snprintf(no_library, sizeof no_library, "%s", text);
    return text;
}

static const char *ask(int who, Call *c)
{
    const char *why = who == STUDENT ? too_often_late(c) : NULL;
    if (why || (who == STUDENT && no_library[0]))
        return why ? why : no_library;
    if (workers[who].pid == 0)
        workers[who] = worker_start(who);
    if (chatters(workers[who].fd)) {
        worker_end(&workers[who]);
        return "more came back from the call before than was asked for";
    }
    c->serial = next_serial();
    bool late = false;
    WireReply reply;
    // The worker stops a late function itself and says where it was; only if
    // it doesn't, the time is up here.
    double begun = io_now();
    double deadline = begun + EXTENDED * worker_setup.seconds + 0.5;
    // What can't be sent may have been answered before: by a fault.
    send_call(workers[who].fd, c, deadline);
    if (!receive_reply(who, c, &reply, deadline, &late))
        return obituary(who, c, late);
    if (reply.magic != WIRE_MAGIC || reply.serial != c->serial ||
        reply.status != WIRE_DONE) {
        if (reply.magic != WIRE_MAGIC || reply.serial != c->serial)
            reply.status = WIRE_READY; // no answer to this call
        return fault(who, c, &reply);
    }
    c->returned[who] = reply.result;
    return NULL;
}

const char *worker_ask(int who, Call *c)
{
    double begun = io_now();
    size_t late_before = late_calls.n;
    const char *trouble = ask(who, c);
    if (who == STUDENT && late_calls.n == late_before)
        spent += io_now() - begun; // the late ones are counted, not timed
    return trouble;
}
