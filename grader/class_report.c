// class.html: how the class stands, task by task and student by student.
#include "class.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

// Two lists come from one pass over the class: who is missing goes to the page,
// the table of all students to a file of its own, to be copied below.
typedef struct Lists {
    FILE *out, *rows;
    bool any_missing;
} Lists;

static void put_bar_of(FILE *out, unsigned i, double height, double x0,
                       double bottom, double width)
{
    if (height > 0)
        fprintf(out,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
                "fill=\"currentColor\"/>",
                x0 + i * width + 1, bottom - height, width - 2, height);
}

static void put_bars_text(FILE *out, unsigned i, long n, double middle,
                          double top, double bottom)
{
    static const char *const label[N_BINS] = {"0",    "≤ 10", "≤ 20", "≤ 30",
                                              "≤ 40", "≤ 50", "≤ 60", "≤ 70",
                                              "≤ 80", "≤ 90", "≤ 100"};
    if (n > 0)
        fprintf(out,
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"13\" "
                "text-anchor=\"middle\">%ld</text>",
                middle, top - 5, n);
    fprintf(out,
            "<text x=\"%.1f\" y=\"%.1f\" font-size=\"13\" "
            "text-anchor=\"middle\">%s</text>\n",
            middle, bottom + 17, label[i]);
}

void put_bars(FILE *out, const long n[N_BINS], const char *what, bool large)
{
    double width = large ? 48 : 10, tall = large ? 130 : 30;
    double bottom = large ? 152 : 31;
    long most = 1;
    for (unsigned i = 0; i < N_BINS; i++)
        most = n[i] > most ? n[i] : most;
    fprintf(out,
            "<svg class=\"bars\" role=\"img\" viewBox=\"0 0 %g %g\">\n<title>",
            N_BINS * width, bottom + (large ? 24 : 1));
    put_html(out, what);
    fputs("</title>\n<desc>Students by share of the points: ", out);
    for (unsigned i = 0; i < N_BINS; i++)
        fprintf(out, "%s%u %%: %ld",
                i == 0   ? ""
                : i == 1 ? ", up to "
                         : ", ",
                10 * i, n[i]);
    fputs("</desc>\n", out);
    for (unsigned i = 0; i < N_BINS; i++) {
        double height = tall * (double)n[i] / (double)most;
        put_bar_of(out, i, height, 0, bottom, width);
        if (large)
            put_bars_text(out, i, n[i], (i + 0.5) * width, bottom - height,
                          bottom);
    }
    fprintf(out,
            "<line x1=\"0\" x2=\"%g\" y1=\"%g\" y2=\"%g\" stroke-width=\"1\"/>"
            "</svg>\n",
            N_BINS * width, bottom + 0.5, bottom + 0.5);
}

static void put_counts(FILE *out, const Class *c)
{
    fprintf(out, "<p class=\"total\"><b>%ld</b> student%s", c->n_all,
            c->n_all == 1 ? "" : "s");
    if (c->n_scores > 0) {
        fputs(", mean <b>", out);
        put_cents(out, mean_cents(c->cents, c->n_scores));
        fputs("</b> of ", out);
        put_cents(out, c->max_cents);
    }
    fputs("</p>\n<div class=\"table\"><table>\n<thead><tr>"
          "<th scope=\"col\">State</th><th scope=\"col\" class=\"number\">"
          "Students</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>\n",
          out);
    static const char *const meaning[N_STATES] = {
        [STATE_GRADED] = "every task has a verdict",
        [STATE_REFUSED] =
            "the submission as a whole could not be taken and scores 0",
        [STATE_BROKEN] = "grading the latest submission failed; call again",
        [STATE_MISSING] =
            "no submission; no grade, unless a person has given marks"};
    for (int i = 0; i < N_STATES; i++)
        fprintf(out,
                "<tr><th scope=\"row\">%s</th><td class=\"number\">%ld</td>"
                "<td>%s</td></tr>\n",
                state_word((State)i), c->n[i], meaning[i]);
    fputs("</tbody></table></div>\n", out);
}

