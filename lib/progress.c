// One line on a terminal that tells how a long run is getting on.
#include "progress.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const double SECONDS_BETWEEN = 0.1;
static const char *const WIPE = "\r\033[K"; // column 0, clear to the end

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

// Whether there is a terminal, and it is ours alone: runs side by side are given
// PROGRESS=0, since their parent tells how far they are.
static bool on_terminal(void)
{
    const char *wish = getenv("PROGRESS");
    return isatty(STDERR_FILENO) && !(wish && strcmp(wish, "0") == 0);
}

// "42 s left", "3 min 20 s left", "2 h 5 min left".
static void print_time_left(char *text, size_t size, double seconds)
{
    const double longest = 1e9; // so that any number fits in a long
    long s = (long)(seconds < longest ? seconds + 0.5 : longest);
    if (s < 60)
        snprintf(text, size, "%ld s left", s);
    else if (s < 3600)
        snprintf(text, size, "%ld min %ld s left", s / 60, s % 60);
    else
        snprintf(text, size, "%ld h %ld min left", s / 3600, s / 60 % 60);
}

static void show(Progress *p)
{
    double seconds = now() - p->started;
    char rate[40] = "", left[40] = "";
    if (p->samples > 0 && seconds > 0)
        snprintf(rate, sizeof rate, ", %.0f samples/s", p->samples / seconds);
    if (p->done > 0 && p->done <= p->total)
        print_time_left(left, sizeof left,
                        seconds / (double)p->done *
                            (double)(p->total - p->done));

    char line[200];
    snprintf(line, sizeof line, "%.30s: %zu/%zu%s%s%s", p->what, p->done,
             p->total, rate, left[0] ? ", " : "", left);
    // A line that wraps could not be wiped: at most 79 columns.
    fprintf(stderr, "%s%.79s", WIPE, line);
    p->shown = p->started + seconds;
}

Progress progress_begin(const char *what, size_t total)
{
    Progress p = {.what = what, .total = total, .started = now()};
    if (on_terminal())
        show(&p);
    return p;
}

void progress_step(Progress *p, size_t samples)
{
    p->done++;
    p->samples += (double)samples;
    if (on_terminal() && now() - p->shown >= SECONDS_BETWEEN)
        show(p);
}

void progress_end(Progress *p)
{
    (void)p;
    if (on_terminal())
        fputs(WIPE, stderr);
}
