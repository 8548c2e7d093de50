// The folder that sandboxes see: see stage.h.
#define _XOPEN_SOURCE 700 // nftw, mkdtemp
#include "stage.h"
#include "run.h"
#include "text.h"

#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int remove_entry(const char *path, const struct stat *s, int type,
                        struct FTW *where)
{
    (void)s, (void)type, (void)where;
    return remove(path);
}

static void remove_tree(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

static const char *base_folder(void)
{
    const char *tmp = getenv("TMPDIR");
    return tmp && *tmp ? tmp : "/tmp";
}

// Removes the stage that FOLDER/.stage names, if it looks like one.
static void remove_old(const char *note)
{
    char path[512] = "";
    FILE *in = fopen(note, "r");
    if (!in)
        return;
    bool named = fgets(path, sizeof path, in);
    fclose(in);
    const char *last = strrchr(path, '/');
    if (named && last && !strncmp(last, "/grade.", 7))
        remove_tree(path);
    remove(note);
}

// cp: it keeps modes and knows about disks that are full.
static bool copy(const char *from, const char *to, char **error)
{
    char *argv[] = {"cp", "-rL", (char *)from, (char *)to, NULL};
    Run r = {.argv = argv, .input = -1, .seconds = 60, .most = 0};
    bool ok = run(&r) && r.status == 0;
    if (!ok)
        *error = text_format("%s can't be copied to %s: is the disk full?",
                             from, to);
    free(r.output);
    return ok;
}

static bool fill_public(const Course *c, char **error)
{
    static const char *const part[] = {"%s/worker",     "%s/base",
                                       "%s/bin/unpack", "%s/bin/confine",
                                       "include",       "grader/compile.sh"};
    char *to = text_format("%s/public", c->stage);
    mode_t before = umask(022); // the sandbox's users read it
    bool ok = mkdir(to, 0755) == 0;
    for (size_t i = 0; ok && i < sizeof part / sizeof *part; i++) {
        char from[512];
        snprintf(from, sizeof from, part[i], c->build);
        ok = copy(from, to, error);
    }
    umask(before);
    free(to);
    return ok;
}

enum { BLOCK = 64 }; // users that one grader has

// Takes the first free block of users. Who has one holds a socket's name, which
// the kernel takes back when the last of the grader's processes is gone.
static bool claim_users(Course *c)
{
    enum { BLOCKS = 64 };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    for (unsigned i = 0; fd >= 0 && i < BLOCKS; i++) {
        struct sockaddr_un a = {.sun_family = AF_UNIX};
        unsigned first = (c->settings.user + BLOCK - 1) / BLOCK * BLOCK;
        first += i * BLOCK;
        // A name that begins with NUL is no file.
        int n = snprintf(a.sun_path + 1, sizeof a.sun_path - 1,
                         "course-grader-%u", first);
        if (bind(fd, (struct sockaddr *)&a,
                 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 +
                             (size_t)n)) == 0) {
            c->first_user = first;
            return true;
        }
    }
    return false;
}

bool stage_open(Course *c, const char *folder, char **error)
{
    char *note = text_format("%s/.stage", folder);
    remove_old(note);
    if (geteuid() == 0 && !claim_users(c)) {
        *error = text_copy("too many graders are at work on this machine");
        return false;
    }
    // What a killed grader may have left: these users are ours alone now.
    for (unsigned slot = 0; c->first_user && slot < BLOCK; slot++)
        stage_kill(c, slot);
    c->stage = text_format("%s/grade.XXXXXX", base_folder());
    bool ok = mkdtemp(c->stage) && chmod(c->stage, 0711) == 0;
    FILE *out = ok ? fopen(note, "w") : NULL;
    ok = out && fputs(c->stage, out) >= 0;
    ok = out && fclose(out) == 0 && ok;
    free(note);
    if (!ok)
        *error = text_format("%s: %s; TMPDIR names another place", c->stage,
                             strerror(errno));
    return ok && fill_public(c, error);
}

void stage_close(Course *c, const char *folder)
{
    if (!c->stage)
        return;
    char *note = text_format("%s/.stage", folder);
    remove_old(note);
    free(note);
    free(c->stage);
    c->stage = NULL;
}

unsigned stage_user(const Course *c, unsigned slot)
{
    return c->first_user ? c->first_user + slot : 0;
}

bool stage_clear_slot(const Course *c, unsigned slot, char **error)
{
    static const char *const part[] = {"", "/in", "/out", "/own"};
    char *top = text_format("%s/slot%u", c->stage, slot);
    unsigned user = stage_user(c, slot);
    bool ok = true;
    remove_tree(top);
    for (size_t i = 0; ok && i < 4; i++) {
        char *path = text_format("%s%s", top, part[i]);
        ok = mkdir(path, i == 0 ? 0711 : 0700) == 0 &&
             (user == 0 || i % 3 == 0 || chown(path, user, user) == 0);
        free(path);
    }
    if (!ok)
        *error = text_format("%s: %s", top, strerror(errno));
    free(top);
    return ok;
}

void stage_kill(const Course *c, unsigned slot)
{
    unsigned user = stage_user(c, slot);
    pid_t pid = user == 0 ? -1 : fork();
    if (pid == 0) {
        // All processes of the slot's user, in whatever namespace.
        if (setgid(user) == 0 && setuid(user) == 0)
            kill(-1, SIGKILL);
        _exit(0);
    }
    if (pid > 0)
        waitpid(pid, NULL, 0);
}

void stage_end_processes(const Course *c, unsigned slot)
{
    stage_kill(c, slot);
    run_wait_all();
}
