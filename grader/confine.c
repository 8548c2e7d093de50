// Limits the process and takes system calls away that neither a compiler nor a
// student's function needs, then becomes COMMAND. Runs inside the sandbox.
//
//     confine CPU_SECONDS MEMORY_MIB FILE_KIB PROCESSES COMMAND [ARGUMENT ...]
//
// PROCESSES 0: no limit on their number. What is taken away are ways around the
// other limits (memory that is no address space, sockets that no network
// namespace covers) and needless parts of the kernel.
#define _GNU_SOURCE // CLONE_NEWUSER, RLIMIT_NPROC
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static const char *const denied[] = {
    // memory and messages that outlive a process or escape its limit
    "memfd_create", "memfd_secret", "shmget", "shmat", "msgget", "semget",
    "mq_open", "add_key", "request_key", "keyctl",
    // sockets of any family
    "socket", "socketpair", "bind", "connect", "accept", "accept4", "listen",
    // other processes, namespaces, mounts
    "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp",
    "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "open_tree",
    "move_mount", "fsopen", "fsmount", "fsconfig",
    // needless and often broken
    "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter",
    "io_uring_register", "init_module", "finit_module", "kexec_load",
    "personality", "fanotify_init", "inotify_init1", "sched_setaffinity",
    "sched_setscheduler", "sched_setattr", "setpriority", "ioprio_set"};

static int fail(const char *what)
{
    fprintf(stderr, "confine: %s: %s\n", what, strerror(errno));
    return 126;
}

// The hard limit is by `grace` above the soft one.
static void limit(__rlimit_resource_t resource, const char *amount, rlim_t unit,
                  rlim_t grace)
{
    rlim_t most = (rlim_t)strtoull(amount, NULL, 10) * unit;
    if (setrlimit(resource, &(struct rlimit){most, most + grace}) != 0)
        exit(fail("setrlimit"));
}

static void set_limits(char **argv)
{
    // With the two alike the kernel would kill at once, and nobody could tell
    // why.
    limit(RLIMIT_CPU, argv[1], 1, 2);
    limit(RLIMIT_AS, argv[2], (rlim_t)1 << 20, 0);
    limit(RLIMIT_FSIZE, argv[3], 1024, 0);
    if (strcmp(argv[4], "0") != 0)
        limit(RLIMIT_NPROC, argv[4], 1, 0);
    limit(RLIMIT_NOFILE, "64", 1, 0);
    limit(RLIMIT_MEMLOCK, "0", 1, 0);
    limit(RLIMIT_CORE, "1", 1, 0); // 0 would still start a handler of dumps
}

static int deny(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter)
        return -1;
    int bad = 0;
    for (size_t i = 0; i < sizeof denied / sizeof *denied; i++) {
        int call = seccomp_syscall_resolve_name(denied[i]);
        if (call != __NR_SCMP_ERROR) // else too new for this library
            bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
    }
    bad |= seccomp_rule_add(
        filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
        SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER));
    // Its flags lie in memory, where a filter can't look; libc goes on without.
    bad |=
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    bad |= seccomp_load(filter);
    seccomp_release(filter);
    return bad;
}

int main(int argc, char **argv)
{
    if (argc < 6) {
        fprintf(stderr, "usage: confine CPU_SECONDS MEMORY_MIB FILE_KIB "
                        "PROCESSES COMMAND [ARGUMENT ...]\n");
        return 2;
    }
    if (deny() != 0)
        return fail("seccomp");
    set_limits(argv);
    execvp(argv[5], argv + 5);
    return fail(argv[5]);
}
