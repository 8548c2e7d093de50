// Folders that students hand in: which files are taken, what is said of the
// others, and that nothing leads out of the folder or holds the reader up.
#define _XOPEN_SOURCE 700 // nftw
#include "handed_in.h"

#include <sys/socket.h>
#include <sys/un.h>

START_TEST(lab_files_are_taken_byte_for_byte)
{
    static const char bytes[] = "\xef\xbb\xbfint x; // caf\xe9 \0 \r\n\xff";
    char *folder = fresh_folder(), *to;
    put_bytes(AT(folder, "ch01_activations.c"), bytes, sizeof bytes);
    put(folder, "ch03_l2.c", "");
    ck_assert_int_eq(chmod(AT(folder, "ch03_l2.c"), 04755), 0);
    umask(077);
    Report *r = take_in(folder, &to);
    ck_assert_int_eq(r->outcome, GRADED);
    ck_assert_str_eq(r->message, "");
    ck_assert_uint_eq(r->n_files, 3);
    ck_note(r, "ch01_activations.c", FILE_TAKEN, "");
    ck_note(r, "ch02_gradients.c", FILE_MISSING, "");
    ck_note(r, "ch03_l2.c", FILE_TAKEN, "");
    ck_staged(to, "ch01_activations.c", bytes, sizeof bytes);
    ck_staged(to, "ch03_l2.c", "", 0);
    ck_not_staged(to, "ch02_gradients.c");
}
END_TEST

START_TEST(folders_are_searched_and_extra_files_listed)
{
    char *folder = fresh_folder(), *to;
    put_folder(folder, "hw");
    put_folder(folder, "hw/lab");
    put(folder, "hw/lab/ch02_gradients.c", "2");
    put(folder, "hw/notes.txt", "");
    put(folder, "CH01_Activations.C", "");
    put(folder, "._ch02_gradients.c", "");
    Report *r = take_in(folder, &to);
    ck_assert_int_eq(r->outcome, GRADED);
    ck_note(r, "ch02_gradients.c", FILE_TAKEN, "from hw/lab/ch02_gradients.c");
    ck_note(r, "hw/notes.txt", FILE_IGNORED, "");
    ck_note(r, "._ch02_gradients.c", FILE_IGNORED, "");
    ck_note(r, "CH01_Activations.C", FILE_IGNORED,
            "did you mean ch01_activations.c?");
    ck_note(r, "ch01_activations.c", FILE_MISSING,
            "there is CH01_Activations.C, which is not its name");
    ck_staged(to, "ch02_gradients.c", "2", 1);
    ck_not_staged(to, "ch01_activations.c");
}
END_TEST

START_TEST(a_lab_file_that_is_there_twice_is_refused)
{
    char *folder = fresh_folder(), *to;
    put_folder(folder, "old");
    put(folder, "ch01_activations.c", "new");
    put(folder, "old/ch01_activations.c", "old");
    put(folder, "ch02_gradients.c", "2");
    Report *r = take_in(folder, &to);
    ck_note(r, "ch01_activations.c", FILE_REFUSED,
            "there are two, ch01_activations.c and old/ch01_activations.c; "
            "hand in one");
    ck_note(r, "ch02_gradients.c", FILE_TAKEN, "");
    ck_not_staged(to, "ch01_activations.c");
}
END_TEST

START_TEST(links_are_refused_and_the_rest_is_taken)
{
    char *folder = fresh_folder(), *secret = fresh_folder(), *to;
    put(secret, "ch01_activations.c", "secret");
    ck_assert_int_eq(symlink(AT(secret, "ch01_activations.c"),
                             AT(folder, "ch01_activations.c")),
                     0);
    ck_assert_int_eq(
        link(AT(secret, "ch01_activations.c"), AT(folder, "ch02_gradients.c")),
        0);
    ck_assert_int_eq(symlink(secret, AT(folder, "lab")), 0);
    put(folder, "ch03_l2.c", "3");
    Report *r = take_in(folder, &to);
    ck_assert_int_eq(r->outcome, GRADED);
    ck_assert_uint_eq(r->n_files, 4);
    ck_note(r, "ch01_activations.c", FILE_REFUSED,
            "a symbolic link; hand in the file itself");
    ck_note(r, "ch02_gradients.c", FILE_REFUSED,
            "a hard link; hand in the file itself");
    ck_note(r, "lab", FILE_IGNORED, "a symbolic link; hand in the file itself");
    ck_staged(to, "ch03_l2.c", "3", 1);
    ck_not_staged(to, "ch01_activations.c");
    ck_not_staged(to, "ch02_gradients.c");
}
END_TEST

