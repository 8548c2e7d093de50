// The compiler's run: see compile.h. Its folder was written in the sandbox:
// nothing in it is believed to be what it should be.
#include "compile.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void compile_arguments(Command *command, const Course *c, const char *script,
                       const char *include, const char *in, const char *out)
{
    const Limits *l = &c->settings.compile;
    command_add(command, "sh");
    command_add(command, script);
    command_add(command, in);
    command_add(command, out);
    command_addf(command, "%g", l->seconds);
    command_addf(command, "%u", l->output);
    char *flags = text_copy(c->flags);
    for (char *flag = strtok(flags, " "); flag; flag = strtok(NULL, " "))
        command_add(command, flag);
    free(flags);
    command_addf(command, "-I%s", include);
    command_add(command, "--");
    for (size_t i = 0; i < c->n_chapters; i++)
        command_add(command, c->stem[i]);
}

// Reads a file of the sandbox, at most `most` bytes; "" if it is none.
static char *read_hostile(const char *path, size_t most)
{
    struct stat s;
    char *text = calloc(most + 1, 1);
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    size_t n = 0;
    ssize_t got = 1;
    bool plain = fd >= 0 && fstat(fd, &s) == 0 && S_ISREG(s.st_mode);
    while (text && plain && n < most && got > 0) {
        got = read(fd, text + n, most - n);
        n += got > 0 ? (size_t)got : 0;
    }
    if (fd >= 0)
        close(fd);
    if (!text)
        abort();
    for (size_t i = 0; i < n; i++) // a NUL ends nothing here
        text[i] = text[i] ? text[i] : ' ';
    return text;
}

// The line that tells most: the first error, and how often it holds.
static char *first_error(const char *log)
{
    static const char *const marks[] = {"error: ", "Error: ", "undefined "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at = strstr(log, marks[i]);
        if (!at)
            continue;
        while (at > log && at[-1] != '\n')
            at--;
        return text_format(
            "does not compile: %.*s",
            (int)strcspn(at, "\n") < 300 ? (int)strcspn(at, "\n") : 300, at);
    }
    return text_format(
        "does not compile: %.*s",
        (int)(strcspn(log, "\n") < 300 ? strcspn(log, "\n") : 300), log);
}

// A limit that stopped the compiler; NULL if none did.
static char *limit_text(const Limits *l, int status, const char *log)
{
    if (status == 124 || status == 137 ||
        strstr(log, "CPU time limit exceeded"))
        return text_format("does not compile: the compiler needed more than "
                           "%g seconds",
                           l->seconds);
    if (strstr(log, "out of memory") || strstr(log, "memory exhausted") ||
        strstr(log, "annot allocate memory") || strstr(log, "bad_alloc"))
        return text_format("does not compile: the compiler needed more than "
                           "%u MiB of memory",
                           l->memory);
    if (strstr(log, "File size limit exceeded") ||
        strstr(log, "File too large") || strstr(log, "file truncated"))
        return text_format("does not compile: the result would be larger than "
                           "%u MiB",
                           l->file);
    if (strlen(log) >= (size_t)l->output * 1024)
        return text_format("does not compile: the compiler had to print more "
                           "than %u KiB",
                           l->output);
    return NULL;
}

static const FileNote *find_file(const Report *r, const char *stem)
{
    size_t n = strlen(stem);
    for (size_t i = 0; i < r->n_files; i++) {
        const FileNote *f = &r->file[i];
        const char *base = strrchr(f->name, '/');
        base = base ? base + 1 : f->name;
        if (f->status != FILE_IGNORED && !strncmp(base, stem, n) &&
            !strcmp(base + n, ".c"))
            return f;
    }
    return NULL;
}

char *compile_trouble(const Report *r, const Course *c, const char *stem,
                      const char *out)
{
    const Limits *l = &c->settings.compile;
    const FileNote *f = find_file(r, stem);
    if (r->outcome == REFUSED)
        return text_copy(r->message);
    if (!f || f->status == FILE_MISSING)
        return text_format("%s.c was not handed in", stem);
    if (f->status == FILE_REFUSED)
        return text_format("%s.c was refused: %s", stem, f->why);
    char *path = text_format("%s/%s.status", out, stem);
    char *status = read_hostile(path, 8);
    free(path);
    path = text_format("%s/%s.log", out, stem);
    char *log = read_hostile(path, (size_t)l->output * 1024);
    free(path);
    path = text_format("%s/%s.so", out, stem);
    struct stat so;
    char *why = NULL;
    if (strcmp(status, "0\n") != 0 || lstat(path, &so) != 0 ||
        !S_ISREG(so.st_mode)) {
        why = limit_text(l, atoi(status), log);
        if (!why)
            why = first_error(log);
    }
    free(path);
    free(log);
    free(status);
    return why;
}
