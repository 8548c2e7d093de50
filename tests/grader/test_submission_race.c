// A folder that its student changes while it is read: what is staged is never
// anything but the student's own, and nothing holds the reader up.
#define _XOPEN_SOURCE 700 // nftw
#include "handed_in.h"

#include <signal.h>
#include <sys/wait.h>

// Swaps a lab file for a link to a secret, for a pipe and for a file that is
// too large, and a folder for a link to another, as fast as it can.
static _Noreturn void keep_swapping(const char *folder, const char *other)
{
    char *name = AT(folder, "ch01_activations.c"), *next = AT(folder, "next");
    char *lab = AT(folder, "lab"), *away = AT(folder, "away");
    char *secret = AT(other, "ch02_gradients.c");
    for (unsigned i = 0;; i++) {
        put(folder, "next", "mine");
        rename(next, name);
        if (i % 2 == 0)
            (void)!symlink(secret, next);
        else
            mkfifo(next, 0644);
        rename(next, name);
        rename(lab, away);
        (void)!symlink(other, lab);
        unlink(lab);
        rename(away, lab);
    }
}

// Makes a lab file too large and small again.
static _Noreturn void keep_growing(const char *path)
{
    for (;;) {
        (void)!truncate(path, 6000);
        (void)!truncate(path, 4);
    }
}

// Of what was staged nothing may be anybody else's, or too much.
static void ck_mine(const char *to, const char *name, bool taken)
{
    char got[8192];
    FILE *in = fopen(AT(to, name), "rb");
    ck_assert_int_eq(in != NULL, taken);
    if (in == NULL)
        return;
    size_t n = fread(got, 1, sizeof got, in);
    fclose(in);
    ck_assert_msg(n <= 4096, "%s has %zu bytes", name, n);
    ck_assert_msg(memcmp(got, "mine", n < 4 ? n : 4) == 0, "%s: it took '%.*s'",
                  name, (int)n, got);
}

START_TEST(a_folder_that_changes_meanwhile_gives_nothing_away)
{
    char *folder = fresh_folder(), *other = fresh_folder(), *to;
    int taken[3] = {0, 0, 0};
    put(other, "ch02_gradients.c", "the secret");
    put_folder(folder, "lab");
    put(folder, "lab/ch02_gradients.c", "mine");
    put(folder, "ch03_l2.c", "mine");
    pid_t swapping = fork();
    if (swapping == 0)
        keep_swapping(folder, other);
    pid_t growing = fork();
    if (growing == 0)
        keep_growing(AT(folder, "ch03_l2.c"));
    for (int i = 0; i < 2000; i++) {
        Report *r = take_in(folder, &to);
        ck_assert_msg(r->outcome != BROKEN, "%s", r->message);
        for (size_t k = 0; k < 3; k++) {
            bool is_taken = r->file[k].status == FILE_TAKEN;
            ck_mine(to, r->file[k].name, is_taken);
            taken[k] += is_taken;
        }
    }
    kill(swapping, SIGKILL);
    kill(growing, SIGKILL);
    while (wait(NULL) > 0)
        ;
    for (size_t k = 0; k < 3; k++)
        ck_assert_int_gt(taken[k], 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("submission_race");
    TCase *tcase = tcase_create("race");
    tcase_set_timeout(tcase, 30);
    tcase_add_unchecked_fixture(tcase, make_top, remove_top);
    tcase_add_test(tcase, a_folder_that_changes_meanwhile_gives_nothing_away);
    suite_add_tcase(suite, tcase);
    return suite;
}
