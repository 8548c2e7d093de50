// From the book to a student's files: that all agree, and that what can't be
// had is told and loses nothing else.
#include "exports_fixture.h"

static void export(const char *student)
{
    char *error = export_student(book, folder, student, TITLE);
    ck_assert_msg(error == NULL, "%s", error);
}

START_TEST(a_student_gets_four_files_that_agree)
{
    export("ada");
    check_xml("feedback/ada.html");
    check_xml("junit/ada.xml");
    check_has("feedback/ada.html", "<b>2</b> of 10 points");
    check_has("gradescope/ada.json", "\"score\": 2,");
    check_has("tap/ada.tap", "not ok 1 - square (1.5/3)\n");
    check_has("tap/ada.tap", "not ok 2 - cube (0.5/2)\n");
    check_has("junit/ada.xml", "message=\"0.5 of 2 points\"");
}
END_TEST

START_TEST(a_mark_shows_its_reason_and_what_it_replaced)
{
    export("ada");
    check_has("feedback/ada.html",
              "Marked by a person; the tests alone gave 2. good");
}
END_TEST

START_TEST(whoever_has_no_grade_gets_a_page_and_no_score)
{
    export("dan");
    export("cyd");
    check_has("feedback/dan.html", "No grade yet");
    check_has("feedback/cyd.html", "No grade yet");
    ck_assert(!exists("gradescope/dan.json") && !exists("junit/cyd.xml") &&
              !exists("tap/cyd.tap"));
}
END_TEST

START_TEST(a_refusal_has_every_task_at_0_and_says_why_once)
{
    export("bob");
    check_has("feedback/bob.html", "<b>0</b> of 10 points");
    check_has("junit/bob.xml", "tests=\"3\" failures=\"0\" errors=\"3\"");
    char *text = contents("feedback/bob.html");
    char *first = strstr(text, "is a bomb");
    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_null(strstr(first + 1, "is a bomb"));
    free(text);
}
END_TEST

START_TEST(a_mark_alone_is_a_grade)
{
    export("eve");
    check_has("feedback/eve.html", "<b>3</b> of 14 points");
    check_has("gradescope/eve.json", "\"score\": 3,");
}
END_TEST

// No date of writing, no order by chance.
START_TEST(the_same_book_gives_the_same_bytes)
{
    static const char *const files[] = {
        "feedback/ada.html", "gradescope/ada.json", "junit/ada.xml",
        "tap/ada.tap",       "grades.csv",          "canvas.csv",
        "moodle.csv",        "class.html"};
    enum { N = sizeof files / sizeof *files };
    char *before[N];
    export("ada");
    export_all();
    for (int i = 0; i < N; i++)
        before[i] = contents(files[i]);
    export("ada");
    export_all();
    for (int i = 0; i < N; i++) {
        char *after = contents(files[i]);
        ck_assert_str_eq(before[i], after);
        free(before[i]);
        free(after);
    }
}
END_TEST

START_TEST(an_id_never_leaves_the_folder)
{
    char *error = export_student(book, folder, "../ada", TITLE);
    ck_assert_ptr_nonnull(error);
    free(error);
    ck_assert(!exists("ada.html") && !exists("feedback/../../ada.html"));
}
END_TEST

START_TEST(without_gnuplot_only_the_figures_are_lost)
{
    setenv("PATH", "/nowhere", 1);
    char *error = export_student(book, folder, "ada", TITLE);
    setenv("PATH", "/usr/bin:/bin", 1);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(error, "install gnuplot-nox"));
    free(error);
    ck_assert(exists("gradescope/ada.json") && exists("tap/ada.tap"));
    check_has("feedback/ada.html", "<b>2</b> of 10 points");
    export("ada");
    check_has("feedback/ada.html", "<figure>");
}
END_TEST

START_TEST(a_folder_that_cannot_be_is_named)
{
    char *error = export_student(book, "/dev/null/x", "dan", TITLE);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(error, "/dev/null/x"));
    free(error);
    error = export_class(book, "/dev/null/x", TITLE);
    ck_assert_ptr_nonnull(error);
    free(error);
}
END_TEST

static bool same_score(const Standing *s, void *data)
{
    int *n = data;
    if (!s->has_grade)
        return true;
    export(s->person.id);
    char *name = text_format("gradescope/%s.json", s->person.id);
    char *want = text_format("\"score\": %ld,", s->cents / 100);
    check_has(name, want);
    free(want);
    free(name);
    return ++*n > 0;
}

START_TEST(every_file_has_the_score_of_the_book)
{
    int n = 0;
    ck_assert(book_each_standing(book, same_score, &n));
    ck_assert_int_eq(n, 3);
}
END_TEST

Suite *test_suite(void)
{
    Suite *s = suite_create("exports");
    TCase *t = tcase_create("book");
    tcase_set_timeout(t, 60);
    tcase_add_unchecked_fixture(t, make_base, remove_base);
    tcase_add_checked_fixture(t, make_book, remove_book);
    tcase_add_test(t, a_student_gets_four_files_that_agree);
    tcase_add_test(t, a_mark_shows_its_reason_and_what_it_replaced);
    tcase_add_test(t, whoever_has_no_grade_gets_a_page_and_no_score);
    tcase_add_test(t, a_refusal_has_every_task_at_0_and_says_why_once);
    tcase_add_test(t, a_mark_alone_is_a_grade);
    tcase_add_test(t, the_same_book_gives_the_same_bytes);
    tcase_add_test(t, an_id_never_leaves_the_folder);
    tcase_add_test(t, without_gnuplot_only_the_figures_are_lost);
    tcase_add_test(t, a_folder_that_cannot_be_is_named);
    tcase_add_test(t, every_file_has_the_score_of_the_book);
    suite_add_tcase(s, t);
    return s;
}
