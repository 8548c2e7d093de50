// The progress line: see meter.h.
#include "meter.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

double clock_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

// "1 h 04 min", "3 min 20 s", "12 s".
static void put_time(double seconds)
{
    long s = (long)(seconds + 0.5);
    if (s >= 3600)
        fprintf(stderr, "%ld h %02ld min", s / 3600, s / 60 % 60);
    else if (s >= 60)
        fprintf(stderr, "%ld min %02ld s", s / 60, s % 60);
    else
        fprintf(stderr, "%ld s", s);
}

static void show(Meter *m)
{
    double passed = clock_seconds() - m->begun;
    double rate = passed > 0.0 ? (double)m->done / passed : 0.0;
    m->shown = clock_seconds();
    fprintf(stderr, "%s%zu/%zu graded", isatty(STDERR_FILENO) ? "\r" : "",
            m->done, m->total);
    if (m->done > 0) {
        fprintf(stderr, ", %.1f a second, ", rate);
        put_time((double)(m->total - m->done) / rate);
        fputs(" left", stderr);
    }
    fputs(isatty(STDERR_FILENO) ? "\033[K" : "\n", stderr);
    fflush(stderr);
}

void meter_begin(Meter *m, size_t total)
{
    *m = (Meter){.total = total, .begun = clock_seconds()};
    show(m);
}

void meter_step(Meter *m)
{
    m->done++;
    if (clock_seconds() - m->shown > (isatty(STDERR_FILENO) ? 0.1 : 10.0))
        show(m);
}

double meter_seconds(const Meter *m)
{
    return clock_seconds() - m->begun;
}

void meter_clear(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}
