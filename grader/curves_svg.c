// From gnuplot's SVG files to figures within a page: ids, unused symbols and
// empty groups go, a title and a description for those who can't see come.
#include "curves.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static bool starts(const char *line, const char *with)
{
    line += strspn(line, " \t");
    return !strncmp(line, with, strlen(with));
}

// A group begun on this line with nothing in it yet.
static bool only_opens(const char *line, size_t length)
{
    return starts(line, "<g ") && length > 0 && line[length - 1] == '>' &&
           memchr(line, '>', length) == line + length - 1;
}

static void put_line(FILE *out, const char *line, size_t length)
{
    // A part of the plot, with an id that would not be the page's only one.
    if (starts(line, "<g id=")) {
        fputs("<g>\n", out);
        return;
    }
    size_t indent = strspn(line, " \t");
    fwrite(line + indent, 1, length - indent, out);
    putc('\n', out);
}

// The lines from p to end without what a page has no use for.
static void put_body(FILE *out, const char *p, const char *end)
{
    const char *held = NULL; // a group that may turn out empty
    size_t held_length = 0;
    bool symbols = false;
    for (const char *next; p < end; p = next) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        size_t length = (size_t)((stop ? stop : end) - p);
        next = p + length + 1;
        symbols = symbols || starts(p, "<defs>");
        bool idle = symbols || length == 0 || starts(p, "<title>") ||
                    starts(p, "<desc>");
        symbols = symbols && !starts(p, "</defs>");
        if (idle)
            continue;
        bool empty = held && starts(p, "</g>");
        if (held && !empty)
            put_line(out, held, held_length);
        held = NULL;
        if (empty)
            continue;
        if (only_opens(p, length) && !starts(p, "<g id=")) {
            held = p;
            held_length = length;
        } else {
            put_line(out, p, length);
        }
    }
}

// "<svg ...>" of the file begins at p and ends before body.
static void put_figure(FILE *out, const Curve *c, const char *p,
                       const char *body, const char *end)
{
    const char *box = strstr(p, "viewBox=\"");
    int length = 0;
    if (box && box < body)
        length = (int)(strcspn(box + 9, "\"") + 10);
    fprintf(out, "<svg class=\"plot\" role=\"img\" %.*s>\n<title>", length,
            length ? box : "");
    put_html(out, c->title);
    fputs(": your values against the expected ones</title>\n<desc>A line "
          "chart over ",
          out);
    put_html(out, c->x_label);
    fprintf(out,
            ", %zu values each: a broad line for what is expected, a "
            "thin one for yours.</desc>\n",
            c->n);
    put_body(out, body, end);
    fputs("</svg>\n", out);
}

static char *one_figure(const Curve *c, const char **rest)
{
    const char *p = strstr(*rest, "<svg");
    const char *body = p ? strchr(p, '>') : NULL;
    const char *end = body ? strstr(body, "</svg>") : NULL;
    if (!end)
        return NULL;
    *rest = end + 6;
    char *figure = NULL;
    size_t size;
    FILE *out = open_memstream(&figure, &size);
    if (!out)
        return NULL;
    put_figure(out, c, p, body + 1, end);
    fclose(out);
    return figure;
}

char *split_figures(const char *printed, const Report *r, size_t n,
                    char **figures)
{
    bool whole = true;
    for (size_t i = 0; i < r->n_curves; i++) {
        if (!curve_is_shown(r, &r->curve[i]))
            continue;
        figures[i] = one_figure(&r->curve[i], &printed);
        whole = whole && figures[i];
    }
    if (whole)
        return NULL;
    for (size_t i = 0; i < r->n_curves; i++) {
        free(figures[i]);
        figures[i] = NULL;
    }
    return text_format("gnuplot has not drawn all of %zu figures", n);
}
