// Tells on stderr how far a plots program is: one line that is drawn over and
// over on a terminal, else a line for each finished run.
#include "experiment_parts.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

enum { LINE_WIDTH = 79 };

// Seconds that a run of e is likely to take, from the finished ones of the same
// experiment or, if there are none, of all; 0 while nothing is known.
static double expected_seconds(const Pool *pool, const Experiment *e)
{
    double sum[2] = {0}, n[2] = {0};
    for (size_t i = 0; i < pool->n_units; i++) {
        const Unit *u = &pool->unit[i];
        if (u->state == FINISHED && u->seconds > 0) {
            bool same = u->experiment == e;
            sum[same] += u->seconds;
            n[same]++;
        }
    }
    if (n[true] > 0)
        return sum[true] / n[true];
    return n[false] > 0 ? sum[false] / n[false] : 0;
}

// Seconds until all is done, at n_jobs runs at a time; 0 while unknown.
static double seconds_left(const Pool *pool)
{
    double work = 0, now = clock_seconds(), longest = 0;
    for (size_t i = 0; i < pool->n_units; i++) {
        const Unit *u = &pool->unit[i];
        if (u->state == FINISHED)
            continue;
        double left = expected_seconds(pool, u->experiment);
        if (u->state == RUNNING && left > 0) {
            left -= now - u->begun;
            left = left > 1 ? left : 1;
        }
        work += left;
        longest = left > longest ? left : longest;
    }
    work /= (double)pool->plan->n_jobs;
    return work > longest ? work : longest;
}

// "2 running: plain seed 2, drop seed 1", cut to what fits into size.
static void print_running(char *text, size_t size, const Pool *pool)
{
    int used = snprintf(text, size, "%zu running", pool_count(pool, RUNNING));
    const char *before = ": ";
    for (size_t i = 0; i < pool->n_units; i++) {
        const Unit *u = &pool->unit[i];
        if (u->state != RUNNING)
            continue;
        char name[LINE_WIDTH + 1];
        int n = snprintf(name, sizeof name, "%s%s seed %" PRIu64, before,
                         u->experiment->name, u->seed);
        if ((size_t)(used + n) + sizeof ", ..." > size) {
            snprintf(text + used, size - (size_t)used, "%s...", before);
            return;
        }
        memcpy(text + used, name, (size_t)n + 1);
        used += n;
        before = ", ";
    }
}

void report_line(const Pool *pool)
{
    if (!isatty(STDERR_FILENO))
        return;
    char head[LINE_WIDTH + 1], running[LINE_WIDTH + 1], left[40] = "";
    int used =
        snprintf(head, sizeof head, "%.30s: %zu/%zu runs, ", pool->plan->stem,
                 pool_count(pool, FINISHED), pool->n_units);
    long seconds = (long)seconds_left(pool);
    if (seconds > 0) {
        used += snprintf(left, sizeof left, ", time left about %ld:%02ld",
                         seconds / 60, seconds % 60);
    }
    size_t room = used < LINE_WIDTH - 20 ? LINE_WIDTH + 1 - (size_t)used : 20;
    print_running(running, room, pool);
    fprintf(stderr, "\r\033[K%s%s%s", head, running, left);
    fflush(stderr);
}

void report_wipe(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

void report_finished(const Pool *pool, const Unit *unit)
{
    if (!isatty(STDERR_FILENO)) {
        fprintf(stderr, "%s: %s seed %" PRIu64 " done in %.1f s (%zu/%zu)\n",
                pool->plan->stem, unit->experiment->name, unit->seed,
                unit->seconds, pool_count(pool, FINISHED), pool->n_units);
    }
}
