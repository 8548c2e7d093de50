// Runs a command in a terminal of its own: pty LOG COMMAND [ARGUMENT ...]
//
// What comes on its own standard input is typed into that terminal; what
// appears there goes to LOG as it comes. Ends with the command's exit status.
#define _XOPEN_SOURCE 700

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(125);
}

// In the child: the terminal is all it has. A shell's background processes
// ignore what Ctrl-C sends; this one is in front.
static void run_in(const char *terminal, int master, char **command)
{
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    setsid();
    int fd = open(terminal, O_RDWR); // a leader's first terminal is its own
    if (fd < 0)
        die(terminal);
    close(master);
    for (int i = 0; i < 3; i++)
        dup2(fd, i);
    if (fd > 2)
        close(fd);
    execvp(command[0], command);
    die(command[0]);
}

// Copies what is there; false at the end.
static int copy(int from, int to)
{
    char block[4096];
    ssize_t n = read(from, block, sizeof block);
    if (n <= 0)
        return 0;
    return write(to, block, (size_t)n) == n;
}

// Until the last process has left the terminal.
static void relay(int master, int log)
{
    struct pollfd fds[2] = {{.fd = master, .events = POLLIN},
                            {.fd = STDIN_FILENO, .events = POLLIN}};
    while (poll(fds, 2, -1) >= 0) {
        if (fds[1].revents && !copy(STDIN_FILENO, master))
            fds[1].fd = -1;
        if (fds[0].revents && !copy(master, log))
            return;
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: pty LOG COMMAND [ARGUMENT ...]\n");
        return 125;
    }
    int log = open(argv[1], O_WRONLY | O_CREAT | O_APPEND, 0666);
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (log < 0 || master < 0 || grantpt(master) || unlockpt(master))
        die("pty");
    pid_t child = fork();
    if (child < 0)
        die("fork");
    if (child == 0) {
        const char *terminal = ptsname(master);
        close(log);
        run_in(terminal, master, argv + 2);
    }
    relay(master, log);
    int status;
    if (waitpid(child, &status, 0) != child)
        die("waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
