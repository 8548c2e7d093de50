// Chapters, tasks and what verdicts depend on: see course.h.
#include "course.h"
#include "run.h"
#include "text.h"

#include <errno.h>
#include <glob.h>
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What a command prints; NULL and *error if it fails.
static char *ask(char *const *argv, char **error)
{
    Run r = {.argv = argv, .input = -1, .seconds = 60, .most = 1 << 20};
    if (run(&r) && r.status == 0 && !r.late && !r.flooded)
        return r.output;
    *error = text_format("%s fails; try `make` again, and look at its output",
                         argv[0]);
    free(r.output);
    return NULL;
}

// A line of `marks tasks`: stem, task, points, line, function.
static void add_task(Course *c, char *line)
{
    char *stem = strtok(line, "\t"), *name = strtok(NULL, "\t");
    char *points = strtok(NULL, "\t");
    if (!points)
        return;
    Chapter *last = c->n_chapters > 0 ? &c->chapter[c->n_chapters - 1] : NULL;
    if (!last || strcmp(last->stem, stem) != 0) {
        c->chapter = list_grow(c->chapter, c->n_chapters, sizeof *c->chapter);
        c->stem = list_grow(c->stem, c->n_chapters, sizeof *c->stem);
        last = &c->chapter[c->n_chapters];
        *last = (Chapter){.stem = text_copy(stem)};
        c->stem[c->n_chapters++] = last->stem;
    }
    last->task = list_grow(last->task, last->n_tasks, sizeof *last->task);
    last->task[last->n_tasks++] = (Task){
        .name = text_copy(name), .points = (unsigned)strtoul(points, NULL, 10)};
}

static bool read_tasks(Course *c, const glob_t *solutions, char **error)
{
    char **argv = calloc(solutions->gl_pathc + 3, sizeof *argv);
    argv[0] = "build/bin/marks";
    argv[1] = "tasks";
    for (size_t i = 0; i < solutions->gl_pathc; i++)
        argv[i + 2] = solutions->gl_pathv[i];
    char *text = ask(argv, error);
    free(argv);
    for (char *line = text, *end; line && *line; line = end) {
        end = line + strcspn(line, "\n");
        if (*end)
            *end++ = '\0';
        add_task(c, line);
    }
    free(text);
    return text;
}

// Adds name and contents of a file; false if it can't be read.
static bool hash_file(SHA256_CTX *hash, const char *path)
{
    FILE *in = fopen(path, "rb");
    char block[65536];
    size_t n;
    if (!in)
        return false;
    SHA256Update(hash, (const uint8_t *)path, strlen(path) + 1);
    while ((n = fread(block, 1, sizeof block, in)) > 0)
        SHA256Update(hash, (const uint8_t *)block, n);
    bool ok = !ferror(in);
    fclose(in);
    return ok;
}

static bool hash_format(SHA256_CTX *hash, char **error, const char *format,
                        const char *a, const char *b)
{
    char path[512];
    snprintf(path, sizeof path, format, a, b);
    if (hash_file(hash, path))
        return true;
    *error =
        text_format("%s: %s; `make grade` builds it", path, strerror(errno));
    return false;
}

// What a lab is compiled with.
static bool hash_headers(SHA256_CTX *hash, char **error)
{
    glob_t headers = {0};
    bool ok = glob("include/*.h", 0, NULL, &headers) == 0;
    for (size_t i = 0; ok && i < headers.gl_pathc; i++)
        ok = hash_format(hash, error, "%s%s", headers.gl_pathv[i], "");
    globfree(&headers);
    return ok;
}

// All that decides about a grade, bar the submission and the compiler.
static bool hash_suites(Course *c, char **error)
{
    static const char *const per_chapter[] = {
        "%s/tests/test_%s", "%s/solutions/%s.so", "%s/base/%s.so"};
    SHA256_CTX hash;
    SHA256Init(&hash);
    bool ok = hash_format(&hash, error, "%s/%s", c->build, "worker") &&
              hash_format(&hash, error, "%s/bin/%s", c->build, "confine") &&
              hash_format(&hash, error, "%s/bin/%s", c->build, "unpack") &&
              hash_format(&hash, error, "%s/%s", "grader", "compile.sh") &&
              hash_headers(&hash, error);
    for (size_t i = 0; ok && i < c->n_chapters; i++) {
        for (size_t k = 0; ok && k < 3; k++)
            ok =
                hash_format(&hash, error, per_chapter[k], c->build, c->stem[i]);
        const Chapter *chapter = &c->chapter[i];
        for (size_t k = 0; k < chapter->n_tasks; k++) {
            char *text = text_format("%s %u", chapter->task[k].name,
                                     chapter->task[k].points);
            SHA256Update(&hash, (const uint8_t *)text, strlen(text) + 1);
            free(text);
        }
    }
    c->suites = SHA256End(&hash, NULL);
    return ok;
}

static char *conditions_text(const Course *c)
{
    const Limits *a = &c->settings.compile, *b = &c->settings.run;
    return text_format(
        "%s; compile %g s, cpu %u s, %u MiB, %u processes, "
        "%u KiB output, %u MiB file; run %g s, cpu %u s, %u MiB, "
        "%u processes, %u KiB output, %u MiB file%s",
        c->flags, a->seconds, a->cpu, a->memory, a->processes, a->output,
        a->file, b->seconds, b->cpu, b->memory, b->processes, b->output,
        b->file, c->unsafe ? "; without a sandbox" : "");
}

bool course_open(Course *c, const char *settings, const char *build,
                 const char *flags, char **error)
{
    glob_t solutions = {0};
    c->build = build;
    c->flags = flags;
    if (!settings_read(&c->settings, settings, error))
        return false;
    if (glob("solutions/ch*.c", 0, NULL, &solutions) != 0) {
        *error = text_copy("solutions/ch*.c: none found; run `make grade` in "
                           "the course's folder");
        return false;
    }
    bool ok = read_tasks(c, &solutions, error) && hash_suites(c, error);
    globfree(&solutions);
    if (!ok)
        return false;
    c->compiler = ask((char *[]){"gcc", "--version", NULL}, error);
    if (!c->compiler)
        return false;
    c->compiler[strcspn(c->compiler, "\n")] = '\0';
    c->conditions = conditions_text(c);
    return true;
}

void course_close(Course *c)
{
    for (size_t i = 0; i < c->n_chapters; i++) {
        for (size_t k = 0; k < c->chapter[i].n_tasks; k++)
            free(c->chapter[i].task[k].name);
        free(c->chapter[i].task);
        free(c->chapter[i].stem);
    }
    free(c->chapter);
    free(c->stem);
    free(c->suites);
    free(c->compiler);
    free(c->conditions);
    settings_free(&c->settings);
}
