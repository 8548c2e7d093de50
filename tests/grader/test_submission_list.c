// Which entries of a folder are submissions, and the hash that tells whether
// one has changed.
#define _XOPEN_SOURCE 700 // nftw
#include "handed_in.h"

static Submission *list;
static size_t n;
static char *ignored, *error;

START_TEST(folders_and_archives_are_submissions_by_id)
{
    char *folder = fresh_folder();
    put(folder, "zoe.zip", "");
    put_folder(folder, "ada");
    put(folder, "bob.TAR.GZ", "");
    put(folder, "c.d+e@f-_1.tgz", "");
    put_folder(folder, "eve.zip.d");
    ck_assert(submissions_list(folder, &list, &n, &ignored, &error));
    const char *const student[] = {"ada", "bob", "c.d+e@f-_1", "eve.zip.d",
                                   "zoe"};
    ck_assert_uint_eq(n, 5);
    for (size_t i = 0; i < n; i++) {
        ck_assert_str_eq(list[i].student, student[i]);
        ck_assert_int_eq(list[i].archive, i == 1 || i == 2 || i == 4);
        ck_assert_ptr_null(list[i].trouble);
    }
    ck_assert_str_eq(list[1].path, AT(folder, "bob.TAR.GZ"));
    ck_assert_str_eq(ignored, "");
    ck_assert_ptr_null(error);
}
END_TEST

START_TEST(what_is_no_submission_is_listed)
{
    char *folder = fresh_folder();
    put(folder, "roster.csv", "id\n"); // known: not worth a line
    put(folder, "notes", "");
    put(folder, ".DS_Store", "");
    put(folder, ".zip", "");
    put_folder(folder, "-rf");
    put_folder(folder, "a\nforged: line");
    put_folder(folder, TEXT("%065d", 0));
    put_folder(folder, TEXT("%064d", 0));
    ck_assert_int_eq(symlink("nowhere", AT(folder, "broken")), 0);
    ck_assert(submissions_list(folder, &list, &n, &ignored, &error));
    ck_assert_uint_eq(n, 1);
    ck_assert_uint_eq(strlen(list[0].student), 64);
    size_t lines = 0;
    for (const char *s = ignored; *s != '\0'; s++)
        lines += *s == '\n';
    ck_assert_uint_eq(lines, 7);
    ck_assert_ptr_nonnull(strstr(ignored, "a forged: line: no id; rename it"));
    ck_assert_ptr_nonnull(
        strstr(ignored, "notes: neither a folder nor an archive\n"));
}
END_TEST

START_TEST(many_strays_are_counted_rather_than_listed)
{
    char *folder = fresh_folder();
    for (int i = 0; i < 45; i++)
        put(folder, TEXT("stray-%02d", i), "");
    ck_assert(submissions_list(folder, &list, &n, &ignored, &error));
    ck_assert_ptr_nonnull(strstr(ignored, "stray-39: "));
    ck_assert_ptr_null(strstr(ignored, "stray-40"));
    ck_assert_ptr_nonnull(strstr(ignored, "\nand 5 more\n"));
}
END_TEST

START_TEST(one_student_with_two_submissions_is_trouble)
{
    char *folder = fresh_folder();
    put_folder(folder, "ada");
    put_folder(folder, "ada-2");
    put(folder, "ada.zip", "");
    put(folder, "bob.zip", "");
    put(folder, "bob.tgz", "");
    ck_assert(submissions_list(folder, &list, &n, &ignored, &error));
    ck_assert_uint_eq(n, 3);
    ck_assert_str_eq(list[0].trouble,
                     "handed in twice, as ada and as ada.zip; keep one of "
                     "them");
    ck_assert_ptr_null(list[1].trouble);
    ck_assert_str_eq(list[2].trouble, "handed in twice, as bob.tgz and as "
                                      "bob.zip; keep one of them");
}
END_TEST

START_TEST(links_and_pipes_in_place_of_a_submission_are_trouble)
{
    char *folder = fresh_folder(), *other = fresh_folder();
    ck_assert_int_eq(symlink(other, AT(folder, "ada")), 0);
    ck_assert_int_eq(symlink("nowhere", AT(folder, "bob.zip")), 0);
    ck_assert_int_eq(mkfifo(AT(folder, "cid.tgz"), 0644), 0);
    ck_assert(submissions_list(folder, &list, &n, &ignored, &error));
    ck_assert_uint_eq(n, 3);
    ck_assert_ptr_nonnull(strstr(list[0].trouble, "ada is a symbolic link"));
    ck_assert_ptr_nonnull(strstr(list[1].trouble, "bob.zip is a symbolic"));
    ck_assert_ptr_nonnull(strstr(list[2].trouble, "cid.tgz is a device, a"));
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_an_error)
{
    char *folder = AT(fresh_folder(), "none");
    ck_assert(!submissions_list(folder, &list, &n, &ignored, &error));
    ck_assert_str_eq(error, TEXT("%s: No such file or directory; give the "
                                 "folder that holds the submissions",
                                 folder));
}
END_TEST

static char *hash_of(const char *path, bool archive)
{
    char hex[65], student[] = "ada", *p = TEXT("%s", path);
    Submission s = {.student = student, .path = p, .archive = archive};
    ck_assert(submission_hash(&s, &small, hex));
    ck_assert_uint_eq(strlen(hex), 64);
    return TEXT("%s", hex);
}

