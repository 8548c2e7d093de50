// Reports of the address sanitiser become replies: see sanitised.h.
#include "sanitised.h"

#if SANITISED
#include "faults.h"

#include <fcntl.h>
#include <sanitizer/asan_interface.h>
#include <sanitizer/lsan_interface.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

// gcc has the function, but not the header (allocator_interface.h).
size_t __sanitizer_get_current_allocated_bytes(void);

enum { PLACE = sizeof((WireReply){0}.place) };

// Called before anything else runs. malloc may fail as it does elsewhere; who
// asked for memory is found out even through code without frame pointers; leaks
// are looked for after a call, not at the end.
__attribute__((no_sanitize_address)) const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1:fast_unwind_on_malloc=0:"
           "leak_check_at_exit=0:detect_odr_violation=0"
#ifdef __linux__
           ":symbolize=0" // faults.c is quicker
#endif
        ;
}

void sanitised_line(const void *address, char *place, size_t size)
{
    char line[512] = "";
    __sanitizer_symbolize_pc((void *)address, "%s:%l", line, sizeof line);
    line[sizeof line - 1] = '\0';
    const char *slash = strrchr(line, '/');
    snprintf(place, size, "%s", slash ? slash + 1 : line);
}

__attribute__((format(printf, 2, 3))) static void
append(WireReply *reply, const char *format, ...)
{
    size_t used = strlen(reply->text);
    va_list args;
    va_start(args, format);
    vsnprintf(reply->text + used, sizeof reply->text - used, format, args);
    va_end(args);
}

typedef size_t GetStack(void *address, void **trace, size_t size, int *thread);

// " that was allocated at file.c:12", if student code did that.
static void append_history(WireReply *reply, void *address, const char *verb,
                           GetStack *get_stack)
{
    enum { DEPTH = 16 };
    void *trace[DEPTH];
    char place[PLACE] = "";
    int thread;
    size_t n = get_stack(address, trace, DEPTH, &thread);
    for (size_t i = 0; i < n && i < DEPTH; i++)
        // One back: a return address is that of the next instruction.
        if (faults_line(trace[i], 1, place, sizeof place)) {
            append(reply, " that was %s at %s", verb, place);
            return;
        }
}

// Where an access of n bytes lies: "right past the end of kept (32 bytes)", "
// of a block of 40 bytes that was freed at file.c:12".
static void append_where(WireReply *reply, void *address, size_t n, bool freed)
{
    char name[64] = "";
    void *begin = NULL;
    size_t size = 0;
    const char *kind =
        __asan_locate_address(address, name, sizeof name, &begin, &size);
    uintptr_t at = (uintptr_t)address, first = (uintptr_t)begin;
    bool block = kind && !strcmp(kind, "heap");
    if (first == 0 || (!block && !name[0])) {
        bool local = kind && !strcmp(kind, "stack");
        append(reply, " outside of %s",
               local ? "its local variables" : "all blocks and variables");
        return;
    }
    if (at == first + size)
        append(reply, " right past the end of ");
    else if (at > first + size)
        append(reply, ", %zu bytes past the end of ", at - first - size);
    else if (at < first)
        append(reply, ", %zu bytes before the begin of ", first - at);
    else if (!freed && at + n > first + size)
        append(reply, " across the end of ");
    else
        append(reply, " of ");
    if (!block) {
        append(reply, "%s (%zu bytes)", name, size);
        return;
    }
    append(reply, "a block of %zu bytes", size);
    if (freed)
        append_history(reply, address, "freed", __asan_get_free_stack);
    else
        append_history(reply, address, "allocated", __asan_get_alloc_stack);
}

// "it wrote 4 bytes right past the end of a block of 40 bytes ..."
static void append_access(WireReply *reply, const char *kind, void *address)
{
    size_t bytes = __asan_get_report_access_size();
    append(reply, "it %s", __asan_get_report_access_type() ? "wrote" : "read");
    // More than that at once is a memcpy, of which only a part lies outside.
    if (bytes <= 16)
        append(reply, " %zu byte%s", bytes, bytes == 1 ? "" : "s");
    append_where(reply, address, bytes, !strcmp(kind, "heap-use-after-free"));
}