START_TEST(pipes_sockets_and_folders_are_refused_without_waiting)
{
    char *folder = fresh_folder(), *to;
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    snprintf(name.sun_path, sizeof name.sun_path, "%.60s/ch02_gradients.c",
             folder);
    ck_assert_int_eq(mkfifo(AT(folder, "ch01_activations.c"), 0644), 0);
    ck_assert_int_eq(bind(s, (struct sockaddr *)&name, sizeof name), 0);
    put_folder(folder, "ch03_l2.c");
    Report *r = take_in(folder, &to);
    ck_assert_int_eq(r->outcome, REFUSED);
    ck_assert_str_eq(r->message,
                     "no lab file can be taken from it; hand in "
                     "ch01_activations.c, ch02_gradients.c, ch03_l2.c");
    ck_note(r, "ch01_activations.c", FILE_REFUSED,
            "a device, a pipe or a socket, not a file");
    ck_note(r, "ch02_gradients.c", FILE_REFUSED,
            "a device, a pipe or a socket, not a file");
    ck_note(r, "ch03_l2.c", FILE_REFUSED, "a folder, not a file");
}
END_TEST

START_TEST(a_file_may_have_its_limit_and_no_byte_more)
{
    char *folder = fresh_folder(), *to;
    char bytes[4097];
    memset(bytes, ' ', sizeof bytes);
    put_bytes(AT(folder, "ch01_activations.c"), bytes, 4096);
    put_bytes(AT(folder, "ch02_gradients.c"), bytes, 4097);
    Report *r = take_in(folder, &to);
    ck_note(r, "ch01_activations.c", FILE_TAKEN, "");
    ck_note(r, "ch02_gradients.c", FILE_REFUSED, "larger than 4 KiB");
    ck_staged(to, "ch01_activations.c", bytes, 4096);
    ck_not_staged(to, "ch02_gradients.c");
}
END_TEST

START_TEST(all_files_together_may_have_their_limit)
{
    char *folder = fresh_folder(), *to;
    put(folder, "ch01_activations.c", "1234");
    put(folder, "film", "");
    ck_assert_int_eq(truncate(AT(folder, "film"), 64 * 1024 - 4), 0);
    ck_assert_int_eq(take_in(folder, &to)->outcome, GRADED);
    put(folder, "ch01_activations.c", "12345");
    Report *r = take_in(folder, &to);
    ck_assert_int_eq(r->outcome, REFUSED);
    ck_assert_str_eq(r->message, "more than 64 KiB unpacked; hand in the lab "
                                 "files alone");
    ck_assert_uint_eq(r->n_files, 0);
    ck_not_staged(to, "ch01_activations.c");
    ck_assert_int_eq(truncate(AT(folder, "film"), 1LL << 42), 0);
    ck_assert_int_eq(take_in(folder, &to)->outcome, REFUSED);
}
END_TEST

START_TEST(entries_may_have_their_limit)
{
    char *folder = fresh_folder(), *to;
    put(folder, "ch01_activations.c", "1");
    put_folder(folder, "more");
    for (int i = 0; i < 58; i++)
        put(folder, TEXT("more/%02d", i), "");
    Report *r = take_in(folder, &to);
    ck_assert_int_eq(r->outcome, GRADED);
    // 3 lab files, 40 others, and one line for what remains
    ck_assert_uint_eq(r->n_files, 44);
    ck_note(r, "more/39", FILE_IGNORED, "");
    ck_note(r, "and 18 more", FILE_IGNORED, "");
    put(folder, "more/one", "");
    r = take_in(folder, &to);
    ck_assert_int_eq(r->outcome, REFUSED);
    ck_assert_str_eq(r->message, "more than 60 files and folders; hand in the "
                                 "lab files alone");
    ck_not_staged(to, "ch01_activations.c");
}
END_TEST

