// JUnit's XML, within what Ant's and Jenkins' schemas both take. A wrong answer
// is a failure; a task of which no test could run is an error.
#include "export_parts.h"
#include "text.h"

#include <stdlib.h>

static bool is_error(const Line *l)
{
    return !line_is_full(l) && l->verdict && l->verdict->total == 0;
}

static void put_case(FILE *out, const Line *l)
{
    fputs("    <testcase classname=\"", out);
    put_xml(out, *l->stem ? l->stem : "marked by a person");
    fputs("\" name=\"", out);
    put_xml(out, l->name);
    fputs("\" time=\"0\"", out);
    if (line_is_full(l)) {
        fputs("/>\n", out);
        return;
    }
    const char *element = is_error(l) ? "error" : "failure";
    char *text = line_text(l);
    fprintf(out, ">\n      <%s type=\"%s\" message=\"", element,
            is_error(l) ? "no test could run" : "points lost");
    put_cents(out, l->cents);
    fputs(" of ", out);
    put_cents(out, l->max_cents);
    fputs(" points\">", out);
    put_xml(out, text);
    fprintf(out, "</%s>\n    </testcase>\n", element);
    free(text);
}

// Without a task a refusal must still not look like a pass.
static void put_refusal(FILE *out, const Report *r)
{
    fputs("    <testcase classname=\"submission\" name=\"submission\" "
          "time=\"0\">\n      <error type=\"refused\" message=\"refused\">",
          out);
    put_xml(out, r->message);
    fputs("</error>\n    </testcase>\n", out);
}

static void put_output(FILE *out, const Report *r)
{
    fputs("    <system-out>", out);
    if (*r->message) {
        put_xml(out, r->message);
        putc('\n', out);
    }
    for (size_t i = 0; i < r->n_files; i++) {
        if (r->file[i].status == FILE_TAKEN)
            continue;
        char *note = note_text(&r->file[i]);
        put_xml(out, note);
        putc('\n', out);
        free(note);
    }
    fputs("</system-out>\n    <system-err></system-err>\n", out);
}

void write_junit(FILE *out, const Sheet *s)
{
    size_t failures = 0, errors = 0;
    for (size_t i = 0; i < s->n_lines; i++) {
        const Line *l = &s->line[i];
        errors += is_error(l);
        failures += !line_is_full(l) && !is_error(l);
    }
    bool refused = s->n_lines == 0 && s->report->outcome == REFUSED;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
          "  <testsuite package=\"course\" id=\"0\" name=\"",
          out);
    put_xml(out, s->student);
    // Ant's schema wants a time; the same state of the book gives the same
    // file, so it is a fixed one.
    fprintf(out,
            "\" timestamp=\"2000-01-01T00:00:00\" hostname=\"localhost\"\n"
            "      tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
            "time=\"%.3f\">\n    <properties/>\n",
            s->n_lines + refused, failures, errors + refused,
            s->report->seconds);
    for (size_t i = 0; i < s->n_lines; i++)
        put_case(out, &s->line[i]);
    if (refused)
        put_refusal(out, s->report);
    put_output(out, s->report);
    fputs("  </testsuite>\n</testsuites>\n", out);
}
