// The parts of a feedback page: tasks with their verdicts, marks and figures.
#include "feedback.h"
#include "text.h"

#include <string.h>

void put_part_name(FILE *out, const char *stem)
{
    if (*stem)
        put_chapter(out, stem);
    else
        fputs("Marked by a person", out);
}

// What is to be said once, if no test of the whole part could run for one
// reason, as of a file that doesn't compile; else NULL.
static const char *common_reason(const Sheet *s, size_t i, size_t end)
{
    const Verdict *first = s->line[i].verdict;
    for (size_t k = i; k < end; k++) {
        const Verdict *v = s->line[k].verdict;
        if (!v || v->total > 0 || !*v->why || strcmp(v->why, first->why))
            return NULL;
    }
    return first->why;
}

static void put_caption(FILE *out, const Curve *c)
{
    Window w;
    curve_window(c, &w);
    fputs("<figcaption><code>", out);
    put_html(out, c->title);
    fputs("</code>: yours against the expected.", out);
    if (w.n_nan)
        fprintf(out, " %zu of %zu values are NaN and leave a gap.", w.n_nan,
                c->n);
    if (w.n_outside)
        fprintf(out, " %zu of %zu are so far off that they leave the figure.",
                w.n_outside, c->n);
    fputs("</figcaption>\n", out);
}

static void put_figures(FILE *out, const Report *r, const Verdict *v,
                        char *const *figures)
{
    for (size_t i = 0; i < r->n_curves; i++) {
        const Curve *c = &r->curve[i];
        if (!figures[i] || strcmp(c->stem, v->stem) || strcmp(c->task, v->task))
            continue;
        fputs("<figure>\n<div class=\"card\">", out);
        fputs(figures[i], out);
        fputs("</div>\n", out);
        put_caption(out, c);
        fputs("</figure>\n", out);
    }
}

// bare: nothing follows but the next task.
static void put_head(FILE *out, const Line *l, bool bare)
{
    const char *kind = line_is_full(l) ? "ok"
                       : l->cents > 0  ? "partial"
                                       : "fail";
    fprintf(out,
            "<article class=\"task %s%s\">\n<h3 class=\"head\"><span "
            "class=\"word\">%s</span> <code class=\"name\">",
            kind, bare ? " bare" : "", line_word(l));
    put_html(out, l->name);
    fputs("</code> <span class=\"score\">", out);
    put_score(out, l->cents, l->max_cents);
    fputs("</span></h3>\n", out);
}

static void put_mark(FILE *out, const Line *l)
{
    fputs("<p class=\"mark\">", out);
    if (l->verdict) {
        fputs("Marked by a person; the tests alone gave ", out);
        put_cents(out, verdict_cents(l->verdict));
        fputs(". ", out);
    }
    put_html(out, l->mark->reason);
    fputs("</p>\n", out);
}

// said: the part has given the reason already.
static void put_line(FILE *out, const Sheet *s, const Line *l, bool said,
                     char *const *figures)
{
    const Verdict *v = l->verdict;
    bool passed = v && v->total > 0 && v->passed == v->total;
    put_head(out, l, !l->mark && (passed || said));
    if (l->mark)
        put_mark(out, l);
    if (v && v->total > 0 && v->passed < v->total)
        fprintf(out,
                "<p class=\"tests\">%u of %u tests passed; the first that "
                "didn't:</p>\n",
                v->passed, v->total);
    else if (v && v->total == 0 && !said)
        fputs("<p class=\"tests\">No test could run:</p>\n", out);
    if (v && *v->why && !said)
        put_sentence(out, v->why);
    if (v)
        put_figures(out, s->report, v, figures);
    fputs("</article>\n", out);
}

void put_part(FILE *out, const Sheet *s, size_t i, char *const *figures)
{
    long sum[2];
    size_t end = chapter_end(s, i);
    add_up(s, i, end, sum);
    const char *stem = s->line[i].stem;
    const char *reason = common_reason(s, i, end);
    fprintf(out, "<section>\n<h2 id=\"part-%zu\"><span>", i);
    put_part_name(out, stem);
    fputs("</span> <span class=\"score\">", out);
    put_score(out, sum[0], sum[1]);
    fputs("</span></h2>\n", out);
    // Why the whole submission was refused stands above.
    if (reason && strcmp(reason, s->report->message)) {
        fputs("<div class=\"box\">\n<p class=\"tests\">No test of this chapter "
              "could run:</p>\n",
              out);
        put_sentence(out, reason);
        fputs("</div>\n", out);
    }
    for (size_t k = i; k < end; k++)
        put_line(out, s, &s->line[k], reason != NULL, figures);
    fputs("</section>\n", out);
}
