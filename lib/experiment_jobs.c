// The process pool of a plots program: a child for each run, at most n_jobs at
// a time; see lib/experiment_parts.h. A child writes a temporary file; the
// parent gives it its name, or removes it if the run did not end well. What a
// child says on stderr is kept until it has ended: many may find the same file
// broken, and that takes one line.
#define _DEFAULT_SOURCE // MAP_ANONYMOUS, wait4
#include "experiment_parts.h"

#include "fail.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

// The signal that asked the program to end; 0: none has.
static volatile sig_atomic_t asked_to_end;

static void on_signal(int signal)
{
    if (signal != SIGCHLD)
        asked_to_end = signal;
}

double clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

size_t pool_count(const Pool *pool, int state)
{
    size_t n = 0;
    for (size_t i = 0; i < pool->n_units; i++)
        n += (int)pool->unit[i].state == state;
    return n;
}

// Memory that children share with their parent, all 0.
static Steps *share_steps(size_t n)
{
    void *memory = mmap(NULL, n * sizeof(Steps), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return have(memory == MAP_FAILED ? NULL : memory);
}

static void pool_free(Pool *pool)
{
    munmap(pool->steps, (pool->n_units + 1) * sizeof *pool->steps);
    free(pool->unit);
}

static Pool pool_new(const Plan *plan)
{
    Pool pool = {.plan = plan};
    for (size_t i = 0; i < plan->n_experiments; i++)
        pool.n_units += plan_seeds(plan, &plan->experiments[i]);
    pool.unit = have(calloc(pool.n_units + 1, sizeof *pool.unit));
    pool.steps = share_steps(pool.n_units + 1);
    Unit *u = pool.unit;
    for (size_t i = 0; i < plan->n_experiments; i++) {
        const Experiment *e = &plan->experiments[i];
        for (uint64_t seed = 1; seed <= plan_seeds(plan, e); seed++) {
            char path[PATH_SIZE];
            run_path(path, plan, e, seed);
            *u = (Unit){.experiment = e,
                        .seed = seed,
                        .steps = &pool.steps[u - pool.unit]};
            u++->state = is_up_to_date(path, plan) ? FINISHED : WAITING;
        }
    }
    return pool;
}

static void temporary_path(char path[PATH_SIZE], const Plan *plan,
                           const Unit *u, pid_t parent)
{
    char finished[PATH_SIZE];
    run_path(finished, plan, u->experiment, u->seed);
    path_print(path, "%.*s.%ld.tmp", PATH_SIZE - 32, finished, (long)parent);
}

// What ends the program, and what has to wake it.
static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGCHLD};
enum { N_SIGNALS = sizeof signals / sizeof signals[0] };

// Handlers on; before[] is what release_signals puts back. A signal that the
// caller ignores (nohup) stays ignored.
static void catch_signals(struct sigaction before[N_SIGNALS])
{
    struct sigaction ours = {.sa_handler = on_signal};
    sigemptyset(&ours.sa_mask);
    for (size_t i = 0; i < N_SIGNALS; i++) {
        sigaction(signals[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN || signals[i] == SIGCHLD)
            sigaction(signals[i], &ours, NULL);
    }
}

static void release_signals(const struct sigaction before[N_SIGNALS])
{
    for (size_t i = 0; i < N_SIGNALS; i++)
        sigaction(signals[i], &before[i], NULL);
}

// The child: one run, into its temporary file.
static _Noreturn void child_main(const Plan *plan, const Unit *u, pid_t parent)
{
    char path[PATH_SIZE];
    temporary_path(path, plan, u, parent);
    if (u->said != NULL)
        dup2(fileno(u->said), STDERR_FILENO);
    progress_share(u->steps);
    FILE *out = fopen(path, "w");
    if (out == NULL)
        fail("%s: %s; use another --out", path, strerror(errno));
    fprintf(out, "seed\t%s\n", u->experiment->columns);
    u->experiment->run(&(Run){.experiment = u->experiment->name,
                              .seed = u->seed,
                              .out = out,
                              .parent = (long)parent});
    bool good = !ferror(out);
    if (fclose(out) != 0 || !good) {
        fail("%s: can't write: %s; make room or use another --out", path,
             strerror(errno));
    }
    exit(EXIT_SUCCESS);
}

static void start(Pool *pool, Unit *u, const struct sigaction *actions,
                  const sigset_t *mask)
{
    u->said = tmpfile();
    fflush(NULL); // else the child would print the parent's buffers again
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        release_signals(actions);
        sigprocmask(SIG_SETMASK, mask, NULL);
        child_main(pool->plan, u, parent);
    }
    if (pid < 0) {
        pool->failed = true;
        snprintf(pool->trouble, sizeof pool->trouble,
                 "can't start a process: %s; try --jobs 1", strerror(errno));
        return;
    }
    u->state = RUNNING;
    u->pid = pid;
    u->begun = clock_seconds();
}

