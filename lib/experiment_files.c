// Files of a plots program: where they lie, and how they appear whole or not
// at all; see lib/experiment_parts.h.
#include "experiment_parts.h"

#include "fail.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void path_print(char path[PATH_SIZE], const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(path, PATH_SIZE, format, arguments);
    va_end(arguments);
    if (n < 0 || n >= PATH_SIZE)
        fail("%.60s...: the path is too long; use a shorter --out", path);
}

void run_path(char path[PATH_SIZE], const Plan *plan, const Experiment *e,
              uint64_t seed)
{
    path_print(path, "%s/.runs/%s.%" PRIu64 ".tsv", plan->folder, e->name,
               seed);
}

void make_folders(const char *path)
{
    char part[PATH_SIZE];
    path_print(part, "%s/", path);
    for (char *end = strchr(part + 1, '/'); end != NULL;
         end = strchr(end + 1, '/')) {
        *end = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST) {
            fail("%s: can't make this folder: %s; use another --out", part,
                 strerror(errno));
        }
        *end = '/';
    }
}

bool is_up_to_date(const char *path, const Plan *plan)
{
    struct stat file;
    if (stat(path, &file) != 0)
        return false;
    struct timespec a = file.st_mtim, b = plan->built;
    return a.tv_sec > b.tv_sec ||
           (a.tv_sec == b.tv_sec && a.tv_nsec > b.tv_nsec);
}

bool publish(const char *temporary, const char *path, const Plan *plan)
{
    // Dated to the start: if the program is rebuilt while it runs, what the
    // old one wrote is older than the new one, and not taken for its work.
    struct timespec times[2] = {plan->started, plan->started};
    return utimensat(AT_FDCWD, temporary, times, 0) == 0 &&
           rename(temporary, path) == 0;
}

void hold_signals(sigset_t *before)
{
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigaddset(&held, SIGCHLD);
    sigprocmask(SIG_BLOCK, &held, before);
}

// A signal can't come between, so no temporary file is left behind.
static void write_text(const char *path, const char *text, size_t size,
                       const Plan *plan)
{
    char temporary[PATH_SIZE];
    path_print(temporary, "%s.%ld.tmp", path, (long)getpid());
    sigset_t before;
    hold_signals(&before);
    FILE *out = fopen(temporary, "w");
    bool good = out != NULL && fwrite(text, 1, size, out) == size;
    good = out != NULL && fclose(out) == 0 && good;
    if (!good || !publish(temporary, path, plan)) {
        int why = errno;
        remove(temporary);
        fail("%s: can't write: %s; make room or use another --out", path,
             strerror(why));
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

void write_stream(const char *path, FILE *stream, char **text, size_t *size,
                  const Plan *plan)
{
    have(fclose(stream) == 0 ? *text : NULL);
    write_text(path, *text, *size, plan);
    free(*text);
}
