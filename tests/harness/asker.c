// The suite's side of a worker process: start it, ask it, end it, and say in
// words what went wrong.
#include "call_internal.h"
#include "io.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHANNEL = 3 };           // the worker's end of the socket
enum { PRINTED_MAX = 1 << 20 }; // bytes in a file that a worker prints into

WorkerSetup worker_setup = {.seconds = 10.0};

typedef struct Worker {
    pid_t pid; // 0: not running
    int fd;
} Worker;
static Worker workers[2];

// Becomes the worker. Only async-signal-safe calls: this runs after fork.
static _Noreturn void become_worker(int who, int fd)
{
    if (fd == CHANNEL)
        fcntl(fd, F_SETFD, 0);
    else
        dup2(fd, CHANNEL);
    dup2(STDERR_FILENO, STDOUT_FILENO); // a student's printf is not a verdict
    // For the worker alone: Check's own message file grows past this limit.
    const rlim_t most = PRINTED_MAX;
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){most, most});
    execl(worker_setup.program, worker_setup.program, "3",
          worker_setup.library[who], (char *)NULL);
    static const char message[] = "suite: the worker program can't be run\n";
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
        _exit(2);
    _exit(2);
}

static bool start(int who)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    struct timeval limit = {.tv_sec = (time_t)worker_setup.seconds + 1};
    setsockopt(ends[0], SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    pid_t pid = fork();
    if (pid == 0)
        become_worker(who, ends[1]);
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return false;
    }
    workers[who] = (Worker){.pid = pid, .fd = ends[0]};
    return true;
}

// Ends the worker; returns what waitpid says of it.
static int end(int who)
{
    int status = 0;
    if (workers[who].pid == 0)
        return status;
    close(workers[who].fd);
    kill(workers[who].pid, SIGKILL);
    waitpid(workers[who].pid, &status, 0);
    workers[who].pid = 0;
    return status;
}

void workers_end(void)
{
    end(STUDENT);
    end(SOLUTION);
}

static bool send_call(int fd, const Call *c)
{
    WireCall wire = {.magic = WIRE_MAGIC,
                     .result = c->result,
                     .n_args = c->n_args,
                     .n_arrays = c->n_arrays,
                     .n_links = c->n_links};
    snprintf(wire.function, sizeof wire.function, "%s", c->function);
    bool ok = io_write(fd, &wire, sizeof wire);
    for (uint32_t i = 0; ok && i < c->n_args; i++)
        ok = io_write(fd, &c->arg[i].wire, sizeof c->arg[i].wire);
    for (uint32_t i = 0; ok && i < c->n_arrays; i++) {
        const CallArray *a = &c->array[i];
        WireArray array = {.bytes = a->n * type_size(a->type),
                           .writable = a->writable};
        ok = io_write(fd, &array, sizeof array);
    }
    ok = ok && io_write(fd, c->link, c->n_links * sizeof *c->link);
    for (uint32_t i = 0; ok && i < c->n_arrays; i++) {
        const CallArray *a = &c->array[i];
        ok = io_write(fd, a->sent, a->n * type_size(a->type));
    }
    return ok;
}

// Words that last until the next test.
static const char *words(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

static const char *words(const char *format, ...)
{
    enum { SIZE = 256 };
    char *text = pool_alloc(SIZE);
    va_list args;
    va_start(args, format);
    vsnprintf(text, SIZE, format, args);
    va_end(args);
    return text;
}

// The status with which a worker that hung up ends, by itself within a second
// or else by force.
static int last_status(int who)
{
    int status = 0;
    for (int i = 0; i < 100; i++) {
        if (waitpid(workers[who].pid, &status, WNOHANG) != 0) {
            close(workers[who].fd);
            workers[who].pid = 0;
            return status;
        }
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    return end(who);
}

// The worker is gone without an answer: why?
static const char *obituary(int who, bool late)
{
    if (late) {
        end(who);
        return words("no answer within %g seconds: an endless loop?",
                     worker_setup.seconds);
    }
    int status = last_status(who);
    if (!WIFSIGNALED(status))
        return words("the program ended itself (exit status %d) instead of "
                     "returning",
                     WEXITSTATUS(status));
    if (WTERMSIG(status) == SIGABRT)
        return "the program gave up (abort, or an assertion failed)";
    if (WTERMSIG(status) == SIGFPE)
        return "a whole number was divided by zero";
    return words("the program was ended by a signal (%s)",
                 strsignal(WTERMSIG(status)));
}

static const char *fault_text(const Call *c, const WireReply *r)
{
    if (r->status == WIRE_NO_FUNCTION)
        return "there is no function of this name in the build";
    if (r->status == WIRE_NO_MEMORY)
        return "the worker has no memory for the arrays";
    if (r->status == WIRE_READ_ONLY && r->array < c->n_arrays)
        return words("it wrote into %s, which is an input",
                     c->array[r->array].name);
    if (r->status == WIRE_OUTSIDE && r->array < c->n_arrays) {
        const CallArray *a = &c->array[r->array];
        long size = (long)type_size(a->type);
        long at =
            (long)(r->byte < 0 ? (r->byte - size + 1) / size : r->byte / size);
        return words("it %s outside %s (%zu elements), at index %ld",
                     r->wrote ? "wrote" : "read", a->name, a->n, at);
    }
    return "it used a pointer that points nowhere (or ran out of stack)";
}

const char *worker_ask(int who, Call *c)
{
    if (workers[who].pid == 0 && !start(who)) {
        fprintf(stderr, "suite: no worker process can be started\n");
        exit(3);
    }
    int fd = workers[who].fd;
    double deadline = io_now() + worker_setup.seconds;
    bool late = false;
    WireReply reply;
    if (!send_call(fd, c) ||
        !io_read_until(fd, &reply, sizeof reply, deadline, &late))
        return obituary(who, late);
    if (reply.magic != WIRE_MAGIC || reply.status != WIRE_DONE) {
        end(who);
        return fault_text(c, &reply);
    }
    c->returned[who] = reply.result;
    for (uint32_t i = 0; i < c->n_arrays; i++) {
        CallArray *a = &c->array[i];
        if (!a->writable)
            continue;
        size_t bytes = a->n * type_size(a->type);
        a->got[who] = pool_alloc(bytes);
        if (!io_read_until(fd, a->got[who], bytes, deadline, &late))
            return obituary(who, late);
    }
    return NULL;
}
