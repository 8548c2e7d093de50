// lib/fail.c: one line on stderr with the program's name in front, exit code 2.
#include "fail.h"

#include <check.h>

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(prints_one_line_and_exits_with_2)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        // In parentheses, for check.h has a macro of that name.
        (fail)("%s: line %d: no epochs; write at least %s", "a.tsv", 3, "one");
    }
    close(ends[1]);
    char text[200] = "";
    size_t n = 0;
    for (ssize_t got; (got = read(ends[0], text + n, 199 - n)) > 0;)
        n += (size_t)got;
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 2);
    char *name_end = strstr(text, ": ");
    ck_assert_ptr_nonnull(name_end);
    ck_assert_str_eq(name_end, ": a.tsv: line 3: no epochs; write at least "
                               "one\n");
    *name_end = 0;
    ck_assert_ptr_nonnull(strstr(text, "test_fail"));
    ck_assert_ptr_null(strchr(text, '/'));
    close(ends[0]);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("fail");
    TCase *tc = tcase_create("fail");
    tcase_add_test(tc, prints_one_line_and_exits_with_2);
    suite_add_tcase(suite, tc);
    return suite;
}