static void start_waiting(Pool *pool, const struct sigaction *actions,
                          const sigset_t *mask)
{
    size_t n_running = pool_count(pool, RUNNING);
    for (size_t i = 0; i < pool->n_units && !pool->failed; i++) {
        if (pool->unit[i].state == WAITING && n_running < pool->plan->n_jobs) {
            start(pool, &pool->unit[i], actions, mask);
            n_running++;
        }
    }
}

// A run that ended by fail() has said why.
static void print_trouble(Pool *pool, Unit *u, int status)
{
    pool->failed = true;
    if (report_said(u) && WIFEXITED(status) && WEXITSTATUS(status) == 2)
        return;
    char how[100];
    if (WIFSIGNALED(status)) {
        snprintf(how, sizeof how, "ended by signal %d (%s)", WTERMSIG(status),
                 strsignal(WTERMSIG(status)));
    } else if (WEXITSTATUS(status) != 0) {
        snprintf(how, sizeof how, "ended with status %d", WEXITSTATUS(status));
    } else {
        snprintf(how, sizeof how, "its file can't be kept (%s)",
                 strerror(errno));
    }
    snprintf(pool->trouble, sizeof pool->trouble,
             "%s seed %" PRIu64 ": %s; mend it and start again, what is "
             "finished is kept",
             u->experiment->name, u->seed, how);
}

// Takes note of the children that have ended.
static void reap(Pool *pool)
{
    for (size_t i = 0; i < pool->n_units; i++) {
        Unit *u = &pool->unit[i];
        int status;
        struct rusage used;
        if (u->state != RUNNING || wait4(u->pid, &status, WNOHANG, &used) == 0)
            continue;
        if (used.ru_maxrss > pool->memory)
            pool->memory = used.ru_maxrss;
        char temporary[PATH_SIZE], path[PATH_SIZE];
        temporary_path(temporary, pool->plan, u, getpid());
        run_path(path, pool->plan, u->experiment, u->seed);
        u->state = FINISHED;
        u->seconds = clock_seconds() - u->begun;
        if (status == 0 && publish(temporary, path, pool->plan)) {
            report_said(u);
            report_finished(pool, u);
        } else {
            if (!pool->failed)
                print_trouble(pool, u, status);
            remove(temporary);
        }
    }
}

static void stop_running(Pool *pool)
{
    for (size_t i = 0; i < pool->n_units; i++) {
        Unit *u = &pool->unit[i];
        if (u->state == RUNNING) {
            char temporary[PATH_SIZE];
            temporary_path(temporary, pool->plan, u, getpid());
            kill(u->pid, SIGKILL);
            waitpid(u->pid, NULL, 0);
            if (asked_to_end)
                report_said(u);
            remove(temporary);
        }
    }
}

void pool_run(const Plan *plan)
{
    Pool pool = pool_new(plan);
    double begun = clock_seconds();
    if (experiment_images_keep && pool_count(&pool, WAITING) > 0)
        experiment_images_keep();
    struct sigaction actions[N_SIGNALS];
    sigset_t mask;
    hold_signals(&mask);
    catch_signals(actions);
    while (pool_count(&pool, FINISHED) < pool.n_units && !asked_to_end &&
           !pool.failed) {
        start_waiting(&pool, actions, &mask);
        report_line(&pool);
        // Signals are let in here only, so that none is missed before it.
        pselect(0, NULL, NULL, NULL, &(struct timespec){.tv_nsec = 500000000},
                &mask);
        reap(&pool);
    }
    report_wipe();
    stop_running(&pool);
    // What was sent to the whole group may have reached a child first; our own
    // arrives now, and is the true reason.
    sigprocmask(SIG_SETMASK, &mask, NULL);
    release_signals(actions);
    if (pool.memory > 0 && !asked_to_end && !pool.failed)
        report_end(&pool, clock_seconds() - begun);
    pool_free(&pool);
    if (asked_to_end) {
        fprintf(stderr, "%s: stopped; what is finished is kept\n", plan->stem);
        exit(128 + asked_to_end);
    }
    if (*pool.trouble != '\0')
        fail("%s", pool.trouble);
    if (pool.failed)
        exit(2);
}
