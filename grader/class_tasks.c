// The class report's tables of tasks: how each went, and what failed most.
#include "class.h"
#include "text.h"

#include <string.h>

static void put_row(FILE *out, const ClassTask *t)
{
    fputs("<tr><th scope=\"row\"><code>", out);
    put_html(out, t->task);
    fputs("</code></th><td>", out);
    put_bars(out, t->histogram, t->task, false);
    fputs("</td><td class=\"number\">", out);
    if (t->n > 0)
        put_score(out, mean_cents(t->cents, t->n), 100 * (long)t->points);
    fprintf(out,
            "</td><td class=\"number\">%ld</td><td class=\"number\">%ld</td>"
            "</tr>\n",
            t->n_full, t->n_zero);
}

static void put_table(FILE *out, const ClassTask *t, size_t n)
{
    fputs("<h2>", out);
    put_chapter(out, t->stem);
    fputs(
        "</h2>\n<div class=\"table\"><table>\n<thead><tr>"
        "<th scope=\"col\">Task</th><th scope=\"col\">0 to 100 %</th>"
        "<th scope=\"col\" class=\"number\">Mean</th>"
        "<th scope=\"col\" class=\"number\">Full</th>"
        "<th scope=\"col\" class=\"number\">Zero</th></tr></thead>\n<tbody>\n",
        out);
    for (size_t i = 0; i < n; i++)
        put_row(out, &t[i]);
    fputs("</tbody></table></div>\n", out);
}

static void put_failures(FILE *out, const ClassTask *t, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (!*t[i].why[0])
            continue;
        if (!any)
            fputs("<h3>Most common failures, and how many students had "
                  "them</h3>\n<dl>\n",
                  out);
        any = true;
        fputs("<dt><code>", out);
        put_html(out, t[i].task);
        fputs("</code></dt>\n", out);
        for (int k = 0; k < N_WHY && *t[i].why[k]; k++) {
            fprintf(out, "<dd><b>%ld</b> ", t[i].n_why[k]);
            put_sentence_line(out, t[i].why[k]);
            fputs("</dd>\n", out);
        }
    }
    if (any)
        fputs("</dl>\n", out);
}

void put_class_tasks(const Class *c, FILE *out)
{
    for (size_t i = 0, n; i < c->n_tasks; i += n) {
        const ClassTask *t = &c->task[i];
        for (n = 1; i + n < c->n_tasks && !strcmp(t[n].stem, t->stem);)
            n++;
        put_table(out, t, n);
        put_failures(out, t, n);
    }
}
