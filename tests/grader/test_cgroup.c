// The limits on a whole submission are written where the kernel reads them, and
// a machine that has no such thing is no trouble. The kernel's own files are
// played by plain ones.
#include "cgroup.h"
#include "text.h"

#include <check.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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
    cgroups_close(NULL, 2);
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
    suite_add_tcase(s, t);
    return s;
}
