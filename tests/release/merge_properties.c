// What a merge promises, tried on random edits:
//
//     merge_properties SEEDS DIR LAB.c ...
//
// A line for each property that is broken, with its seed. Broken cases, and
// some others to be compiled, are written to DIR/SEED-base.c, -mine, -theirs
// and -out.
#define _POSIX_C_SOURCE 200809L
#include "../../tools/student/merge.h"
#include "edits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned long seed;
static int n_broken, n_conflicts, n_whole;

static void require(bool holds, const char *rule, const char *detail)
{
    if (holds)
        return;
    n_broken++;
    printf("seed %lu: %s: %s\n", seed, rule, detail);
}

static char *as_string(const Text *text)
{
    char *string = malloc(text->n + 2);
    size_t n = 0;
    for (size_t i = 0; i < text->n; i++)
        if (text->at[i] != '\r')
            string[n++] = text->at[i];
    if (n > 0 && string[n - 1] != '\n')
        string[n++] = '\n';
    string[n] = '\0';
    return string;
}

static char *merged(const char *base, const char *mine, const char *theirs)
{
    Merge m;
    merge_three(&m, slice(base), slice(mine), slice(theirs));
    char *out = strndup(text_slice(&m.out).at, m.out.n);
    merge_free(&m);
    return out;
}

static void require_merge(const char *rule, const char *base, const char *mine,
                          const char *theirs, const char *want)
{
    char *out = merged(base, mine, theirs);
    require(strcmp(out, want) == 0, rule, out);
    free(out);
}

static bool has_line(const char *text, const char *line, size_t n)
{
    for (; *text != '\0'; text = line_end(text) + (*line_end(text) != '\0')) {
        text += strspn(text, " \t");
        size_t wide = (size_t)(line_end(text) - text);
        while (wide > 0 && strchr(" \t\r", text[wide - 1]) != NULL)
            wide--;
        if (wide == n && memcmp(text, line, n) == 0)
            return true;
    }
    return false;
}

static void require_lines(const char *base, const char *mine, const char *out,
                          const char *beside)
{
    for (const char *line = mine; *line != '\0';
         line = line_end(line) + (*line_end(line) != '\0')) {
        line += strspn(line, " \t");
        size_t n = (size_t)(line_end(line) - line);
        while (n > 0 && strchr(" \t\r", line[n - 1]) != NULL)
            n--;
        require(n == 0 || has_line(base, line, n) || has_line(out, line, n) ||
                    has_line(beside, line, n),
                "each line of the student's is in lab/ or beside", line);
    }
}

static int count(const char *text, const char *part)
{
    int n = 0;
    for (; (text = strstr(text, part)) != NULL; text++)
        n++;
    return n;
}

static void require_tasks(const Edits *e, const char *out, const char *beside)
{
    for (int i = 0; i < e->n_tasks; i++) {
        const Task *t = &e->task[i];
        Span s;
        if (t->gone) {
            require(t->body == NULL || strstr(beside, t->body) != NULL,
                    "a filled task that vanished lies beside", t->name);
            continue;
        }
        if (!find_span(&e->theirs, t->new_name, &s))
            continue;
        char *want = doc_text(&e->theirs, s.task, s.close + 1, "\n");
        char *head = doc_text(&e->theirs, s.task, s.open + 1, "\n");
        char line[100];
        snprintf(line, sizeof line, "// Task %s (", t->new_name);
        require(count(out, line) == 1, "a task stands there once", line);
        const char *at = strstr(out, line);
        if (t->body != NULL && !t->touched)
            require(at != NULL && strncmp(at, head, strlen(head)) == 0 &&
                        strncmp(at + strlen(head), t->body, strlen(t->body)) ==
                            0,
                    "a filled task keeps its body under the new head", line);
        else if (t->body != NULL)
            require(strstr(out, t->body) != NULL, "a body is kept", line);
        else if (!t->touched)
            require(strstr(out, want) != NULL,
                    "an untouched task is the new release's", line);
        free(want);
        free(head);
    }
}

