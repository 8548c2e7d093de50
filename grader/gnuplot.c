// One run of gnuplot: a script in, what it prints out. It reads no settings of
// the user's and gets no more time than it could ever need.
#include "curves.h"
#include "text.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 30 };

// Starts it with its three streams; the process id, or -1 with errno.
static pid_t start(int in, const int out[2], int err)
{
    static char *const argv[] = {"gnuplot", "-d", "-", NULL};
    static char *const env[] = {"LC_ALL=C.UTF-8", "TZ=UTC", NULL};
    posix_spawn_file_actions_t files;
    pid_t pid = -1;
    errno = posix_spawn_file_actions_init(&files);
    if (errno)
        return -1;
    int failed = posix_spawn_file_actions_adddup2(&files, in, 0) ||
                 posix_spawn_file_actions_adddup2(&files, out[1], 1) ||
                 posix_spawn_file_actions_adddup2(&files, err, 2) ||
                 posix_spawn_file_actions_addclose(&files, out[0]) ||
                 posix_spawn_file_actions_addclose(&files, out[1]);
    failed =
        failed ? ENOMEM : posix_spawnp(&pid, argv[0], &files, NULL, argv, env);
    posix_spawn_file_actions_destroy(&files);
    errno = failed;
    return failed ? -1 : pid;
}

// Copies until the end; false when time is up.
static bool read_all(int from, FILE *to)
{
    time_t end = time(NULL) + SECONDS;
    static char buffer[65536];
    struct pollfd ready = {.fd = from, .events = POLLIN};
    for (;;) {
        time_t left = end - time(NULL);
        if (left <= 0)
            return false;
        if (poll(&ready, 1, (int)left * 1000) <= 0)
            continue;
        ssize_t n = read(from, buffer, sizeof buffer);
        if (n > 0)
            fwrite(buffer, 1, (size_t)n, to);
        else if (n == 0 || errno != EINTR)
            return n == 0;
    }
}

// The first line with more than a place in it that gnuplot has complained with.
static char *complaint(FILE *said)
{
    char line[256] = "it was ended", *start = line;
    rewind(said);
    while (fgets(line, sizeof line, said)) {
        line[strcspn(line, "\n")] = '\0';
        start = line + strspn(line, " \t");
        if (strchr(start, ':'))
            break;
    }
    return text_format("gnuplot can't draw the figures of a feedback page: %s",
                       start);
}

static char *run(FILE *script, FILE *said, FILE *to)
{
    int out[2], status;
    if (pipe(out))
        return text_format("gnuplot can't be run: %s", strerror(errno));
    pid_t pid = start(fileno(script), out, fileno(said));
    int why = errno;
    close(out[1]);
    bool read = pid > 0 && read_all(out[0], to);
    close(out[0]);
    if (pid < 0)
        return text_format("gnuplot can't be run: %s; install gnuplot-nox",
                           strerror(why));
    if (!read)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (read && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return NULL;
    return complaint(said);
}

char *gnuplot(FILE *script, char **printed)
{
    size_t size;
    if (fflush(script) || ferror(script))
        return text_format("gnuplot's script can't be written: %s",
                           strerror(errno));
    // gnuplot shares this offset.
    lseek(fileno(script), 0, SEEK_SET);
    FILE *said = tmpfile(), *to = open_memstream(printed, &size);
    char *error = said && to ? run(script, said, to)
                             : text_copy("no room for temporary files in /tmp");
    if (said)
        fclose(said);
    if (to && fclose(to) && !error)
        error = text_copy("no memory for figures");
    if (!to)
        *printed = NULL;
    return error;
}
