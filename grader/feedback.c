// A student's feedback page: the score, the chapters, each task with what was
// called, what came back and what was expected, and figures.
#include "feedback.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static void put_header(FILE *out, const Sheet *s, const char *title)
{
    fputs("<main>\n<header>\n<p>", out);
    put_html(out, title);
    fputs("</p>\n<h1>", out);
    put_html(out, *s->name ? s->name : s->student);
    fputs("</h1>\n", out);
    if (*s->name) {
        fputs("<p class=\"name\">", out);
        put_html(out, s->student);
        fputs("</p>\n", out);
    }
    fputs("</header>\n", out);
}

static void put_total(FILE *out, const Sheet *s)
{
    fputs("<p class=\"total\"><b>", out);
    put_cents(out, s->cents);
    fputs("</b> of ", out);
    put_cents(out, s->max_cents);
    fputs(" points</p>\n", out);
    put_bar(out, s->cents, s->max_cents);
    putc('\n', out);
}

static void put_no_grade(FILE *out)
{
    fputs("<p class=\"total\">No grade yet</p>\n<div class=\"box\">\n<p>There "
          "is no graded submission of yours. Either none was found, or "
          "grading it could not be finished; the latter is never a "
          "student's fault. If you have handed something in, tell your "
          "instructor.</p>\n</div>\n",
          out);
}

static void put_refusal(FILE *out, const Report *r)
{
    if (r->outcome != REFUSED)
        return;
    fputs("<div class=\"box\">\n<p class=\"head\"><span class=\"word\">"
          "REFUSED</span></p>\n<p>Your submission can't be graded as it is: ",
          out);
    put_html(out, r->message);
    fputs("</p>\n</div>\n", out);
}

static void put_file(FILE *out, const FileNote *f)
{
    static const char *const text[][2] = {
        [FILE_MISSING] = {"missing", "its tasks score 0"},
        [FILE_IGNORED] = {"ignored", "it belongs to no chapter"},
        [FILE_REFUSED] = {"refused", "its tasks score 0"}};
    fputs("<li><code>", out);
    put_html(out, f->name);
    fprintf(out, "</code> %s: ", text[f->status][0]);
    put_html(out, *f->why ? f->why : text[f->status][1]);
    fputs("</li>\n", out);
}

// What was handed in, if anything about it needs saying.
static void put_files(FILE *out, const Report *r)
{
    bool any = false;
    for (size_t i = 0; i < r->n_files; i++) {
        if (r->file[i].status == FILE_TAKEN)
            continue;
        if (!any)
            fputs("<h2>Files</h2>\n<ul>\n", out);
        any = true;
        put_file(out, &r->file[i]);
    }
    if (any)
        fputs("</ul>\n", out);
}

static void put_summary(FILE *out, const Sheet *s)
{
    if (s->n_lines == 0)
        return;
    fputs("<div class=\"table\"><table class=\"summary\">\n<thead><tr><th "
          "scope=\"col\">Chapter</th><th scope=\"col\">Share</th><th "
          "scope=\"col\" class=\"number\">Tasks in full</th><th "
          "scope=\"col\" class=\"number\">Points</th></tr></thead>\n<tbody>\n",
          out);
    for (size_t i = 0, end; i < s->n_lines; i = end) {
        long sum[2];
        size_t full = 0;
        end = chapter_end(s, i);
        add_up(s, i, end, sum);
        for (size_t k = i; k < end; k++)
            full += line_is_full(&s->line[k]);
        fprintf(out, "<tr><th scope=\"row\"><a href=\"#part-%zu\">", i);
        put_part_name(out, s->line[i].stem);
        fputs("</a></th><td>", out);
        put_bar(out, sum[0], sum[1]);
        fprintf(out,
                "</td><td class=\"number\">%zu of %zu</td><td "
                "class=\"number\">",
                full, end - i);
        put_score(out, sum[0], sum[1]);
        fputs("</td></tr>\n", out);
    }
    fputs("</tbody></table></div>\n", out);
}

void write_feedback(FILE *out, const Sheet *s, const char *title,
                    const char *css, char *const *figures)
{
    page_begin(out, *s->name ? s->name : s->student, title, css);
    put_header(out, s, title);
    if (s->report) {
        put_total(out, s);
        put_refusal(out, s->report);
    } else {
        put_no_grade(out);
    }
    put_summary(out, s);
    if (s->report)
        put_files(out, s->report);
    for (size_t i = 0; i < s->n_lines; i = chapter_end(s, i))
        put_part(out, s, i, figures);
    page_end(out);
}
