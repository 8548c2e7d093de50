// One student's sheet: the report with the manual marks laid over it.
#include "export_parts.h"
#include "book_tasks.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const Mark *mark_of(const Sheet *s, const char *item)
{
    for (size_t i = 0; i < s->n_marks; i++) {
        if (!strcmp(s->mark[i].item, item))
            return &s->mark[i];
    }
    return NULL;
}

static bool is_task(const Sheet *s, const char *item)
{
    for (size_t i = 0; s->report && i < s->report->n_verdicts; i++) {
        if (!strcmp(s->report->verdict[i].task, item))
            return true;
    }
    return false;
}

static void add_line(Sheet *s, Line l)
{
    s->line = list_grow(s->line, s->n_lines, sizeof *s->line);
    s->line[s->n_lines++] = l;
    s->cents += l.cents;
    s->max_cents += l.max_cents;
}

static void add_lines(Sheet *s)
{
    const Report *r = s->report;
    for (size_t i = 0; r && i < r->n_verdicts; i++) {
        const Verdict *v = &r->verdict[i];
        const Mark *m = mark_of(s, v->task);
        add_line(s,
                 (Line){.stem = v->stem,
                        .name = v->task,
                        .verdict = v,
                        .mark = m,
                        .cents = m ? lround(100 * m->points) : verdict_cents(v),
                        .max_cents = 100 * (long)v->points});
    }
    for (size_t i = 0; i < s->n_marks; i++) {
        const Mark *m = &s->mark[i];
        if (!is_task(s, m->item))
            add_line(s, (Line){.stem = "",
                               .name = m->item,
                               .mark = m,
                               .cents = lround(100 * m->points),
                               .max_cents = lround(100 * m->max)});
    }
}

static char *trouble(const Book *b, const char *student)
{
    return text_format("the grade book can't be read for '%s': %s", student,
                       book_error(b));
}

// Whoever has no verdicts, but a grade, has every task at 0.
static bool add_tasks(Sheet *s, Book *b)
{
    const char *why = "There is no submission.";
    if (!s->report && s->n_marks == 0)
        return true;
    if (!s->report)
        s->report = report_new(s->student);
    else
        why = s->report->message;
    return s->report->n_verdicts > 0 || book_add_tasks(b, s->report, why);
}

char *sheet_read(Sheet *s, Book *b, const char *student, const char *name)
{
    *s = (Sheet){.student = text_copy(student), .name = text_copy(name)};
    s->report = book_latest(b, student, false);
    if (!s->report && *book_error(b))
        return trouble(b, student);
    if (!book_marks(b, student, &s->mark, &s->n_marks) || !add_tasks(s, b))
        return trouble(b, student);
    add_lines(s);
    return NULL;
}

void sheet_free(Sheet *s)
{
    if (s->report)
        report_free(s->report);
    if (s->mark)
        marks_free(s->mark, s->n_marks);
    free(s->line);
    free(s->student);
    free(s->name);
    *s = (Sheet){0};
}

size_t chapter_end(const Sheet *s, size_t i)
{
    size_t end = i + 1;
    while (end < s->n_lines && !strcmp(s->line[end].stem, s->line[i].stem))
        end++;
    return end;
}

void add_up(const Sheet *s, size_t i, size_t end, long sum[2])
{
    sum[0] = sum[1] = 0;
    for (; i < end; i++) {
        sum[0] += s->line[i].cents;
        sum[1] += s->line[i].max_cents;
    }
}

bool line_is_full(const Line *l)
{
    return l->cents >= l->max_cents;
}

const char *line_word(const Line *l)
{
    return line_is_full(l) ? "OK" : l->cents > 0 ? "PARTIAL" : "FAIL";
}

char *line_text(const Line *l)
{
    const Verdict *v = l->verdict;
    char *tests = text_copy("");
    if (v && v->passed < v->total) {
        free(tests);
        tests = text_format("%u of %u tests passed. %s", v->passed, v->total,
                            v->why);
    } else if (v && v->total == 0) {
        free(tests);
        tests = text_format("No test could run. %s", v->why);
    }
    if (!l->mark)
        return tests;
    char *both = text_format("Marked by a person: %s%s%s", l->mark->reason,
                             *tests ? " Before that: " : "", tests);
    free(tests);
    return both;
}

char *note_text(const FileNote *f)
{
    static const char *const word[] = {[FILE_TAKEN] = "taken",
                                       [FILE_MISSING] = "missing",
                                       [FILE_IGNORED] = "ignored",
                                       [FILE_REFUSED] = "refused"};
    if (!*f->why)
        return text_format("%s: %s", word[f->status], f->name);
    return text_format("%s: %s (%s)", word[f->status], f->name, f->why);
}

unsigned stem_number(const char *stem)
{
    if (strncmp(stem, "ch", 2))
        return 0;
    char *end;
    unsigned long n = strtoul(stem + 2, &end, 10);
    return end > stem + 2 && *end == '_' && n < 1000 ? (unsigned)n : 0;
}

long percent_cents(long cents, long max_cents)
{
    return max_cents > 0 ? cents * 10000 / max_cents : -1;
}