// The other mistakes, by ASan's names for them.
static const char *mistake_text(const char *kind)
{
    static const char *const text[][2] = {
        {"double-free", "it freed once more a block"},
        {"bad-free", "it freed what malloc has not given"},
        {"memcpy-param-overlap",
         "the ranges given to memcpy overlap, as those of memmove may"},
        {"negative-size-param", "a size that was given is below 0"}};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (!strcmp(kind, text[i][0]))
            return text[i][1];
    return "it used memory wrongly";
}

static void on_report(const char *report)
{
    (void)report;
    WireReply reply = {.status = WIRE_MEMORY};
    const char *kind = __asan_get_report_description();
    void *address = __asan_get_report_address();
    append(&reply, "%s: ", kind);
    if (address && __asan_get_report_access_size() > 0)
        append_access(&reply, kind, address);
    else
        append(&reply, "%s", mistake_text(kind));
    if (address && !strcmp(kind, "double-free"))
        append_history(&reply, address, "first freed", __asan_get_free_stack);
    faults_tell(&reply);
}

void sanitised_catch(void)
{
    // What it prints is for those who know it; the sentence says the same.
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0)
        __sanitizer_set_report_fd((void *)(intptr_t)nowhere);
    __asan_set_error_report_callback(on_report);
}

static size_t allocated; // bytes, when the call began

void sanitised_begin(void)
{
    allocated = __sanitizer_get_current_allocated_bytes();
}

// What the last call has left on the stack may look like a pointer to what it
// has lost.
__attribute__((noinline, no_sanitize_address)) static void wipe_stack(void)
{
    volatile char left[1 << 16];
    for (size_t i = 0; i < sizeof left; i++)
        left[i] = 0;
}

// Has the leak finder print into text, in a process of its own: where it may
// not look at processes, it ends the one that it is in.
static void find_leaks(char *text, size_t size)
{
    int ends[2];
    if (pipe(ends) != 0)
        return;
    wipe_stack();
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGALRM, SIG_DFL);
        alarm(5);
        __sanitizer_set_report_fd((void *)(intptr_t)ends[1]);
        __lsan_do_recoverable_leak_check();
        _exit(0);
    }
    close(ends[1]);
    size_t used = 0;
    ssize_t got = 0;
    while (pid > 0 && used + 1 < size &&
           (got = read(ends[0], text + used, size - 1 - used)) > 0)
        used += (size_t)got;
    text[used] = '\0';
    close(ends[0]);
    if (pid > 0)
        waitpid(pid, NULL, 0);
}

// Where student code allocated the leak that the text begins with, which lists
// a stack: lines "  #0 0x7f6a2b48 in malloc ...", up to an empty one.
static bool find_allocation(const char *text, char *place, size_t size)
{
    const char *end = strstr(text, "\n\n");
    for (const char *p = text; (p = strstr(p, " #")) && (!end || p < end);) {
        p = strstr(p, " 0x");
        if (!p)
            return false;
        uintptr_t address = (uintptr_t)strtoull(p, NULL, 16);
        if (faults_line((void *)address, 0, place, size))
            return true;
    }
    return false;
}

// Of the leak that the text goes on with, "400 byte(s) in 10 object(s) ...".
static void append_leak(WireReply *reply, const char *text, const char *place)
{
    static const char unit[] = " byte(s) in ";
    char *rest;
    unsigned long long bytes = strtoull(text, &rest, 10), blocks = 1;
    if (!strncmp(rest, unit, strlen(unit)))
        blocks = strtoull(rest + strlen(unit), NULL, 10);
    append(reply, "it leaks %llu byte%s", bytes, bytes == 1 ? "" : "s");
    if (blocks > 1)
        append(reply, " in %llu blocks", blocks);
    append(reply, " that %s allocated at %s", bytes == 1 ? "was" : "were",
           place);
}

void sanitised_end(WireReply *reply)
{
    static char text[1 << 16];
    static const char leak[] = "irect leak of "; // direct or indirect
    char place[PLACE] = "";
    // The finder stops the whole process: it is asked only where it may find
    // something.
    if (__sanitizer_get_current_allocated_bytes() <= allocated)
        return;
    find_leaks(text, sizeof text);
    for (const char *p = text; (p = strstr(p, leak));) {
        p += strlen(leak);
        if (!find_allocation(p, place, sizeof place))
            continue;
        reply->status = WIRE_MEMORY;
        append_leak(reply, p, place);
        return;
    }
}
#endif