// Given text and tasks that are new in theirs.
static void require_news(const Edits *e, const char *base, const char *out)
{
    for (int i = 0; i < e->theirs.n; i++) {
        const char *line = e->theirs.line[i];
        size_t n = strlen(line);
        bool is_new = n > 0 && line[0] != ' ' && !has_line(base, line, n) &&
                      strstr(line, "/* ") == NULL;
        require(!is_new || has_line(out, line, n), "new given text is there",
                line);
    }
}

static void write_case(const char *dir, unsigned long n, const char *what,
                       const char *text)
{
    char path[1000];
    snprintf(path, sizeof path, "%s/%lu-%s.c", dir, n, what);
    FILE *file = fopen(path, "w");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

static void try_case(Edits *e, bool wild, const char *dir)
{
    int broken_before = n_broken;
    const char *newline = draw(e, 6) == 0 ? "\r\n" : "\n";
    char *base = doc_text(&e->base, 0, e->base.n, "\n");
    char *mine = doc_text(&e->mine, 0, e->mine.n, newline);
    char *theirs = doc_text(&e->theirs, 0, e->theirs.n, "\n");
    if (draw(e, 6) == 0)
        mine[strlen(mine) - 1] = '\0';
    Merge m;
    merge_three(&m, slice(base), slice(mine), slice(theirs));
    char *out = as_string(&m.out), *beside = as_string(&m.beside);
    char *raw = strndup(text_slice(&m.out).at, m.out.n);
    require_lines(base, mine, out, beside);
    require_merge("nothing new: mine stays, byte for byte", base, mine, base,
                  mine);
    require_merge("nothing done: theirs, byte for byte", base, base, theirs,
                  theirs);
    // A task that the student has moved has two places from then on.
    if (!wild && !e->mine_moved) {
        char *again = merged(base, raw, theirs);
        require(same(slice(again), slice(raw)), "merged again, it stays",
                again);
        free(again);
    }
    require_merge("updated again, it stays", theirs, raw, theirs, raw);
    n_conflicts += m.conflict;
    if (m.report.n > 0 && strncmp(m.report.at, "whole", 5) == 0)
        n_whole++;
    if (!wild) {
        require(!m.conflict, "edits in different places are no conflict", "");
        require_tasks(e, out, beside);
        require_news(e, base, out);
    }
    if (n_broken > broken_before || (!wild && seed % 16 < 1)) {
        write_case(dir, seed, "base", base);
        write_case(dir, seed, "mine", mine);
        write_case(dir, seed, "theirs", theirs);
        write_case(dir, seed, "out", out);
    }
    merge_free(&m);
    free(base), free(mine), free(theirs), free(out), free(beside), free(raw);
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = calloc(1, 1 << 16);
    if (file == NULL || fread(text, 1, (1 << 16) - 1, file) == 0) {
        perror(path);
        exit(2);
    }
    fclose(file);
    return text;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    unsigned long n_seeds = strtoul(argv[1], NULL, 10);
    for (seed = 1; seed <= n_seeds; seed++) {
        char *base = read_file(argv[3 + seed % (unsigned long)(argc - 3)]);
        static Edits e;
        edits_begin(&e, seed, base);
        bool wild = seed % 3 == 0;
        for (unsigned n = draw(&e, 7); n > 0; n--)
            edit_mine(&e);
        for (unsigned n = draw(&e, 7); n > 0; n--)
            edit_theirs(&e);
        for (unsigned n = wild ? 1 + draw(&e, 3) : 0; n > 0; n--)
            wreck(&e, draw(&e, 4) == 0 ? &e.theirs : &e.mine);
        try_case(&e, wild, argv[2]);
        edits_free(&e);
        free(base);
    }
    printf("%lu cases, %d conflicts (%d whole), %d broken\n", n_seeds,
           n_conflicts, n_whole, n_broken);
    return n_broken > 0;
}
