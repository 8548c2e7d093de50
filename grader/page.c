// The frame and the parts of a page. Pages are also well-formed XML, load
// nothing and run nothing, and say so to the browser.
#include "export_parts.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

// A file of the course's own, whole, to be freed; NULL with *error if it can't
// be read.
static char *own_file(const char *path, char **error)
{
    char *text = NULL;
    size_t size = 0;
    FILE *in = fopen(path, "r");
    if (!in || getdelim(&text, &size, '\0', in) <= 0) {
        *error = text_format("%s can't be read: %s; run from the course's own "
                             "folder",
                             path, errno ? strerror(errno) : "it is empty");
        free(text);
        text = NULL;
    }
    if (in)
        fclose(in);
    return text;
}

char *page_css(char **error)
{
    char *palette = own_file("tools/notes/palette.css", error);
    char *rules = palette ? own_file("grader/page.css", error) : NULL;
    char *css = rules ? text_format("%s%s", palette, rules) : NULL;
    free(palette);
    free(rules);
    return css;
}

void page_begin(FILE *out, const char *name, const char *title, const char *css)
{
    fputs("<!DOCTYPE html>\n"
          "<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
          "<meta charset=\"utf-8\" />\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
          "'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action "
          "'none'\" />\n"
          "<meta name=\"viewport\" content=\"width=device-width, "
          "initial-scale=1\" />\n"
          "<meta name=\"color-scheme\" content=\"light dark\" />\n"
          "<meta name=\"referrer\" content=\"no-referrer\" />\n<title>",
          out);
    put_html(out, name);
    fputs(" – ", out);
    put_html(out, title);
    fprintf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", css);
}

void page_end(FILE *out)
{
    fputs("</main>\n</body>\n</html>\n", out);
}

void put_chapter(FILE *out, const char *stem)
{
    unsigned number = stem_number(stem);
    if (number)
        fprintf(out, "Chapter %u ", number);
    fputs("<code>", out);
    put_html(out, stem);
    fputs("</code>", out);
}

void put_score(FILE *out, long cents, long max_cents)
{
    put_cents(out, cents);
    fputs(" of ", out);
    put_cents(out, max_cents);
}

void put_bar(FILE *out, long cents, long max_cents)
{
    long share = percent_cents(cents, max_cents);
    share = share < 0 ? 0 : share > 10000 ? 10000 : share;
    fputs("<svg class=\"bar\" viewBox=\"0 0 100 1\" "
          "preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"",
          out);
    put_cents(out, share);
    fputs("\" height=\"1\" fill=\"currentColor\"/></svg>", out);
}

// The length of "name(...)" at the start of a sentence that goes on with ": ".
static size_t call_length(const char *why)
{
    static const char name[] = "abcdefghijklmnopqrstuvwxyz_0123456789";
    size_t n = strspn(why, name);
    const char *end = n && why[n] == '(' ? strstr(why, "): ") : NULL;
    return end ? (size_t)(end - why) + 1 : 0;
}

// "y[3]", "adam->t": the first word, if it is C.
static size_t value_length(const char *text)
{
    size_t n = strcspn(text, " ");
    bool code = n > 2 && (text[n - 1] == ']' || strstr(text, "->") < text + n);
    return code && strpbrk(text, "[>") && strpbrk(text, "[>") < text + n ? n
                                                                         : 0;
}

static void put_part(FILE *out, const char *before, const char *text, size_t n,
                     const char *after)
{
    char *part = text_format("%.*s", (int)n, text);
    fputs(before, out);
    put_html(out, part);
    fputs(after, out);
    free(part);
}

// The suites say: "call(...): what came back, expected ... . The rule." What is
// made otherwise is shown as it is.
void put_sentence(FILE *out, const char *why)
{
    size_t call = call_length(why);
    if (!call) {
        put_part(out, "<p class=\"finding\">", why, strlen(why), "</p>\n");
        return;
    }
    put_part(out, "<p class=\"call\"><code>", why, call, "</code></p>\n");
    why += call + 2;
    fputs("<p class=\"finding\">", out);
    size_t value = value_length(why);
    if (value)
        put_part(out, "<code>", why, value, "</code>");
    why += value;
    const char *rule = strstr(why, ". ");
    size_t n = rule ? (size_t)(rule - why) + 1 : strlen(why);
    put_part(out, "", why, n, "</p>\n");
    if (rule)
        put_part(out, "<p class=\"rule\">", rule + 2, strlen(rule + 2),
                 "</p>\n");
}

void put_sentence_line(FILE *out, const char *why)
{
    size_t call = call_length(why);
    if (call)
        put_part(out, "<code>", why, call, "</code>");
    put_html(out, why + call);
}
