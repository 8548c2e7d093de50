// What went wrong in a worker, in words. A reply's texts come from the
// student's side: they are shown only as far as they look like what they should
// be.
#include "call_internal.h"

#include <ctype.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

const char *words(const char *format, ...)
{
    enum { SIZE = 2048 };
    char *text = pool_alloc(SIZE);
    va_list args;
    va_start(args, format);
    vsnprintf(text, SIZE, format, args);
    va_end(args);
    return text;
}

// " (file.c:12)", or "" for anything else.
static const char *place_text(WireReply *r)
{
    r->place[sizeof r->place - 1] = '\0';
    const char *p = r->place;
    while (isalnum((unsigned char)*p) || *p == '_' || *p == '.' || *p == '-')
        p++;
    if (p == r->place || *p++ != ':' || !isdigit((unsigned char)*p))
        return "";
    while (isdigit((unsigned char)*p))
        p++;
    return *p ? "" : words(" (%s)", r->place);
}

// The reply's text as printable ASCII.
static const char *printable_text(WireReply *r)
{
    r->text[sizeof r->text - 1] = '\0';
    for (char *p = r->text; *p; p++)
        if (!isprint((unsigned char)*p))
            *p = '?';
    return r->text;
}

// What the loader said of a build.
static const char *loader_text(const char *said)
{
    static const char missing[] = "undefined symbol: ";
    const char *name = strstr(said, missing);
    if (name)
        return words("the file calls %s, which is defined nowhere",
                     name + strlen(missing));
    return words("the compiled file can't be loaded: %s", said);
}

static const char *signal_text(uint64_t number)
{
    if (number == SIGALRM)
        return words("no answer within %g seconds: an endless loop?",
                     worker_setup.seconds);
    if (number == SIGABRT)
        return "the program gave up (abort, or an assertion failed)";
    if (number == SIGFPE)
        return "a whole number was divided by zero";
    if (number == SIGXCPU)
        return "it used up all the processor time that a chapter has";
    if (number == SIGXFSZ)
        return "it printed more than a chapter may";
    if (number == SIGKILL)
        return "the program was ended by force (too much memory?)";
    if (number == 0 || number > 64)
        return "the program was ended by a signal";
    return words("the program was ended by a signal (%s)",
                 strsignal((int)number));
}

// An array was left: which, and where. NULL if the reply makes no sense.
static const char *outside_text(const Call *c, const WireReply *r,
                                const char *place)
{
    if (r->array >= c->n_arrays)
        return NULL;
    const CallArray *a = &c->array[r->array];
    if (r->status == WIRE_READ_ONLY)
        return words("it wrote into %s, which is an input%s", a->name, place);
    long size = (long)type_size(a->type);
    long at =
        (long)(r->byte < 0 ? (r->byte - size + 1) / size : r->byte / size);
    const char *what = a->type == T_BYTES ? "byte" : "element";
    return words("it %s outside %s (%zu %s%s), at index %ld%s",
                 r->wrote ? "wrote" : "read", a->name, a->n, what,
                 a->n == 1 ? "" : "s", at, place);
}

static const char *crash_text(const WireReply *r)
{
    if (r->starving)
        return "it used memory that it had been refused: there was no more";
    if (r->status == WIRE_NULL_USED)
        return "it used a NULL pointer";
    if (r->status == WIRE_NO_STACK)
        return "it ran out of stack: endless recursion, or a huge local array?";
    return "it used a pointer that points nowhere";
}

const char *fault_text(const Call *c, WireReply *r)
{
    const char *place = place_text(r);
    const char *text;
    switch (r->status) {
    case WIRE_NO_LIBRARY:
        return loader_text(printable_text(r));
    case WIRE_NO_FUNCTION:
        return "there is no function of this name in the build";
    case WIRE_NO_MEMORY:
        return "the worker has no memory for the arrays";
    case WIRE_UNDEFINED:
        return words("undefined behaviour%s: %s", place, printable_text(r));
    case WIRE_MEMORY:
        return words("%s%s", printable_text(r), place);
    case WIRE_SIGNAL:
        return words("%s%s", signal_text(r->result), place);
    case WIRE_READ_ONLY:
    case WIRE_OUTSIDE:
        text = outside_text(c, r, place);
        return text ? text : "what came back is no answer";
    case WIRE_CRASH:
    case WIRE_NULL_USED:
    case WIRE_NO_STACK:
        return words("%s%s", crash_text(r), place);
    default:
        return "what came back is no answer";
    }
}

const char *obituary_text(int status)
{
    // A sandbox tells a signal as 128 + its number.
    if (WIFEXITED(status) && WEXITSTATUS(status) > 128)
        return signal_text((uint64_t)WEXITSTATUS(status) - 128);
    if (WIFEXITED(status))
        return words("the program ended itself (exit or _exit with %d) instead "
                     "of returning",
                     WEXITSTATUS(status));
    return signal_text((uint64_t)WTERMSIG(status));
}