static void put_scores(FILE *out, const Class *c)
{
    if (c->n_scores == 0)
        return;
    fputs("<h2>Scores</h2>\n<figure>\n", out);
    put_bars(out, c->scores, "Scores of the class", true);
    fputs("<figcaption>Students with 0 % of the points, more than 0 and up to "
          "10 %, and so on.</figcaption>\n</figure>\n",
          out);
}

static void put_missing(Lists *lists, const Person *p)
{
    if (!lists->any_missing)
        fputs("<h2>Without a submission</h2>\n<ul>\n", lists->out);
    lists->any_missing = true;
    fputs("<li>", lists->out);
    if (*p->name) {
        put_html(lists->out, p->name);
        putc(' ', lists->out);
    }
    fputs("<code>", lists->out);
    put_html(lists->out, p->id);
    fputs("</code></li>\n", lists->out);
}

static bool put_student(const Standing *s, void *data)
{
    Lists *lists = data;
    FILE *out = lists->rows;
    State state = state_of(s);
    if (state == STATE_MISSING)
        put_missing(lists, &s->person);
    fputs("<tr><th scope=\"row\">", out);
    if (s->has_grade) {
        fputs("<a href=\"feedback/", out);
        put_html(out, s->person.id);
        fputs(".html\">", out);
    }
    put_html(out, s->person.id);
    fputs(s->has_grade ? "</a></th><td>" : "</th><td>", out);
    put_html(out, s->person.name);
    fprintf(out, "</td><td>%s</td><td class=\"number\">", state_word(state));
    if (s->has_grade)
        put_score(out, s->cents, s->max_cents);
    else
        fputs("–", out);
    fputs("</td></tr>\n", out);
    return true;
}

static void put_students(FILE *out, FILE *rows)
{
    fputs("<h2>Students</h2>\n<div class=\"table\"><table>\n<thead><tr>"
          "<th scope=\"col\">Id</th><th scope=\"col\">Name</th>"
          "<th scope=\"col\">State</th><th scope=\"col\" "
          "class=\"number\">Points</th></tr></thead>\n<tbody>\n",
          out);
    rewind(rows);
    for (int c; (c = getc(rows)) != EOF;)
        putc(c, out);
    fputs("</tbody></table></div>\n", out);
}

// What may be somebody's work under a name that is no id.
static void put_strays(Class *c, FILE *out)
{
    char *lines = book_strays(c->book);
    if (!lines) {
        c->error = text_format("the grade book can't be read: %s",
                               book_error(c->book));
        return;
    }
    if (*lines)
        fputs("<h2>Among the submissions, but none</h2>\n<ul>\n", out);
    for (char *line = strtok(lines, "\n"); line; line = strtok(NULL, "\n")) {
        fputs("<li>", out);
        put_html(out, line);
        fputs("</li>\n", out);
    }
    if (*lines)
        fputs("</ul>\n", out);
    free(lines);
}

static void put_lists(Class *c, FILE *out)
{
    Lists lists = {.out = out, .rows = tmpfile()};
    if (!lists.rows) {
        c->error = text_copy("no room for temporary files in /tmp");
        return;
    }
    if (!book_each_standing(c->book, put_student, &lists))
        c->error = text_format("the grade book can't be read: %s",
                               book_error(c->book));
    if (lists.any_missing)
        fputs("</ul>\n", out);
    put_strays(c, out);
    put_class_tasks(c, out);
    if (c->n_all > 0)
        put_students(out, lists.rows);
    if (ferror(lists.rows) && !c->error)
        c->error = text_copy("the class report's temporary file can't be "
                             "written");
    fclose(lists.rows);
}

void write_class_page(Class *c, FILE *out, const char *css)
{
    page_begin(out, "The class", c->title, css);
    fputs("<main class=\"broad\">\n<header>\n<p>", out);
    put_html(out, c->title);
    fputs("</p>\n<h1>The class</h1>\n</header>\n", out);
    put_counts(out, c);
    put_scores(out, c);
    put_lists(c, out);
    page_end(out);
}