START_TEST(a_path_too_long_is_not_entered)
{
    char *folder = fresh_folder(), *to, name[201];
    memset(name, 'd', 200);
    name[200] = '\0';
    put_folder(folder, name);
    put_folder(folder, TEXT("%s/%.60s", name, name));
    put(folder, TEXT("%s/%.60s/ch01_activations.c", name, name), "1");
    put(folder, TEXT("%s/%.60s", name, "ch02_gradients.c"), "2");
    Report *r = take_in(folder, &to);
    ck_note(r, "ch01_activations.c", FILE_MISSING, "");
    ck_assert_uint_eq(r->n_files, 4);
    ck_assert_str_eq(r->file[3].why, "its path is too long");
    ck_assert_uint_eq(strlen(r->file[3].name), 255);
    ck_staged(to, "ch02_gradients.c", "2", 1);
}
END_TEST

START_TEST(control_characters_in_a_path_are_refused_other_bytes_are_not)
{
    char *folder = fresh_folder(), *to;
    put_folder(folder, "\xdc"
                       "bung");
    put(folder,
        "\xdc"
        "bung/ch01_activations.c",
        "1");
    put_folder(folder, "a\nb");
    put(folder, "a\nb/ch02_gradients.c", "2");
    Report *r = take_in(folder, &to);
    ck_note(r, "ch01_activations.c", FILE_TAKEN,
            "from \xdc"
            "bung/ch01_activations.c");
    ck_note(r, "ch02_gradients.c", FILE_REFUSED,
            "a\nb/ch02_gradients.c: its path holds control characters");
    ck_not_staged(to, "ch02_gradients.c");
}
END_TEST

START_TEST(what_the_grader_cannot_do_is_no_verdict)
{
    char student[] = "ada";
    char *folder = fresh_folder();
    put(folder, "ch01_activations.c", "1");
    Submission s = {.student = student, .path = folder};
    Report *r = keep(report_new(student));
    submission_stage(&s, &small, AT(folder, "none"), stems, 3, NULL, "x", r);
    ck_assert_int_eq(r->outcome, BROKEN);
    ck_assert_ptr_nonnull(strstr(r->message, "can't be written: No such file"));
    put(folder, "ch01_activations.c", "1");
    r = keep(report_new(student)); // onto itself: nothing is written over
    submission_stage(&s, &small, folder, stems, 3, NULL, "x", r);
    ck_assert_int_eq(r->outcome, BROKEN);
    ck_assert_ptr_nonnull(strstr(r->message, "can't be written: File exists"));
    s.path = AT(folder, "none");
    r = keep(report_new(student));
    submission_stage(&s, &small, folder, stems, 3, NULL, "x", r);
    ck_assert_int_eq(r->outcome, BROKEN);
    char trouble[] = "handed in twice";
    s.trouble = trouble;
    r = keep(report_new(student));
    submission_stage(&s, &small, folder, stems, 3, NULL, "x", r);
    ck_assert_int_eq(r->outcome, REFUSED);
    ck_assert_str_eq(r->message, "handed in twice");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("submission");
    TCase *tcase = tcase_create("folder");
    tcase_add_unchecked_fixture(tcase, make_top, remove_top);
    tcase_add_test(tcase, lab_files_are_taken_byte_for_byte);
    tcase_add_test(tcase, folders_are_searched_and_extra_files_listed);
    tcase_add_test(tcase, a_lab_file_that_is_there_twice_is_refused);
    tcase_add_test(tcase, links_are_refused_and_the_rest_is_taken);
    tcase_add_test(tcase,
                   pipes_sockets_and_folders_are_refused_without_waiting);
    tcase_add_test(tcase, a_file_may_have_its_limit_and_no_byte_more);
    tcase_add_test(tcase, all_files_together_may_have_their_limit);
    tcase_add_test(tcase, entries_may_have_their_limit);
    tcase_add_test(tcase, a_path_too_long_is_not_entered);
    tcase_add_test(
        tcase, control_characters_in_a_path_are_refused_other_bytes_are_not);
    tcase_add_test(tcase, what_the_grader_cannot_do_is_no_verdict);
    suite_add_tcase(suite, tcase);
    return suite;
}
