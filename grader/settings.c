// course.ini by inih, which knows the syntax; what names there are, and in what
// range, is a table here. Whatever doesn't fit it is an error with its line.
#include "settings.h"
#include "text.h"

#include <errno.h>
#include <ini.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef enum Type { TEXT, SECONDS, WHOLE } Type;

typedef struct Name {
    const char *section, *name;
    Type type;
    size_t offset; // in Settings
    double min, max;
} Name;

#define AT(member) offsetof(Settings, member)

static const Name names[] = {
    {"course", "title", TEXT, AT(title), 0, 0},
    {"course", "user", WHOLE, AT(user), 1000, 2000000000},
    {"compile", "seconds", SECONDS, AT(compile.seconds), 0.1, 3600},
    {"compile", "cpu", WHOLE, AT(compile.cpu), 1, 3600},
    {"compile", "memory", WHOLE, AT(compile.memory), 32, 65536},
    {"compile", "processes", WHOLE, AT(compile.processes), 1, 4096},
    {"compile", "output", WHOLE, AT(compile.output), 1, 65536},
    {"compile", "file", WHOLE, AT(compile.file), 1, 1024},
    {"run", "seconds", SECONDS, AT(run.seconds), 0.1, 3600},
    {"run", "cpu", WHOLE, AT(run.cpu), 1, 3600},
    {"run", "memory", WHOLE, AT(run.memory), 32, 65536},
    {"run", "processes", WHOLE, AT(run.processes), 1, 4096},
    {"run", "output", WHOLE, AT(run.output), 1, 65536},
    {"run", "file", WHOLE, AT(run.file), 1, 1024},
    {"submission", "file", WHOLE, AT(file_kib), 1, 65536},
    {"submission", "total", WHOLE, AT(total_kib), 1, 1048576},
    {"submission", "entries", WHOLE, AT(entries), 1, 100000},
};
enum { N_NAMES = sizeof names / sizeof names[0] };

typedef struct Reading {
    Settings *settings;
    FILE *file;
    const char *path;
    unsigned line;
    bool given[N_NAMES];
    char *error; // the first one
} Reading;

static Settings defaults(void)
{
    return (Settings){
        .title = text_copy("Dropout by Hand"),
        .compile = {10, 8, 512, 32, 64, 16},
        .run = {2, 20, 512, 16, 1024, 1},
        .user = 60032,
        .file_kib = 1024,
        .total_kib = 20480,
        .entries = 200,
    };
}

// Keeps the first complaint, takes `message` over, and returns 0 as inih wants.
static int complain(Reading *r, char *message)
{
    if (r->error == NULL)
        r->error = text_format("%s:%u: %s", r->path, r->line, message);
    free(message);
    return 0;
}

// The names in a section, or the sections if it is NULL, as a list for advice.
static char *choices(const char *section)
{
    char *list = text_copy("");
    for (size_t i = 0; i < N_NAMES; i++) {
        const char *word = names[i].name;
        if (section == NULL) {
            word = names[i].section;
            if (i > 0 && strcmp(word, names[i - 1].section) == 0)
                continue;
        } else if (strcmp(names[i].section, section) != 0) {
            continue;
        }
        char *longer = text_format("%s%s%s", list, *list ? ", " : "", word);
        free(list);
        list = longer;
    }
    return list;
}

static bool read_number(const Name *name, const char *text, double *value)
{
    const char *allowed = name->type == WHOLE ? "0123456789" : "0123456789.";
    if (text[0] == '\0' || text[strspn(text, allowed)] != '\0')
        return false;
    char *end;
    *value = strtod(text, &end);
    return *end == '\0' && *value >= name->min && *value <= name->max;
}

static int store(Reading *r, const Name *name, const char *value)
{
    char *place = (char *)r->settings + name->offset;
    double number;
    if (name->type == TEXT && value[0] != '\0') {
        free(*(char **)place);
        *(char **)place = text_copy(value);
        return 1;
    }
    if (name->type == TEXT)
        return complain(r, text_format("%s is empty; write one or leave the "
                                       "line out",
                                       name->name));
    if (!read_number(name, value, &number))
        return complain(
            r, text_format("%s = %s won't do; write a %s from %.10g to %.10g",
                           name->name, value,
                           name->type == WHOLE ? "whole number" : "number",
                           name->min, name->max));
    if (name->type == WHOLE)
        *(unsigned *)place = (unsigned)number;
    else
        *(double *)place = number;
    return 1;
}

// inih calls this for each name = value.
static int take(void *data, const char *section, const char *name,
                const char *value)
{
    Reading *r = data;
    for (size_t i = 0; i < N_NAMES; i++) {
        if (strcmp(names[i].section, section) != 0 ||
            strcmp(names[i].name, name) != 0)
            continue;
        if (r->given[i])
            return complain(r, text_format("%s is given twice in [%s]; keep "
                                           "one of the lines",
                                           name, section));
        r->given[i] = true;
        return store(r, &names[i], value);
    }
    char *known = choices(section[0] != '\0' ? section : NULL);
    char *message =
        section[0] == '\0'
            ? text_format("'%s' stands in no section; begin one of %s before "
                          "it, as [course]",
                          name, known)
            : text_format("there is no '%s' in [%s]; it knows %s", name,
                          section, known);
    free(known);
    return complain(r, message);
}

static void check_section(Reading *r, const char *line)
{
    size_t n = strcspn(line + 1, "]");
    for (size_t i = 0; i < N_NAMES; i++)
        if (strlen(names[i].section) == n &&
            strncmp(names[i].section, line + 1, n) == 0)
            return;
    char *known = choices(NULL);
    complain(r, text_format("there is no section [%.*s]; there are %s", (int)n,
                            line + 1, known));
    free(known);
}

// inih asks this for the next line. It comes without its leading blanks, which
// would make it a part of the line before.
static char *next_line(char *line, int size, void *data)
{
    Reading *r = data;
    if (r->error != NULL || fgets(line, size, r->file) == NULL)
        return NULL;
    r->line++;
    size_t n = strlen(line);
    if ((n == 0 || line[n - 1] != '\n') && fgetc(r->file) != EOF) {
        complain(r, text_format("the line is longer than %d bytes, or not "
                                "text; shorten it",
                                size - 3));
        return NULL;
    }
    size_t blanks = strspn(line, " \t");
    memmove(line, line + blanks, n - blanks + 1);
    if (line[0] == '[')
        check_section(r, line);
    return r->error == NULL ? line : NULL;
}

bool settings_read(Settings *s, const char *path, char **error)
{
    Reading r = {.settings = s, .path = path, .file = fopen(path, "r")};
    *s = defaults();
    if (r.file == NULL) {
        r.error = text_format("%s: %s; it comes with the course, take it from "
                              "there",
                              path, strerror(errno));
    } else {
        int line = ini_parse_stream(next_line, &r, take, &r);
        r.line = line > 0 ? (unsigned)line : r.line;
        if (ferror(r.file))
            complain(&r, text_copy("the file can't be read"));
        else if (line != 0)
            complain(&r, text_copy("neither [section] nor name = value; a "
                                   "comment begins with a semicolon"));
        fclose(r.file);
    }
    if (r.error != NULL)
        settings_free(s);
    *error = r.error;
    return r.error == NULL;
}

void settings_free(Settings *s)
{
    free(s->title);
    *s = (Settings){.title = NULL};
}
