// Gradescope's results.json: one test a task. Students see all of it. jansson
// refuses what is not UTF-8, so every text is cleaned first.
#include "export_parts.h"
#include "text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static json_t *json_text(const char *s)
{
    char *clean = text_clean(s);
    json_t *text = json_string(clean);
    free(clean);
    return text;
}

// A number as short as it can be: 2, 1.5.
static json_t *json_cents(long cents)
{
    if (cents % 100 == 0)
        return json_integer(cents / 100);
    return json_real((double)cents / 100);
}

static void set(json_t *object, const char *key, json_t *value)
{
    // Fails for want of memory alone, as all of jansson.
    if (json_object_set_new(object, key, value))
        abort();
}

static json_t *one_test(const Line *l, const char *number)
{
    json_t *test = json_object();
    char *text = line_text(l);
    set(test, "number", json_string(number));
    set(test, "name", json_text(l->name));
    set(test, "score", json_cents(l->cents));
    set(test, "max_score", json_cents(l->max_cents));
    set(test, "status", json_string(line_is_full(l) ? "passed" : "failed"));
    set(test, "output", json_text(text));
    set(test, "output_format", json_string("text"));
    set(test, "visibility", json_string("visible"));
    json_t *more = json_object();
    set(more, "chapter", json_text(l->stem));
    set(test, "extra_data", more);
    free(text);
    return test;
}

// Numbered by chapter and task: "4.1", "4.2", "5.1".
static json_t *all_tests(const Sheet *s)
{
    json_t *tests = json_array();
    unsigned task = 0;
    for (size_t i = 0; i < s->n_lines; i++) {
        const Line *l = &s->line[i];
        bool same = i > 0 && !strcmp(l->stem, l[-1].stem);
        task = same ? task + 1 : 1;
        unsigned chapter = stem_number(l->stem);
        char *number = chapter ? text_format("%u.%u", chapter, task)
                               : text_format("%zu", i + 1);
        if (json_array_append_new(tests, one_test(l, number)))
            abort();
        free(number);
    }
    return tests;
}

// What concerns the submission as a whole, a line for each.
static char *whole_text(const Report *r)
{
    char *clean = text_clean(r->message);
    char *all = text_format("%s%s%s", r->outcome == REFUSED ? "Refused: " : "",
                            clean, *clean ? "\n" : "");
    free(clean);
    for (size_t i = 0; i < r->n_files; i++) {
        if (r->file[i].status == FILE_TAKEN)
            continue;
        char *note = note_text(&r->file[i]);
        clean = text_clean(note);
        char *longer = text_format("%s%s\n", all, clean);
        free(note);
        free(clean);
        free(all);
        all = longer;
    }
    return all;
}

void write_gradescope(FILE *out, const Sheet *s)
{
    json_t *results = json_object();
    char *text = whole_text(s->report);
    set(results, "score", json_cents(s->cents));
    set(results, "execution_time", json_real(s->report->seconds));
    set(results, "output", json_string(text));
    set(results, "output_format", json_string("text"));
    set(results, "test_output_format", json_string("text"));
    set(results, "test_name_format", json_string("text"));
    set(results, "visibility", json_string("visible"));
    set(results, "stdout_visibility", json_string("hidden"));
    set(results, "tests", all_tests(s));
    free(text);
    json_dumpf(results, out, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    putc('\n', out);
    json_decref(results);
}
