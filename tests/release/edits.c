// See edits.h.
#define _POSIX_C_SOURCE 200809L
#include "edits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned draw(Edits *e, unsigned n)
{
    e->state ^= e->state << 13;
    e->state ^= e->state >> 7;
    e->state ^= e->state << 17;
    return (unsigned)((e->state >> 20) % n);
}

void edits_begin(Edits *e, uint64_t seed, const char *base)
{
    *e = (Edits){.state = seed * 0x9e3779b97f4a7c15u + 1};
    read_doc(&e->base, base);
    read_doc(&e->mine, base);
    read_doc(&e->theirs, base);
    for (int i = 0; i < e->base.n; i++) {
        Task *t = &e->task[e->n_tasks];
        if (sscanf(e->base.line[i], "// Task %60s (", t->name) == 1) {
            strcpy(t->new_name, t->name);
            e->n_tasks++;
        }
    }
}

void edits_free(Edits *e)
{
    for (int i = 0; i < e->n_tasks; i++)
        free(e->task[i].body);
    cut(&e->base, 0, e->base.n);
    cut(&e->mine, 0, e->mine.n);
    cut(&e->theirs, 0, e->theirs.n);
}

// The place before a random task, or after the last.
static int gap(Edits *e, const Doc *doc, bool theirs)
{
    const Task *t = &e->task[draw(e, (unsigned)e->n_tasks)];
    Span s;
    if (draw(e, 5) == 0 || !find_span(doc, theirs ? t->new_name : t->name, &s))
        return doc->n;
    return s.task;
}

// A body may have braces in column 0, too.
static void go_past_body(const Edits *e, unsigned i, Span *s)
{
    const char *body = e->task[i].body;
    for (s->close = s->open + 1; *body != '\0'; s->close++)
        body = line_end(body) + 1;
}

static void swap_two(Edits *e, Doc *doc, bool theirs)
{
    unsigned i = draw(e, (unsigned)e->n_tasks - 1);
    Span a, b;
    if (!find_span(doc, theirs ? e->task[i].new_name : e->task[i].name, &a) ||
        !find_span(doc, theirs ? e->task[i + 1].new_name : e->task[i + 1].name,
                   &b) ||
        b.task <= a.close ||
        (!theirs && (e->task[i].touched || e->task[i + 1].touched)))
        return;
    if (!theirs && e->task[i].body != NULL)
        go_past_body(e, i, &a);
    if (!theirs && e->task[i + 1].body != NULL)
        go_past_body(e, i + 1, &b);
    char *text = doc_text(doc, a.task, a.close + 1, "\n");
    insert(doc, b.close + 1, "\n%s", text);
    cut(doc, a.task, a.close + 2);
    free(text);
    e->mine_moved = e->mine_moved || !theirs;
}

static const char *const BODIES[] = {
    "    int k%d = 1; // }\n    (void)k%d;\n\n    if (k%d) {\n"
    "        k%d++;\n    }\n",
    "    const char *s%d = \"}{\\\"\";\n    (void)s%d; /* { */ (void)s%d;\n"
    "    while (*s%d == '{')\n        break;\n",
    "if (%d) {\n}\nint k%d = '\"';\n(void)(k%d + %d);\n",
    "    static int k%d = 3;\n    float y%d[2] = {1, 2};\n\n\n"
    "    (void)(y%d[0] + (float)k%d);\n",
};

static void fill(Edits *e)
{
    Task *t = &e->task[draw(e, (unsigned)e->n_tasks)];
    Span s;
    if (t->body != NULL || t->touched || !find_span(&e->mine, t->name, &s))
        return;
    // The todo may stay; what the blank returns has to.
    bool stub = s.close > s.open + 1 &&
                strstr(e->mine.line[s.close - 1], "return") != NULL;
    int id = ++e->serial, n_before = e->mine.n;
    insert(&e->mine, s.close - stub, BODIES[draw(e, 4)], id, id, id, id);
    if (draw(e, 2) == 0)
        while (strstr(e->mine.line[s.open + 1], "//") != NULL &&
               strstr(e->mine.line[s.open + 1], "// }") == NULL)
            cut(&e->mine, s.open + 1, s.open + 2);
    char last[80];
    snprintf(last, sizeof last, "    // mine %d\n", ++e->serial);
    insert(&e->mine, s.open + 1, last);
    int close = s.close + e->mine.n - n_before;
    t->body = doc_text(&e->mine, s.open + 1, close, "\n");
}

static void add_helper(Edits *e, Doc *doc, bool theirs)
{
    int id = ++e->serial, at = gap(e, doc, theirs);
    if (draw(e, 2) == 0)
        insert(doc, at,
               "\n// A helper: %d.\nstatic int help%d(int x)\n{\n"
               "    int y = x;\n\n    return y + %d;\n}\n\n",
               id, id, id);
    else
        insert(doc, at, "static int sum%d; // }\n\n", id);
}