START_TEST(equal_submissions_have_equal_hashes)
{
    char *a = fresh_folder(), *b = fresh_folder();
    put(a, "x.c", "1");
    put(a, "y.c", "2");
    put(b, "y.c", "2");
    put(b, "x.c", "1");
    ck_assert_int_eq(chmod(AT(b, "x.c"), 0600), 0);
    ck_assert_str_eq(hash_of(a, false), hash_of(b, false));
    put(a, "z.zip", "bytes");
    put(b, "other.zip", "bytes");
    ck_assert_str_eq(hash_of(AT(a, "z.zip"), true),
                     hash_of(AT(b, "other.zip"), true));
}
END_TEST

// Each step changes what is handed in, and leads to a hash never seen before.
START_TEST(every_change_changes_the_hash)
{
    char *folder = fresh_folder(), *seen[9];
    for (size_t i = 0; i < 9; i++) {
        char *x = AT(folder, "x.c");
        if (i == 1)
            put(folder, "x.c", "");
        if (i == 2)
            put(folder, "x.c", "1");
        if (i == 3)
            put(folder, "y.c", "");
        if (i == 4)
            ck_assert_int_eq(rename(AT(folder, "y.c"), AT(folder, "z.c")), 0);
        if (i == 5)
            ck_assert_int_eq(remove(x) + symlink("1", x), 0);
        if (i == 6)
            ck_assert_int_eq(remove(x) + mkfifo(x, 0644), 0);
        if (i == 7)
            ck_assert_int_eq(remove(x) + mkdir(x, 0755), 0);
        if (i == 8)
            put(folder, "x.c/1", "");
        seen[i] = hash_of(folder, false);
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(strcmp(seen[i], seen[k]) != 0, "%zu like %zu", i, k);
    }
}
END_TEST

START_TEST(names_and_contents_are_kept_apart)
{
    char *a = fresh_folder(), *b = fresh_folder();
    put(a, "x", "1");
    put(a, "y", "23");
    put(b, "x", "1y");
    put(b, "y", "3");
    ck_assert_str_ne(hash_of(a, false), hash_of(b, false));
}
END_TEST

START_TEST(what_a_link_leads_to_is_not_read)
{
    char *folder = fresh_folder(), *other = fresh_folder();
    put(other, "secret", "1");
    ck_assert_int_eq(symlink(AT(other, "secret"), AT(folder, "x.c")), 0);
    char *before = hash_of(folder, false);
    put(other, "secret", "2");
    ck_assert_str_eq(before, hash_of(folder, false));
}
END_TEST

START_TEST(only_what_limits_allow_is_hashed)
{
    char *folder = fresh_folder();
    put(folder, "big.zip", "");
    ck_assert_int_eq(truncate(AT(folder, "big.zip"), 1LL << 42), 0);
    hash_of(AT(folder, "big.zip"), true); // or the test's time is up
    hash_of(folder, false);
    for (int i = 0; i < 100; i++)
        put(folder, TEXT("%d", i), "");
    hash_of(folder, false);
}
END_TEST

START_TEST(what_cannot_be_read_has_no_hash)
{
    char hex[65], student[] = "ada";
    char *folder = fresh_folder();
    Submission s = {.student = student, .path = AT(folder, "none")};
    ck_assert(!submission_hash(&s, &small, hex));
    s.archive = true;
    ck_assert(!submission_hash(&s, &small, hex));
    s.path = AT(folder, "link");
    put(folder, "a", "");
    ck_assert_int_eq(symlink(AT(folder, "a"), s.path), 0);
    ck_assert(!submission_hash(&s, &small, hex));
    s.archive = false;
    s.path = AT(folder, "folder-link");
    ck_assert_int_eq(symlink(folder, s.path), 0);
    ck_assert(!submission_hash(&s, &small, hex));
    char trouble[] = "handed in twice";
    s.trouble = trouble; // will be refused, and so once is enough
    ck_assert(submission_hash(&s, &small, hex));
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("submission_list");
    TCase *tcase = tcase_create("list");
    tcase_add_unchecked_fixture(tcase, make_top, remove_top);
    tcase_add_test(tcase, folders_and_archives_are_submissions_by_id);
    tcase_add_test(tcase, what_is_no_submission_is_listed);
    tcase_add_test(tcase, many_strays_are_counted_rather_than_listed);
    tcase_add_test(tcase, one_student_with_two_submissions_is_trouble);
    tcase_add_test(tcase, links_and_pipes_in_place_of_a_submission_are_trouble);
    tcase_add_test(tcase, a_folder_that_is_not_there_is_an_error);
    tcase_add_test(tcase, equal_submissions_have_equal_hashes);
    tcase_add_test(tcase, every_change_changes_the_hash);
    tcase_add_test(tcase, names_and_contents_are_kept_apart);
    tcase_add_test(tcase, what_a_link_leads_to_is_not_read);
    tcase_add_test(tcase, only_what_limits_allow_is_hashed);
    tcase_add_test(tcase, what_cannot_be_read_has_no_hash);
    suite_add_tcase(suite, tcase);
    return suite;
}
