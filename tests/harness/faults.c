// Faults become replies: see faults.h. All of this runs after student code has
// gone wrong; whatever it does, the suite decides alone.
#define _GNU_SOURCE // dladdr, REG_ERR, REG_RSP
#include "faults.h"
#include "io.h"
#include "sanitised.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct {
    int channel;
    const Arrays *arrays;
    const char *library;
    uint64_t serial;
    const void *function;
    uintptr_t stack;            // where it stood at first
    volatile sig_atomic_t busy; // within a call
    double seconds, cpu;        // that the call may take; of the CPU, before it
    long waits;
    int extensions;
} now;

static bool wrote(const ucontext_t *context)
{
#if defined(__x86_64__) && defined(__linux__)
    return context->uc_mcontext.gregs[REG_ERR] & 2;
#else
    (void)context;
    return true; // not known here; a stray write is the likelier fault
#endif
}

// Whether address is where the stack grows to.
static bool beside_stack(const ucontext_t *context, const void *address)
{
    enum { NEAR = 1 << 16 };
    uintptr_t at = (uintptr_t)address;
#if defined(__x86_64__) && defined(__linux__)
    uintptr_t top = (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
    return at + NEAR > top && at < top + NEAR;
#else
    struct rlimit most;
    (void)context;
    return getrlimit(RLIMIT_STACK, &most) == 0 && most.rlim_cur < now.stack &&
           at + NEAR > now.stack - most.rlim_cur && at < now.stack;
#endif
}

#ifdef __linux__
// Set up while all is well: what runs in a signal may not allocate.
static struct {
    int ends[2]; // of a pipe that never makes its reader wait
    posix_spawn_file_actions_t actions;
    bool ready;
} lines;

static void prepare_lines(void)
{
    lines.ready = pipe(lines.ends) == 0 &&
                  fcntl(lines.ends[0], F_SETFL, O_NONBLOCK) == 0 &&
                  fcntl(lines.ends[0], F_SETFD, FD_CLOEXEC) == 0 &&
                  fcntl(lines.ends[1], F_SETFD, FD_CLOEXEC) == 0 &&
                  posix_spawn_file_actions_init(&lines.actions) == 0 &&
                  posix_spawn_file_actions_adddup2(
                      &lines.actions, lines.ends[1], STDOUT_FILENO) == 0;
}

// Runs "addr2line -e LIBRARY OFFSET" and puts what it prints into text.
static void run_addr2line(char *offset, char *text, size_t size)
{
    char *argv[] = {"addr2line", "-s", "-e", (char *)now.library, offset, NULL};
    char *environment[] = {NULL};
    pid_t pid;
    text[0] = '\0';
    if (!lines.ready || posix_spawn(&pid, "/usr/bin/addr2line", &lines.actions,
                                    NULL, argv, environment) != 0)
        return;
    waitpid(pid, NULL, 0);
    ssize_t n = read(lines.ends[0], text, size - 1);
    text[n > 0 ? n : 0] = '\0';
    text[strcspn(text, " \n")] = '\0';
    if (strchr(text, '?'))
        text[0] = '\0';
}

bool faults_line(const void *address, size_t back, char *place, size_t size)
{
    Dl_info info;
    char offset[32];
    if (!dladdr(address, &info) || strcmp(info.dli_fname, now.library) != 0)
        return false;
    snprintf(offset, sizeof offset, "%zx",
             (size_t)((const char *)address - (const char *)info.dli_fbase) -
                 back);
    run_addr2line(offset, place, size);
    return true;
}
#else
// The sanitiser knows whom to ask.
static void prepare_lines(void)
{
}

bool faults_line(const void *address, size_t back, char *place, size_t size)
{
    // The source is called as the build is: ch04_dropout.c, ch04_dropout.so.
    const char *slash = strrchr(now.library, '/');
    const char *name = slash ? slash + 1 : now.library;
    size_t stem = strcspn(name, ".");
    // It takes a return address, and goes back one byte by itself.
    sanitised_line((const char *)address - back + 1, place, size);
    if (!strncmp(place, name, stem) && !strncmp(place + stem, ".c:", 3))
        return true;
    place[0] = '\0';
    return false;
}
#endif

// The innermost line of the student's build on the stack.
static void find_place(char *place, size_t size)
{
    void *frame[64];
    int n = backtrace(frame, 64);
    // One back: a return address is that of the next instruction.
    for (int i = 0; i < n && !faults_line(frame[i], 1, place, size); i++)
        ;
}

// Code that runs while the build is loaded fails before any call has come: the
// reply is about the first.
static uint64_t serial(void)
{
    WireCall first;
    if (now.serial == 0 && io_read(now.channel, &first, sizeof first))
        return first.serial;
    return now.serial;
}

void faults_tell(WireReply *reply)
{
    reply->magic = WIRE_MAGIC;
    reply->serial = serial();
    // Nothing may come between: a second fault would be told instead.
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    bool by_clock = reply->status == WIRE_SIGNAL &&
                    (reply->result == SIGALRM || reply->result == SIGXCPU);
    if (by_clock)
        faults_line(now.function, 0, reply->place, sizeof reply->place);
    else if (!reply->place[0])
        find_place(reply->place, sizeof reply->place);
    io_write(now.channel, reply, sizeof *reply);
    _exit(EXIT_FAILURE);
}

static double cpu_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void set_timer(double seconds)
{
    struct timeval t = {.tv_sec = (time_t)seconds};
    t.tv_usec = (suseconds_t)((seconds - (double)t.tv_sec) * 1e6);
    setitimer(ITIMER_REAL, &(struct itimerval){.it_value = t}, NULL);
}

// How often this process has waited for something.
static long waits(void)
{
    struct rusage r;
    return getrusage(RUSAGE_SELF, &r) == 0 ? r.ru_nvcsw : 0;
}

// Whether the time is up. A call that had little of the processor, though it
// never waited for anything, gets more time, twice: the machine is busy.
static bool is_over(void)
{
    if (now.extensions == 2 || cpu_now() - now.cpu > now.seconds / 2 ||
        waits() != now.waits)
        return true;
    now.extensions++;
    set_timer(now.seconds);
    return false;
}

static void on_signal(int number, siginfo_t *info, void *context)
{
    if (number == SIGALRM && (!now.busy || !is_over()))
        return;
    WireReply reply = {.status = WIRE_SIGNAL, .result = (uint64_t)number};
    reply.starving = errno == ENOMEM;
    if (number == SIGSEGV || number == SIGBUS) {
        reply.wrote = wrote(context);
        if ((uintptr_t)info->si_addr < 4096)
            reply.status = WIRE_NULL_USED;
        else if (beside_stack(context, info->si_addr))
            reply.status = WIRE_NO_STACK;
        else
            reply.status = WIRE_CRASH;
        arrays_find_fault(now.arrays, info->si_addr, &reply);
    }
    faults_tell(&reply);
}

// What libubsan calls when it has found undefined behaviour.
void __ubsan_on_report(void);
void __ubsan_get_current_report_data(const char **kind, const char **message,
                                     const char **file, unsigned *line,
                                     unsigned *column, char **address)
    __attribute__((weak));

void __ubsan_on_report(void)
{
    const char *kind = "", *message = "", *file = "";
    unsigned line = 0, column;
    char *address;
    if (__ubsan_get_current_report_data)
        __ubsan_get_current_report_data(&kind, &message, &file, &line, &column,
                                        &address);
    WireReply reply = {.status = WIRE_UNDEFINED};
    const char *slash = strrchr(file, '/');
    snprintf(reply.place, sizeof reply.place, "%.48s:%u",
             slash ? slash + 1 : file, line);
    snprintf(reply.text, sizeof reply.text, "%s", message);
    faults_tell(&reply);
}

void faults_catch(int channel, const Arrays *arrays, const char *library)
{
    static const int numbers[] = {SIGSEGV, SIGBUS,  SIGFPE,  SIGILL,
                                  SIGABRT, SIGALRM, SIGXCPU, SIGXFSZ};
    now.channel = channel;
    now.arrays = arrays;
    now.library = library;
    now.stack = (uintptr_t)__builtin_frame_address(0);
    prepare_lines();
    backtrace((void *[1]){NULL}, 1); // loads what it needs, while all is well
    // The stack may be what is used up. addr2line needs none of it.
    enum { SIZE = 1 << 17 };
    void *stack = malloc(SIZE);
    if (stack)
        sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = SIZE}, NULL);
    struct sigaction action = {.sa_sigaction = on_signal,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaction(numbers[i], &action, NULL);
    sanitised_catch();
}

void faults_begin(uint64_t serial_number, uint32_t milliseconds,
                  void (*function)(void))
{
    now.serial = serial_number;
    memcpy(&now.function, &function, sizeof now.function);
    now.seconds = milliseconds / 1e3;
    now.cpu = cpu_now();
    now.waits = waits();
    now.extensions = 0;
    now.busy = true;
    errno = 0;
    set_timer(now.seconds);
}

void faults_end(void)
{
    now.busy = false; // the timer is left to the next call
}
