// Tells on stderr how far a plots program is: one line that is drawn over and
// over on a terminal, else a line for each finished run.
#include "experiment_parts.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

enum { LINE_WIDTH = 79, TAIL_SIZE = 60 };

// Seconds that a unit takes from begin to end, as far as that can be told by
// now; 0: not at all.
static double unit_seconds(const Unit *u)
{
    if (u->state != RUNNING || u->steps->done == 0)
        return u->seconds;
    double total = (double)u->steps->total, done = (double)u->steps->done;
    return (double)u->steps->ms / 1000 * (total > done ? total / done : 1);
}

// Seconds that a run of e is likely to take, from other runs of the same
// experiment or, if nothing is known of them, of all; 0 while nothing is known.
static double expected_seconds(const Pool *pool, const Experiment *e)
{
    double sum[2] = {0}, n[2] = {0};
    for (size_t i = 0; i < pool->n_units; i++) {
        double seconds = unit_seconds(&pool->unit[i]);
        if (seconds > 0) {
            bool same = pool->unit[i].experiment == e;
            sum[same] += seconds;
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
        double left = unit_seconds(u);
        if (left <= 0)
            left = expected_seconds(pool, u->experiment);
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

// Samples a second of all that is running; 0 while unknown.
static double samples_a_second(const Pool *pool)
{
    double sum = 0;
    for (size_t i = 0; i < pool->n_units; i++) {
        const Unit *u = &pool->unit[i];
        if (u->state == RUNNING && u->steps->ms > 0)
            sum += 1000 * (double)u->steps->samples / (double)u->steps->ms;
    }
    return sum;
}

// ", 61k samples/s, 5:20 left", as far as it is known.
static void print_tail(char text[TAIL_SIZE], const Pool *pool)
{
    int used = 0;
    double rate = samples_a_second(pool), seconds = seconds_left(pool);
    text[0] = '\0';
    if (rate >= 1) {
        bool many = rate >= 10000;
        used = snprintf(text, TAIL_SIZE, ", %.0f%s samples/s",
                        many ? rate / 1000 : rate, many ? "k" : "");
    }
    if (seconds < 1 || seconds > 1e8 || used >= TAIL_SIZE)
        return;
    long s = (long)seconds;
    size_t room = TAIL_SIZE - (size_t)used;
    if (s < 3600)
        snprintf(text + used, room, ", %ld:%02ld left", s / 60, s % 60);
    else
        snprintf(text + used, room, ", %ld:%02ld:%02ld left", s / 3600,
                 s / 60 % 60, s % 60);
}

// ", plain seed 2 epoch 12/30"; without the seed, if it is to be brief.
static size_t print_unit(char text[LINE_WIDTH + 1], const Unit *u, bool brief)
{
    char seed[32] = "", epoch[64] = "";
    if (!brief)
        snprintf(seed, sizeof seed, " seed %" PRIu64, u->seed);
    if (u->steps->total > 0)
        snprintf(epoch, sizeof epoch, " epoch %zu/%zu", u->steps->done,
                 u->steps->total);
    int n = snprintf(text, LINE_WIDTH + 1, ", %s%s%s", u->experiment->name,
                     seed, epoch);
    return n <= LINE_WIDTH ? (size_t)n : LINE_WIDTH + 1;
}

// What is running, as much of it as fits; true if anything does.
static bool print_running(char *text, size_t room, const Pool *pool, bool brief)
{
    static const char more[] = ", ...";
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < pool->n_units; i++) {
        char one[LINE_WIDTH + 1];
        if (pool->unit[i].state != RUNNING)
            continue;
        size_t n = print_unit(one, &pool->unit[i], brief);
        if (n > room - used) {
            if (used > 0 && room - used >= sizeof more - 1)
                strcpy(text + used, more);
            break;
        }
        strcpy(text + used, one);
        used += n;
    }
    return used > 0;
}

void report_line(const Pool *pool)
{
    if (!isatty(STDERR_FILENO))
        return;
    char line[LINE_WIDTH + 1], tail[TAIL_SIZE];
    print_tail(tail, pool);
    int n = snprintf(line, sizeof line, "%.30s: %zu/%zu runs", pool->plan->stem,
                     pool_count(pool, FINISHED), pool->n_units);
    size_t used = (size_t)n + strlen(tail);
    if (used < LINE_WIDTH &&
        !print_running(line + n, LINE_WIDTH - used, pool, false))
        print_running(line + n, LINE_WIDTH - used, pool, true);
    fprintf(stderr, "\r\033[K%s%.*s", line, (int)(LINE_WIDTH - strlen(line)),
            tail);
    fflush(stderr);
}

void report_wipe(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

bool report_said(Unit *unit)
{
    if (unit->said == NULL)
        return false;
    char text[4096];
    size_t n = 0, all = 0;
    rewind(unit->said);
    while ((n = fread(text, 1, sizeof text, unit->said)) > 0) {
        if (all == 0)
            report_wipe();
        fwrite(text, 1, n, stderr);
        all += n;
    }
    fclose(unit->said);
    unit->said = NULL;
    return all > 0;
}

void report_finished(const Pool *pool, const Unit *unit)
{
    if (!isatty(STDERR_FILENO)) {
        fprintf(stderr, "%s: %s seed %" PRIu64 " done in %.1f s (%zu/%zu)\n",
                pool->plan->stem, unit->experiment->name, unit->seed,
                unit->seconds, pool_count(pool, FINISHED), pool->n_units);
    }
}

void report_end(const Pool *pool, double seconds)
{
    size_t n = 0;
    for (size_t i = 0; i < pool->n_units; i++)
        n += pool->unit[i].seconds > 0;
    fprintf(stderr, "%s: %zu run%s in %.0f s, at most %ld MiB each\n",
            pool->plan->stem, n, n == 1 ? "" : "s", seconds,
            pool->memory / 1024);
}
