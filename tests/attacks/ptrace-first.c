// Tries: to outlive the grader: holds the sandbox's first process, makes it
// give up its death signal, and leaves a child.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

// Lets process 1 call prctl(PR_SET_PDEATHSIG, 0) at the place where it waits.
static void take_death_signal(void)
{
    struct user_regs_struct regs, changed;
    if (ptrace(PTRACE_ATTACH, 1, 0, 0) != 0 || waitpid(1, NULL, __WALL) != 1 ||
        ptrace(PTRACE_GETREGS, 1, 0, &regs) != 0)
        return;
    changed = regs;
    changed.rip -= 2; // the system call instruction, once more
    changed.rax = SYS_prctl;
    changed.orig_rax = (unsigned long long)-1;
    changed.rdi = PR_SET_PDEATHSIG;
    changed.rsi = 0;
    ptrace(PTRACE_SETREGS, 1, 0, &changed);
    ptrace(PTRACE_SINGLESTEP, 1, 0, 0);
    waitpid(1, NULL, __WALL);
    ptrace(PTRACE_SETREGS, 1, 0, &regs);
    ptrace(PTRACE_DETACH, 1, 0, 0);
}

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    take_death_signal();
    if (fork() == 0) {
        setsid();
        for (int fd = 0; fd < 64; fd++)
            close(fd);
        sleep(3600);
        _exit(0);
    }
    return 1e300;
}
