// The compiler's run: see compile.h. Its folder was written in the sandbox:
// nothing in it is believed to be what it should be.
#include "compile.h"
#include "text.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
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

// The line that tells most: the first error.
static char *first_error(const char *log)
{
    static const char *const marks[] = {"error: ", "Error: ", "undefined "};
    const char *at = NULL;
    for (size_t i = 0; !at && i < sizeof marks / sizeof *marks; i++)
        at = strstr(log, marks[i]);
    while (at && at > log && at[-1] != '\n')
        at--;
    at = at ? at : log;
    enum { MOST = 300 };
    size_t n = strcspn(at, "\n");
    return text_format("does not compile: %.*s", (int)(n < MOST ? n : MOST),
                       at);
}

// Whether a line holds the text that is a tool's own: it does not begin with
// the lab file's name, as every line about its contents does. (#line can forge
// one, to no good.)
static bool tool_says(const char *log, const char *stem, const char *text)
{
    size_t n = strlen(stem);
    for (const char *at = log; (at = strstr(at, text)); at++) {
        const char *line = at;
        while (line > log && line[-1] != '\n')
            line--;
        if (strncmp(line, stem, n) != 0 && *line != ' ')
            return true;
    }
    return false;
}

// A limit that stopped the compiler; NULL if none did.
static char *limit_text(const Limits *l, const char *stem, int status,
                        const char *log)
{
    static const char *const memory[] = {"out of memory", "memory exhausted",
                                         "annot allocate memory", "bad_alloc"};
    static const char *const size[] = {"File size limit exceeded",
                                       "File too large", "file truncated"};
    if (status == 124)
        return text_format("does not compile: the compiler needed more than "
                           "%g seconds",
                           l->seconds);
    if (tool_says(log, stem, "CPU time limit exceeded"))
        return text_format("does not compile: the compiler needed more than "
                           "%u seconds of processor time",
                           l->cpu);
    for (size_t i = 0; i < sizeof memory / sizeof *memory; i++)
        if (tool_says(log, stem, memory[i]))
            return text_format("does not compile: the compiler needed more "
                               "than %u MiB of memory",
                               l->memory);
    for (size_t i = 0; i < sizeof size / sizeof *size; i++)
        if (tool_says(log, stem, size[i]))
            return text_format("does not compile: the result would be larger "
                               "than %u MiB",
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
    for (size_t i = 0; i < r->n_files; i++)
        if (!strncmp(r->file[i].name, stem, n) &&
            !strcmp(r->file[i].name + n, ".c"))
            return &r->file[i];
    return NULL;
}

// Whether the disk is as good as full; the words alone could be a student's.
static bool is_full(const char *folder)
{
    struct statvfs s;
    return statvfs(folder, &s) == 0 &&
           (unsigned long long)s.f_bavail * s.f_frsize < 8ULL << 20;
}

// What stopped the compiler and is not in the student's file; NULL if nothing.
static char *grader_trouble(const char *stem, const char *out,
                            const char *status, const char *log)
{
    size_t digits = strspn(status, "0123456789");
    if (digits == 0 || strcmp(status + digits, "\n") != 0)
        return text_format("%s: the compiler was stopped before it could say "
                           "anything",
                           stem);
    if (strstr(log, "No space left on device") && is_full(out))
        return text_format("%s: no room for what the compiler writes; is the "
                           "disk of TMPDIR full?",
                           stem);
    if (tool_says(log, stem, "Killed signal terminated program"))
        return text_format("%s: the compiler was ended by force", stem);
    if (!strstr(log, "rror") && !strstr(log, "undefined") &&
        atoi(status) != 124)
        return text_format("%s: the compiler failed and does not say why",
                           stem);
    return NULL;
}

// The text of STEM.ENDING in out.
static char *read_result(const char *out, const char *stem, const char *ending,
                         size_t most)
{
    char *path = text_format("%s/%s.%s", out, stem, ending);
    char *text = read_hostile(path, most);
    free(path);
    return text;
}

static bool has_library(const char *out, const char *stem)
{
    struct stat so;
    char *path = text_format("%s/%s.so", out, stem);
    bool ok = lstat(path, &so) == 0 && S_ISREG(so.st_mode);
    free(path);
    return ok;
}

// The compiler's own words about a file that was handed in.
static char *said(const Limits *l, const char *stem, const char *out,
                  bool *broken)
{
    char *status = read_result(out, stem, "status", 8);
    char *log = read_result(out, stem, "log", (size_t)l->output * 1024);
    char *why = NULL;
    if (strcmp(status, "0\n") != 0 || !has_library(out, stem)) {
        why = limit_text(l, stem, atoi(status), log);
        if (!why) {
            why = grader_trouble(stem, out, status, log);
            *broken = why;
        }
        if (!why)
            why = first_error(log);
    }
    free(log);
    free(status);
    return why;
}

char *compile_trouble(const Report *r, const Course *c, const char *stem,
                      const char *out, bool *broken)
{
    const FileNote *f = find_file(r, stem);
    *broken = false;
    if (r->outcome == REFUSED)
        return text_copy(r->message);
    if (!f || f->status == FILE_MISSING)
        return text_format("%s.c was not handed in", stem);
    if (f->status == FILE_REFUSED)
        return text_format("%s.c was refused: %s", stem, f->why);
    return said(&c->settings.compile, stem, out, broken);
}
