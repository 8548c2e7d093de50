// Has an archive read by the program unpack, in the sandbox, since a library
// that parses hostile bytes may fall to them: what comes back is bounded, timed
// and checked like any other input.
#include "run.h"
#include "sandbox.h"
#include "submission_parts.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

// What unpack printed, as far as it has been read.
typedef struct Said {
    const char *data;
    size_t n, at;
} Said;

// prefix... unpack FILE_KIB TOTAL_KIB ENTRIES STEM...
static Command command(const char *const *prefix, const char *unpack,
                       const Settings *limits, const Labs *labs)
{
    Command c = {.argv = NULL};
    for (; prefix != NULL && *prefix != NULL; prefix++)
        command_add(&c, *prefix);
    command_add(&c, unpack);
    command_addf(&c, "%u", limits->file_kib);
    command_addf(&c, "%u", limits->total_kib);
    command_addf(&c, "%u", limits->entries);
    for (size_t i = 0; i < labs->n; i++)
        command_add(&c, labs->stems[i]);
    return c;
}

// A number of at most 9 digits, and the character behind it.
static bool take_number(Said *said, char behind, size_t *value)
{
    *value = 0;
    for (size_t i = 0; i < 10 && said->at < said->n; i++) {
        char c = said->data[said->at++];
        if (c == behind)
            return i > 0;
        if (c < '0' || c > '9')
            return false;
        *value = 10 * *value + (size_t)(c - '0');
    }
    return false;
}

// One entry: "KIND LENGTH LENGTH\n", the path, the bytes. path: [MAX_SAID + 1].
static bool take_entry(Said *said, char *path, Entry *e)
{
    static const char kinds[] = {
        ENTRY_FILE,    ENTRY_OTHER,     ENTRY_LARGE,   ENTRY_FOLDER,
        ENTRY_SYMLINK, ENTRY_HARD_LINK, ENTRY_SPECIAL, ENTRY_ENCRYPTED,
        ENTRY_SPARSE,  ENTRY_END};
    size_t n_path;
    if (said->n - said->at < 2 || said->data[said->at + 1] != ' ' ||
        memchr(kinds, said->data[said->at], sizeof kinds) == NULL)
        return false;
    *e = (Entry){.kind = (EntryKind)said->data[said->at], .path = path};
    said->at += 2;
    if (!take_number(said, ' ', &n_path) || !take_number(said, '\n', &e->n) ||
        n_path > MAX_SAID || said->n - said->at < n_path ||
        said->n - said->at - n_path < e->n)
        return false;
    memcpy(path, said->data + said->at, n_path);
    path[n_path] = '\0';
    e->data = (const uint8_t *)said->data + said->at + n_path;
    said->at += n_path + e->n;
    return strlen(path) == n_path && (e->kind == ENTRY_FILE || e->n == 0);
}

// Visits what was said. That it is in order shows only at its end.
static Outcome visit_said(Said said, const Settings *limits, Visit *visit,
                          void *data, char **message)
{
    char path[MAX_SAID + 1];
    Tally tally = {.limits = limits};
    Entry e = {.kind = ENTRY_FILE};
    bool ok;
    while ((ok = take_entry(&said, path, &e)) && e.kind != ENTRY_END) {
        if (e.n > (size_t)limits->file_kib * 1024 ||
            !tally_add(&tally, 1, e.n, message)) {
            free(*message);
            *message = NULL;
            return BROKEN; // unpack would have stopped before
        }
        visit(data, &e);
    }
    if (!ok || said.at != said.n)
        return BROKEN;
    if (path[0] == '\0')
        return GRADED;
    *message = text_copy(path);
    return REFUSED;
}

static char *no_answer(const Run *r, bool started)
{
    const char *advice = "if the sandbox works for others, look at the archive "
                         "by hand";
    if (!started)
        return text_format("the archive can't be unpacked: the sandbox did not "
                           "start; %s",
                           advice);
    if (r->late)
        return text_format("unpacking took more than %g s; %s", r->seconds,
                           advice);
    if (r->flooded)
        return text_format("unpacking gave more than an archive may hold; %s",
                           advice);
    if (WIFSIGNALED(r->status))
        return text_format("unpacking ended by signal %d; %s",
                           WTERMSIG(r->status), advice);
    return text_format("unpacking gave no proper answer (exit status %d); %s",
                       WEXITSTATUS(r->status), advice);
}

static Outcome unpack_from(int fd, const Settings *limits, Command command,
                           Visit *visit, void *data, char **message)
{
    Run r = {.argv = command.argv,
             .input = fd,
             .seconds = limits->compile.seconds,
             .most = (size_t)archive_limit(limits)};
    Outcome o = BROKEN;
    bool started = run(&r);
    if (started && !r.late && !r.flooded && WIFEXITED(r.status) &&
        WEXITSTATUS(r.status) == 0)
        o = visit_said((Said){r.output, r.n_output, 0}, limits, visit, data,
                       message);
    if (o == BROKEN)
        *message = no_answer(&r, started);
    free(r.output);
    return o;
}

Outcome archive_visit(const char *path, const Settings *limits,
                      const Labs *labs, const char *const *prefix,
                      const char *unpack, Visit *visit, void *data,
                      char **message)
{
    uint64_t size;
    int fd = open_plain(AT_FDCWD, path, &size);
    if (fd < 0) {
        *message = text_format("%s can't be read: %s; see to it that it can, "
                               "and grade again",
                               path_last(path), strerror(errno));
        return BROKEN;
    }
    if (size > archive_limit(limits)) {
        close(fd);
        *message = text_format(
            "the archive is larger than %llu KiB; hand in the lab files alone",
            (unsigned long long)archive_limit(limits) / 1024);
        return REFUSED;
    }
    Command c = command(prefix, unpack, limits, labs);
    Outcome o = unpack_from(fd, limits, c, visit, data, message);
    command_free(&c);
    close(fd);
    return o;
}
