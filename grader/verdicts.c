// From a suite's lines to verdicts: see verdicts.h.
#include "verdicts.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

typedef struct Line {
    const char *task, *why;
    unsigned passed, total;
} Line;

// Takes "task <tab> passed <tab> total <tab> why" apart; false if it isn't
// that.
static bool split(char *text, Line *line)
{
    char *field[4] = {text};
    for (size_t i = 1; i < 4; i++) {
        field[i] = strchr(field[i - 1], '\t');
        if (!field[i])
            return false;
        *field[i]++ = '\0';
    }
    char *end_passed, *end_total;
    unsigned long passed = strtoul(field[1], &end_passed, 10);
    unsigned long total = strtoul(field[2], &end_total, 10);
    *line = (Line){field[0], field[3], (unsigned)passed, (unsigned)total};
    return !*end_passed && !*end_total && passed <= total && total < 10000;
}

static size_t read_lines(char *text, Line *lines, size_t most)
{
    size_t n = 0;
    for (char *end; *text && n < most; text = end) {
        end = text + strcspn(text, "\n");
        if (*end)
            *end++ = '\0';
        n += split(text, &lines[n]);
    }
    return n;
}

void verdicts_read(Report *r, const Chapter *chapter, char *text)
{
    enum { MOST = 256 };
    Line lines[MOST];
    size_t n = read_lines(text, lines, MOST);
    for (size_t i = 0; i < chapter->n_tasks; i++) {
        const Task *t = &chapter->task[i];
        Line line = {.why = "there is no verdict about this task"};
        for (size_t k = 0; k < n; k++)
            if (!strcmp(lines[k].task, t->name))
                line = lines[k];
        report_add_verdict(r, chapter->stem, t->name, t->points, line.passed,
                           line.total, line.why);
    }
}

static bool wants_curve(const Report *r, const char *stem, const char *task)
{
    for (size_t i = 0; i < r->n_verdicts; i++) {
        const Verdict *v = &r->verdict[i];
        if (!strcmp(v->stem, stem) && !strcmp(v->task, task))
            return v->passed < v->total;
    }
    return false;
}

// There is something to see: a function that writes nothing gives no curve.
static bool any_finite(const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (isfinite(y[i]))
            return true;
    return false;
}

void verdicts_read_curves(Report *r, const Chapter *chapter, const char *path)
{
    enum { MOST = 4096 };
    static double x[MOST], yours[MOST], expected[MOST];
    char task[128], title[128], label[128];
    size_t n;
    FILE *in = fopen(path, "r");
    if (!in)
        return;
    while (fscanf(in, "%127[^\t]\t%127[^\t]\t%127[^\t]\t%zu\n", task, title,
                  label, &n) == 4 &&
           n <= MOST) {
        size_t got = 0;
        while (got < n && fscanf(in, "%lf\t%lf\t%lf\n", &x[got], &yours[got],
                                 &expected[got]) == 3)
            got++;
        if (got == n && any_finite(yours, n) &&
            wants_curve(r, chapter->stem, task))
            report_add_curve(r, chapter->stem, task, title, label, n, x, yours,
                             expected);
    }
    fclose(in);
}

char *verdicts_trouble(const char *stem, const Run *run, const char *log)
{
    char said[512] = "", line[512];
    FILE *in = fopen(log, "r");
    while (in && fgets(line, sizeof line, in))
        if (!strncmp(line, "suite: ", 7))
            snprintf(said, sizeof said, " (%.*s)", (int)strcspn(line, "\n"),
                     line);
    if (in)
        fclose(in);
    if (run->late)
        return text_format("%s: the suite did not end in time%s", stem, said);
    if (WIFSIGNALED(run->status))
        return text_format("%s: the suite was ended by signal %d%s", stem,
                           WTERMSIG(run->status), said);
    return text_format("%s: the suite gave no verdicts%s", stem, said);
}
