// The process of a worker: started, inside the sandbox if it is the student's,
// and ended.
#include "call_internal.h"
#include "io.h"

#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
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

// Becomes the worker. Only async-signal-safe calls: this runs after fork.
static _Noreturn void become_worker(char **argv, bool limited, int fd)
{
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
    if (limited)
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
    if (fstat(STDERR_FILENO, &file) == 0 && S_ISREG(file.st_mode) &&
        file.st_size >= worker_setup.printed_max &&
        ftruncate(STDERR_FILENO, 0) == 0)
        lseek(STDERR_FILENO, 0, SEEK_SET);
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
    fprintf(stderr, "suite: no worker process can be started\n");
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
