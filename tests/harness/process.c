// The process of a worker: started, inside the sandbox if it is the student's,
// and ended.
#include "call_internal.h"
#include "io.h"

#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHANNEL = 3 };        // the worker's end of the socket
enum { OTHERS = 1024 };      // descriptors that may be open
enum { START_SECONDS = 20 }; // a busy machine is slow

// Where what students' code prints goes. A file apart from the suite's own
// words, so that nobody can put words into its mouth.
static struct {
    int fd;
    const char *path; // NULL: to the suite's stderr
    off_t before;     // its size when the last worker was started
} printed = {.fd = STDERR_FILENO};

WorkerSetup worker_setup = {.seconds = 10.0, .printed_max = 1 << 20};

// worker 3 LIBRARY [BASE], behind the sandbox's command.
static char **command(int who)
{
    static char *argv[512];
    size_t n = 0;
    char **sandbox = who == STUDENT ? worker_setup.sandbox : NULL;
    for (; sandbox && sandbox[n] && n + 5 < sizeof argv / sizeof *argv; n++)
        argv[n] = sandbox[n];
    if (!sandbox)
        argv[n++] = (char *)worker_setup.program;
    argv[n++] = "3";
    argv[n++] = (char *)worker_setup.library[who];
    argv[n++] = (char *)worker_setup.base[who];
    argv[n] = NULL;
    return argv;
}

// When memory runs out, this is what the kernel shall end, and no other.
static void give_up_first(void)
{
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, "1000", 4) != 4 || close(fd) != 0)
        return; // no such thing here
}

// Becomes the worker. Only async-signal-safe calls: this runs after fork.
static _Noreturn void become_worker(char **argv, bool student, int fd)
{
    if (student) {
        give_up_first();
        dup2(printed.fd, STDERR_FILENO);
    }
    if (fd == CHANNEL)
        fcntl(fd, F_SETFD, 0);
    else
        dup2(fd, CHANNEL);
    // The suite's own files are nobody's business: Check keeps one.
    for (int other = CHANNEL + 1; other < OTHERS; other++)
        close(other);
    dup2(STDERR_FILENO, STDOUT_FILENO); // a student's printf is not a verdict
    // For the worker alone: Check's own message file grows past this limit.
    const rlim_t most = (rlim_t)worker_setup.printed_max;
    if (student)
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){most, most});
    execvp(argv[0], argv);
    static const char message[] = "suite: the worker program can't be run\n";
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
        _exit(2);
    _exit(2);
}

// What was printed is cut once it has reached the limit: the tests after the
// one that printed it may print as well.
static void make_room_to_print(void)
{
    struct stat file;
    printed.before = 0;
    if (fstat(printed.fd, &file) != 0 || !S_ISREG(file.st_mode))
        return;
    if (file.st_size < worker_setup.printed_max)
        printed.before = file.st_size;
    else if (ftruncate(printed.fd, 0) == 0)
        lseek(printed.fd, 0, SEEK_SET);
}

bool printed_open(const char *path)
{
    printed.path = path;
    printed.fd =
        open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    return printed.fd >= 0;
}

// Why a worker does not stand: the first line that has come since, which is the
// sandbox's, as no student's code has run yet.
static const char *first_words(void)
{
    static char line[200];
    FILE *in = printed.path ? fopen(printed.path, "r") : NULL;
    if (in && (fseeko(in, printed.before, SEEK_SET) != 0 ||
               !fgets(line, sizeof line, in)))
        line[0] = '\0';
    if (in)
        fclose(in);
    line[strcspn(line, "\n")] = '\0';
    return line;
}

static bool launch(int who, Worker *w)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    make_room_to_print();
    char **argv = command(who);
    w->pid = fork();
    if (w->pid == 0)
        become_worker(argv, who == STUDENT, ends[1]);
    w->fd = ends[0];
    close(ends[1]);
    if (w->pid < 0)
        close(ends[0]);
    return w->pid > 0;
}

static void set_patience(int fd, double seconds)
{
    struct timeval limit = {.tv_sec = (time_t)seconds};
    limit.tv_usec = (suseconds_t)((seconds - floor(seconds)) * 1e6);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

Worker worker_start(int who)
{
    Worker w;
    WireReply ready = {.magic = 0};
    if (launch(who, &w)) {
        set_patience(w.fd, START_SECONDS);
        if (io_read(w.fd, &ready, sizeof ready) && ready.magic == WIRE_MAGIC &&
            ready.status == WIRE_READY) {
            set_patience(w.fd, EXTENDED * worker_setup.seconds + 1);
            return w;
        }
        worker_end(&w);
    }
    const char *why = first_words();
    fprintf(stderr, "suite: no worker process can be started%s%s\n",
            *why ? ": " : "", why);
    exit(3);
}

void worker_end(Worker *w)
{
    if (w->pid == 0)
        return;
    close(w->fd);
    kill(w->pid, SIGKILL);
    waitpid(w->pid, NULL, 0);
    w->pid = 0;
}

int worker_last(Worker *w, bool *forced)
{
    int status = 0;
    *forced = false;
    for (int i = 0; i < 100; i++) {
        if (waitpid(w->pid, &status, WNOHANG) != 0) {
            close(w->fd);
            w->pid = 0;
            return status;
        }
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    *forced = true;
    worker_end(w);
    return status;
}
