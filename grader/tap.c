// TAP 14: a test point a task. What is a student's is escaped, also within the
// block of YAML, where JSON's strings are right.
#include "export_parts.h"
#include "text.h"

#include <jansson.h>
#include <stdlib.h>

static void put_yaml(FILE *out, const char *name, const char *s)
{
    char *clean = text_clean(s);
    json_t *text = json_string(clean);
    fprintf(out, "  %s: ", name);
    json_dumpf(text, out, JSON_ENCODE_ANY);
    putc('\n', out);
    json_decref(text);
    free(clean);
}

static void put_point(FILE *out, const Line *l, size_t i)
{
    fprintf(out, "%s %zu - ", line_is_full(l) ? "ok" : "not ok", i + 1);
    put_tap(out, l->name);
    fputs(" (", out);
    put_cents(out, l->cents);
    putc('/', out);
    put_cents(out, l->max_cents);
    fputs(")\n", out);
    char *text = line_text(l);
    if (*text || !line_is_full(l)) {
        fputs("  ---\n", out);
        put_yaml(out, "message", text);
        put_yaml(out, "chapter", l->stem);
        if (l->verdict)
            fprintf(out, "  passed: %u\n  total: %u\n", l->verdict->passed,
                    l->verdict->total);
        fputs("  ...\n", out);
    }
    free(text);
}

void write_tap(FILE *out, const Sheet *s)
{
    const Report *r = s->report;
    // Without a task there is still something to say: that it was refused.
    size_t extra = s->n_lines == 0 && r->outcome == REFUSED;
    fprintf(out, "TAP version 14\n1..%zu%s\n", s->n_lines + extra,
            s->n_lines + extra ? "" : " # SKIP there are no tasks");
    if (r->outcome == REFUSED) {
        fputs(extra ? "not ok 1 - refused: " : "# refused: ", out);
        put_tap(out, r->message);
        putc('\n', out);
    }
    for (size_t i = 0; i < r->n_files; i++) {
        if (r->file[i].status == FILE_TAKEN)
            continue;
        char *note = note_text(&r->file[i]);
        fputs("# ", out);
        put_tap(out, note);
        putc('\n', out);
        free(note);
    }
    for (size_t i = 0; i < s->n_lines; i++)
        put_point(out, &s->line[i], i);
}
