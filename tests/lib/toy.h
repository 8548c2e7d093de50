// For tests of the plots programs' frame: such a test starts itself anew as a
// small plots program, a toy, and looks at its files, its messages and how it
// ends. Call toy_main first in test_suite(), and add toy_tests' fixtures.
#ifndef TOY_H
#define TOY_H

#include "experiment.h"

#include <check.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct Toy {
    Experiment experiment;
    void (*numbers)(Numbers *n);
} Toy;

// Where the environment names a toy, is that program, and never returns.
static void toy_main(const Toy *toys, size_t n)
{
    const char *name = getenv("TOY"), *options = getenv("TOY_OPTIONS");
    if (name == NULL || options == NULL)
        return;
    char words[500], *argv[20] = {"plots-toy"}, *rest = words;
    int argc = 1;
    snprintf(words, sizeof words, "%s", options);
    while (argc < 19 && (argv[argc] = strtok_r(rest, " ", &rest)) != NULL)
        argc++;
    for (size_t i = 0; i < n; i++)
        if (strcmp(toys[i].experiment.name, name) == 0)
            exit(experiment_main(argc, argv, "toy", &toys[i].experiment, 1,
                                 toys[i].numbers));
    exit(99);
}

// Starts a toy in a process group of its own, which says what it has to say to
// ends[1]; that end is closed here.
static pid_t toy_start_on(const char *name, const char *options, int ends[2])
{
    pid_t pid = fork();
    if (pid == 0) {
        setpgid(0, 0);
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        setenv("TOY", name, 1);
        setenv("TOY_OPTIONS", options, 1);
        execl("/proc/self/exe", "plots-toy", (char *)NULL);
        _exit(98);
    }
    close(ends[1]);
    return pid;
}

// The same, with what it says coming out of *output.
static inline pid_t toy_start(const char *name, const char *options,
                              int *output)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    *output = ends[0];
    return toy_start_on(name, options, ends);
}

typedef struct Ended {
    int status; // of exit, or minus the signal
    char said[4096];
} Ended;

// Waits for the toy and for all of its children, which hold the pipe open.
static Ended toy_end(pid_t pid, int output)
{
    Ended e = {.status = 0};
    size_t used = 0;
    for (ssize_t n;
         (n = read(output, e.said + used, sizeof e.said - 1 - used)) > 0;)
        used += (size_t)n;
    close(output);
    int status;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    e.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return e;
}

static inline Ended toy_run(const char *name, const char *options)
{
    int output;
    pid_t pid = toy_start(name, options, &output);
    return toy_end(pid, output);
}

static void assert_ended(Ended e, int status, const char *said)
{
    ck_assert_msg(e.status == status, "exit %d, not %d; said: %s", e.status,
                  status, e.said);
    ck_assert_msg(strstr(e.said, said) != NULL, "'%s' is not in: %s", said,
                  e.said);
}

static inline bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static inline void make_file(const char *path)
{
    close(open(path, O_CREAT | O_WRONLY, 0666));
}

static inline void pause_for(long milliseconds)
{
    nanosleep(&(struct timespec){0, milliseconds * 1000000}, NULL);
}

// Gives up after ten seconds.
static inline void wait_for(const char *path)
{
    for (int i = 0; i < 2000 && !exists(path); i++)
        pause_for(5);
}

// How many files of a folder have names with this ending.
static inline size_t count_files(const char *folder, const char *ending)
{
    size_t n = 0;
    DIR *d = opendir(folder);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        size_t length = strlen(e->d_name), end = strlen(ending);
        n += length >= end && strcmp(e->d_name + length - end, ending) == 0;
    }
    if (d != NULL)
        closedir(d);
    return n;
}

// What is in the file; "" if there is none. Good until the next call but one.
static inline const char *file_text(const char *path)
{
    static char texts[2][4096];
    static int which;
    char *text = texts[which ^= 1];
    FILE *in = fopen(path, "r");
    size_t n = in != NULL ? fread(text, 1, sizeof texts[0] - 1, in) : 0;
    text[n] = '\0';
    if (in != NULL)
        fclose(in);
    return text;
}

// Each test has a new current folder and an environment without our variables.
// The unchecked fixture runs in the parent, so it clears up after a failure.
static char toy_folder[256];

static void toy_make_folder(void)
{
    const char *base = getenv("TMPDIR");
    snprintf(toy_folder, sizeof toy_folder, "%.200s/toy.XXXXXX",
             base != NULL ? base : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(toy_folder));
}

static void toy_remove_folder(void)
{
    char command[300];
    snprintf(command, sizeof command, "rm -rf '%s'", toy_folder);
    ck_assert_int_eq(system(command), 0);
}

static void toy_enter_folder(void)
{
    char own[300];
    snprintf(own, sizeof own, "%s/XXXXXX", toy_folder);
    ck_assert_ptr_nonnull(mkdtemp(own));
    ck_assert_int_eq(chdir(own), 0);
    const char *ours[] = {"SEEDS", "JOBS", "OMP_NUM_THREADS"};
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        unsetenv(ours[i]);
}

static TCase *toy_tests(Suite *suite, const char *name)
{
    TCase *tcase = tcase_create(name);
    tcase_set_timeout(tcase, 30);
    tcase_add_unchecked_fixture(tcase, toy_make_folder, toy_remove_folder);
    tcase_add_checked_fixture(tcase, toy_enter_folder, NULL);
    suite_add_tcase(suite, tcase);
    return tcase;
}

#endif