static void add_include(Edits *e, Doc *doc)
{
    int at = doc->n;
    while (at > 0 && doc->line[at - 1][0] != '#')
        at--;
    insert(doc, at,
           draw(e, 2) ? "#define LIMIT%d 1\n" : "#include <float.h> // %d\n",
           ++e->serial);
}

// A helper between a task's line and its function.
static void add_within(Edits *e)
{
    Task *t = &e->task[draw(e, (unsigned)e->n_tasks)];
    Span s;
    int id = ++e->serial;
    if (t->body != NULL || t->touched || !find_span(&e->mine, t->name, &s))
        return;
    insert(&e->mine, s.task + 1,
           "static int in%d(void)\n{\n    return %d;\n}\n\n", id, id);
    t->touched = true;
}

void edit_mine(Edits *e)
{
    switch (draw(e, 8)) {
    case 0:
        add_helper(e, &e->mine, false);
        break;
    case 1:
        add_include(e, &e->mine);
        break;
    case 2:
        insert(&e->mine, gap(e, &e->mine, false), "// A note: %d.\n",
               ++e->serial);
        break;
    case 3:
        swap_two(e, &e->mine, false);
        break;
    case 4:
        add_within(e);
        break;
    default:
        fill(e);
    }
}

static void change_task(Edits *e, Task *t, const Span *s)
{
    char line[300], *paren;
    int id = ++e->serial;
    switch (draw(e, 5)) {
    case 0:
        insert(&e->theirs, s->open + 1, "    // TODO: and %d.\n", id);
        break;
    case 1:
        snprintf(line, sizeof line, "// Task %s (%d points)", t->new_name, id);
        replace(&e->theirs, s->task, line);
        break;
    case 2: // its first line
        paren = strchr(e->theirs.line[s->task + 1], '(');
        if (paren == NULL)
            return;
        snprintf(line, sizeof line, "%.*s( /* %d */ %s",
                 (int)(paren - e->theirs.line[s->task + 1]),
                 e->theirs.line[s->task + 1], id, paren + 1);
        replace(&e->theirs, s->task + 1, line);
        break;
    case 3: // its name
        snprintf(t->new_name, sizeof t->new_name, "name-%d", id);
        snprintf(line, sizeof line, "// Task %s (1 point)", t->new_name);
        replace(&e->theirs, s->task, line);
        break;
    default:
        t->gone = true;
        cut(&e->theirs, s->task, s->close + 1);
    }
}

void edit_theirs(Edits *e)
{
    Task *t = &e->task[draw(e, (unsigned)e->n_tasks)];
    Span s;
    int id = ++e->serial, at;
    switch (draw(e, 8)) {
    case 0:
        add_helper(e, &e->theirs, true);
        break;
    case 1:
        add_include(e, &e->theirs);
        break;
    case 2:
        at = gap(e, &e->theirs, true);
        insert(&e->theirs, at, "// Task new-%d (1 point)\nint new_%d(int x);\n",
               id, id);
        replace(&e->theirs, at + 1, "static");
        insert(&e->theirs, at + 2, "int new_%d(int x)\n{\n    return x;\n}\n\n",
               id);
        break;
    case 3:
        swap_two(e, &e->theirs, true);
        break;
    default:
        if (find_span(&e->theirs, t->new_name, &s))
            change_task(e, t, &s);
    }
}

static const char *const JUNK[] = {
    "}",        "{",     "/* open",
    "*/",       "\"",    "// Task relu-forward (1 point)",
    "// Task ", "#if 0", "\\",
    "static",   "    }", "\t\r",
    "int f(",   "",
};

void wreck(Edits *e, Doc *doc)
{
    int at = (int)draw(e, (unsigned)doc->n), n = 1 + (int)draw(e, 6);
    int id = ++e->serial;
    if (at + n > doc->n)
        n = doc->n - at;
    switch (draw(e, 5)) {
    case 0:
        cut(doc, at, doc->n > 20 ? at + n : at);
        break;
    case 1:
        insert(doc, at, "%s\n", JUNK[draw(e, sizeof JUNK / sizeof *JUNK)]);
        break;
    case 2:
        insert(doc, at, "junk %d; {\n", id);
        break;
    case 3:
        insert(doc, at, "int junk%d(int x) { return x; }\n", id);
        break;
    default: { // a copy of some lines
        char *text = doc_text(doc, at, at + n, "\n");
        insert(doc, (int)draw(e, (unsigned)doc->n), "%s", text);
        free(text);
    }
    }
}
