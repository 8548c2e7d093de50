// What a batch tells at its end: see changes.h.
#include "changes.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static void put_score(long cents, long most)
{
    put_cents(stdout, cents);
    putchar('/');
    put_cents(stdout, most);
}

static const Verdict *find(const Report *r, const char *task)
{
    for (size_t i = 0; i < r->n_verdicts; i++)
        if (!strcmp(r->verdict[i].task, task))
            return &r->verdict[i];
    return NULL;
}

static bool same(const Verdict *a, const Verdict *b)
{
    return a && b && verdict_cents(a) == verdict_cents(b) &&
           a->points == b->points;
}

static void print_task(const Verdict *before, const Verdict *v)
{
    printf("  %s: ", v->task);
    if (before)
        put_score(verdict_cents(before), 100L * before->points);
    else
        fputs("no such task", stdout);
    fputs(" -> ", stdout);
    put_score(verdict_cents(v), 100L * v->points);
    fputs(*v->why ? "  " : "", stdout);
    put_text(stdout, v->why);
    putchar('\n');
}

void changes_print(Book *b, const char *student)
{
    Report *now = book_latest(b, student, false);
    Report *before = book_latest(b, student, true);
    bool differs = false;
    for (size_t i = 0; now && before && i < now->n_verdicts; i++) {
        const Verdict *v = &now->verdict[i], *old = find(before, v->task);
        if (same(old, v))
            continue;
        if (!differs) {
            char *why = book_why_again(b, student);
            printf("%s: ", student);
            put_score(report_cents(before), report_max_cents(before));
            fputs(" -> ", stdout);
            put_score(report_cents(now), report_max_cents(now));
            printf(" (%s)\n", why ? why : "graded again");
            free(why);
        }
        differs = true;
        print_task(old, v);
    }
    report_free(now);
    report_free(before);
}

typedef struct Sum {
    size_t n, graded, refused, broken, none;
    double share; // of the points, over those with a grade
} Sum;

static bool add(const Standing *s, void *data)
{
    Sum *sum = data;
    sum->n++;
    sum->graded += s->has_grade && s->outcome == GRADED;
    sum->refused += s->has_grade && s->outcome == REFUSED;
    sum->broken += s->broken;
    sum->none += s->run == 0 && !s->broken;
    if (s->has_grade && s->max_cents > 0)
        sum->share += (double)s->cents / (double)s->max_cents;
    return true;
}

void summary_print(Book *b, const char *folder, size_t n_new, size_t n_old,
                   double seconds)
{
    Sum sum = {0};
    book_each_standing(b, add, &sum);
    printf("%zu graded now", n_new);
    if (n_new > 0)
        printf(" in %.1f s (%.1f a second)", seconds, (double)n_new / seconds);
    printf(", %zu unchanged since they were graded.\n", n_old);
    printf("The class: %zu with a grade", sum.graded + sum.refused);
    if (sum.graded + sum.refused > 0)
        printf(", mean %.1f %%",
               100.0 * sum.share / (double)(sum.graded + sum.refused));
    if (sum.refused > 0)
        printf("; %zu refused", sum.refused);
    if (sum.broken > 0)
        printf("; %zu that could not be graded (call again)", sum.broken);
    if (sum.none > 0)
        printf("; %zu without a submission", sum.none);
    printf(".\n%s/: gradebook.sqlite, grades.csv, canvas.csv, moodle.csv, "
           "class.html,\nand for each student feedback/, gradescope/, junit/, "
           "tap/.\n",
           folder);
}

static double cpu_seconds(int who)
{
    struct rusage r;
    getrusage(who, &r);
    return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
           1e-6 * (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec);
}

void stats_print(size_t n_new, double seconds)
{
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    printf("stats: %zu graded, %.2f s, CPU %.2f s, %ld MiB at most\n", n_new,
           seconds, cpu_seconds(RUSAGE_SELF) + cpu_seconds(RUSAGE_CHILDREN),
           r.ru_maxrss / 1024);
}
