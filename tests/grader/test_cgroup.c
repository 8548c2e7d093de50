// The limits on a whole submission hold, where the kernel has them to give; and
// a machine that has no such thing is no trouble. The first tests let plain
// files play the kernel's.
#define _DEFAULT_SOURCE // usleep
#include "cgroup.h"
#include "text.h"

#include <check.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char root[] = "/tmp/cgroup.XXXXXX";
static const Course course = {
    .settings = {.compile = {.memory = 512, .processes = 32},
                 .run = {.memory = 256, .processes = 16}}};

static void write_file(const char *folder, const char *name, const char *text)
{
    char *path = text_format("%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    fclose(out);
    free(path);
}

static void clear(void)
{
    char *command = text_format("rm -rf %s", root);
    ck_assert_int_eq(system(command), 0);
    free(command);
}

static void begin(void)
{
    strcpy(root + strlen(root) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(root));
}

START_TEST(without_controllers_there_is_none)
{
    ck_assert_ptr_null(cgroups_open(root, 2, &course));
    write_file(root, "cgroup.controllers", "cpu io\n");
    ck_assert_ptr_null(cgroups_open(root, 2, &course));
    ck_assert_ptr_null(cgroups_open("/nowhere", 2, &course));
}
END_TEST

START_TEST(what_is_refused_leaves_nothing_behind)
{
    // mkdir works, but the kernel's files don't appear: as in a plain folder.
    write_file(root, "cgroup.controllers", "cpu memory pids\n");
    write_file(root, "cgroup.subtree_control", "");
    ck_assert_ptr_null(cgroups_open(root, 2, &course));
    char *left = text_format("%s/grade.%ld", root, (long)getpid());
    ck_assert_int_ne(access(left, F_OK), 0);
    free(left);
}
END_TEST

START_TEST(a_slot_without_a_group_is_entered_by_nobody)
{
    cgroup_enter(NULL, 0);
    cgroup_enter("/nowhere", 0);
    cgroups_close(NULL);
}
END_TEST

// A process that is no more, and its number for a grader's.
static long dead_process(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
    return pid;
}

static bool is_there(const char *name)
{
    char *path = text_format("%s/%s", root, name);
    bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

static void make(const char *name)
{
    char *path = text_format("%s/%s", root, name);
    ck_assert_int_eq(mkdir(path, 0755), 0);
    free(path);
}

START_TEST(what_a_killed_grader_left_is_removed)
{
    char *old = text_format("grade.%ld", dead_process());
    char *slot = text_format("%s/slot1", old);
    char *own = text_format("grade.%ld", (long)getpid()); // a number come again
    make(old);
    make(slot);
    make(own);
    make("grade.1"); // init lives
    make("grade.1000000000x");
    cgroups_end_old(root);
    ck_assert(!is_there(old) && !is_there(own));
    ck_assert(is_there("grade.1") && is_there("grade.1000000000x"));
    free(own);
    free(slot);
    free(old);
}
END_TEST

// ---- the kernel's own, where it has them

static char *real; // the groups' folder; NULL: none here
static const Course small = {
    .settings = {.compile = {.memory = 16, .processes = 2},
                 .run = {.memory = 16, .processes = 2}}};

static void open_real(void)
{
    real = cgroups_open("/sys/fs/cgroup", 1, &small);
    if (!real)
        printf("# no limits of cgroup v2 can be had here\n");
}

static void close_real(void)
{
    char *folder = real ? text_copy(real) : NULL;
    cgroups_close(real);
    ck_assert(!folder || access(folder, F_OK) != 0);
    free(folder);
}

// In the group: many processes that stay, each with some memory; tells how many
// there were, and how many of them were ended.
static _Noreturn void crowd(size_t bytes)
{
    int n = 0, killed = 0;
    cgroup_enter(real, 0);
    for (pid_t pid = 1; n < 40 && (pid = fork()) >= 0; n++)
        if (pid == 0) {
            char *block = malloc(bytes + 1);
            memset(block, 1, bytes);
            usleep(block[bytes / 2] >= 0 ? 1000000 : 0);
            _exit(0);
        }
    for (int status; wait(&status) > 0;)
        killed += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    _exit(bytes > 0 ? killed : n);
}

static int crowd_says(size_t bytes)
{
    int status;
    pid_t pid = fork();
    if (pid == 0)
        crowd(bytes);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

START_TEST(processes_are_limited_together)
{
    // Two of each kind and eight, the crowd's parent among them.
    ck_assert(!real || crowd_says(0) == 11);
}
END_TEST

START_TEST(memory_is_limited_together)
{
    // 32 MiB for eleven with 8 MiB each; none alone has too much.
    int killed = real ? crowd_says(8 << 20) : 0;
    ck_assert_msg(!real || (killed >= 7 && killed < 11), "%d", killed);
}
END_TEST

START_TEST(what_lives_on_is_ended)
{
    if (!real)
        return;
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        cgroup_enter(real, 0);
        for (;;)
            pause();
    }
    usleep(100000);
    cgroups_close(real);
    real = NULL;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}
END_TEST

Suite *test_suite(void);

Suite *test_suite(void)
{
    Suite *s = suite_create("cgroup");
    TCase *t = tcase_create("cgroup");
    tcase_add_unchecked_fixture(t, begin, clear);
    tcase_add_test(t, without_controllers_there_is_none);
    tcase_add_test(t, what_is_refused_leaves_nothing_behind);
    tcase_add_test(t, a_slot_without_a_group_is_entered_by_nobody);
    tcase_add_test(t, what_a_killed_grader_left_is_removed);
    suite_add_tcase(s, t);
    TCase *k = tcase_create("kernel");
    tcase_set_timeout(k, 60);
    tcase_add_checked_fixture(k, open_real, close_real);
    tcase_add_test(k, processes_are_limited_together);
    tcase_add_test(k, memory_is_limited_together);
    tcase_add_test(k, what_lives_on_is_ended);
    suite_add_tcase(s, k);
    return s;
}
