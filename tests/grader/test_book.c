// What is put in the grade book comes back, counts as it should, and stays.
#include "book_fixture.h"

#include <float.h>
#include <math.h>
#include <sys/stat.h>

static bool same_double(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

START_TEST(report_comes_back_whole)
{
    const double x[] = {-1, -0.0, 1e-310}, yours[] = {NAN, INFINITY, -INFINITY},
                 expected[] = {0.1, 1.0 / 3, DBL_MAX};
    Report *r = some_report("ada", 1, 3);
    r->seconds = 1.25;
    report_add_file(r, "ch01_a.c", FILE_TAKEN, "");
    report_add_file(r, "x;DROP TABLE runs'.c", FILE_REFUSED, "a link");
    report_add_curve(r, "ch01_a", "relu", "relu_forward", "x", 3, x, yours,
                     expected);
    report_add_curve(r, "ch01_a", "relu", "nothing", "x", 0, NULL, NULL, NULL);
    Book *b = open_book();
    must(b, book_add_run(b, r, &key));
    book_close(b);
    b = open_book();
    Report *back = book_latest(b, "ada", false);
    ck_assert_msg(back != NULL, "%s", book_error(b));
    ck_assert_str_eq(back->student, "ada");
    ck_assert_int_eq(back->outcome, GRADED);
    ck_assert_double_eq(back->seconds, 1.25);
    ck_assert_uint_eq(back->n_verdicts, 2);
    ck_assert_str_eq(back->verdict[0].task, "relu");
    ck_assert_str_eq(back->verdict[0].why, r->verdict[0].why);
    ck_assert_int_eq(report_cents(back), 400);
    ck_assert_int_eq(report_max_cents(back), 500);
    ck_assert_uint_eq(back->n_files, 2);
    ck_assert_int_eq(back->file[1].status, FILE_REFUSED);
    ck_assert_str_eq(back->file[1].name, "x;DROP TABLE runs'.c");
    ck_assert_uint_eq(back->n_curves, 2);
    ck_assert_uint_eq(back->curve[0].n, 3);
    ck_assert_uint_eq(back->curve[1].n, 0);
    for (int i = 0; i < 3; i++) {
        ck_assert(same_double(back->curve[0].x[i], x[i]));
        ck_assert(same_double(back->curve[0].yours[i], yours[i]));
        ck_assert(same_double(back->curve[0].expected[i], expected[i]));
    }
    report_free(back);
    report_free(r);
    book_close(b);
}
END_TEST

START_TEST(hostile_texts_are_cleaned_on_their_way_in)
{
    Report *r = some_report("eve", 0, 0);
    report_add_file(r, "\x1b[2J\xff'\"\n.c", FILE_IGNORED, "");
    Book *b = open_book();
    must(b, book_add_run(b, r, &key));
    Report *back = book_latest(b, "eve", false);
    ck_assert_str_eq(back->file[0].name, " [2J\xef\xbf\xbd'\" .c");
    report_free(back);
    free(r->student);
    r->student = text_copy("../eve");
    ck_assert(!book_add_run(b, r, &key));
    ck_assert_ptr_nonnull(strstr(book_error(b), "id"));
    report_free(r);
    book_close(b);
}
END_TEST

START_TEST(rounding_is_the_same_in_the_book_and_in_c)
{
    Book *b = open_book();
    Report *r = report_new("ada");
    for (unsigned total = 0; total <= 12; total++)
        for (unsigned passed = 0; passed <= total; passed++) {
            char *task = text_format("t-%u-%u", passed, total);
            report_add_verdict(r, "ch01_a", task, 7, passed, total, "no");
            free(task);
        }
    must(b, book_add_run(b, r, &key));
    ck_assert_int_eq(ask("SELECT sum(cents) FROM verdicts"), report_cents(r));
    ck_assert_int_eq(ask("SELECT cents FROM verdicts WHERE task = 't-2-3'"),
                     466);
    Verdict lie = {.points = 7, .passed = 3, .total = 2};
    ck_assert_int_eq(verdict_cents(&lie), 0);
    report_add_verdict(r, "ch01_a", "lie", 7, 3, 2, "");
    ck_assert(!book_add_run(b, r, &key));
    ck_assert_int_eq(ask("SELECT count(*) FROM runs"), 1);
    report_free(r);
    book_close(b);
}
END_TEST

START_TEST(latest_run_counts_unless_it_is_broken)
{
    Book *b = open_book();
    ck_assert_ptr_null(book_latest(b, "ada", false));
    ck_assert_str_eq(book_error(b), "");
    add_run(b, "ada", 2, 3);
    ck_assert_ptr_null(book_latest(b, "ada", true));
    add_run(b, "ada", 0, 3);
    add_broken(b, "ada");
    Report *r = book_latest(b, "ada", false);
    ck_assert_int_eq(report_cents(r), 300);
    report_free(r);
    r = book_latest(b, "ada", true);
    ck_assert_int_eq(report_cents(r), 500);
    report_free(r);
    Lines l = class_of(b);
    ck_assert_uint_eq(l.n, 1);
    ck_assert(l.line[0].s.has_grade && l.line[0].s.broken);
    ck_assert_int_eq(l.line[0].s.cents, 300);
    ck_assert_int_eq(l.line[0].s.run, 2);
    ck_assert_int_eq(ask("SELECT count(*) FROM runs"), 3);
    book_close(b);
}
END_TEST

START_TEST(equal_key_is_current_and_any_change_is_named)
{
    Book *b = open_book();
    ck_assert(!book_is_current(b, "ada", &key));
    add_run(b, "ada", 2, 3);
    ck_assert(book_is_current(b, "ada", &key));
    ck_assert(!book_is_current(b, "bob", &key));
    add_broken(b, "ada"); // what could not be graded is tried again
    ck_assert(!book_is_current(b, "ada", &key));
    char *why = book_why_again(b, "ada");
    ck_assert_str_eq(why, "graded for the first time");
    free(why);
    const RunKey other[] = {{"a", "bb", "gcc 12", "-O0", key.seed},
                            {"aa", "b", "gcc 12", "-O0", key.seed},
                            {"aa", "bb", "gcc 13", "-O0", key.seed},
                            {"aa", "bb", "gcc 12", "-O1", key.seed},
                            {"aa", "bb", "gcc 12", "-O0", key.seed - 1}};
    for (int i = 0; i < 5; i++)
        ck_assert(!book_is_current(b, "ada", &other[i]));
    Report *r = some_report("ada", 2, 3);
    must(b, book_add_run(b, r, &key));
    why = book_why_again(b, "ada");
    ck_assert_str_eq(why, "graded again");
    free(why);
    must(b, book_add_run(b, r, &(RunKey){"a", "b", "gcc 12", "-O0", key.seed}));
    why = book_why_again(b, "ada");
    ck_assert_str_eq(why, "the submission changed, the suites changed");
    free(why);
    report_free(r);
    book_close(b);
}
END_TEST

START_TEST(seed_is_drawn_once_and_the_file_is_the_owners)
{
    uint64_t first, second, other;
    Book *b = open_book();
    must(b, book_seed(b, &first));
    book_close(b);
    b = open_book();
    must(b, book_seed(b, &second));
    book_close(b);
    ck_assert_uint_eq(first, second);
    struct stat about;
    ck_assert_int_eq(stat(path, &about), 0);
    ck_assert_int_eq(about.st_mode & 0777, 0600);
    remove(path);
    b = open_book();
    must(b, book_seed(b, &other));
    book_close(b);
    ck_assert_uint_ne(first, other);
}
END_TEST

static void expect_refusal(Book *b, Mark m, const char *word)
{
    ck_assert_msg(!book_add_mark(b, &m), "accepted: %s %g", m.item, m.points);
    ck_assert_msg(strstr(book_error(b), word) != NULL, "%s", book_error(b));
}

START_TEST(impossible_marks_are_refused)
{
    Book *b = open_book();
    add_run(b, "ada", 1, 1);
    Mark m = {"ada", "relu", "why", "me", "", 1, 0};
    Mark bad = m;
    bad.reason = " \t ";
    expect_refusal(b, bad, "reason");
    bad = m;
    bad.item = "";
    expect_refusal(b, bad, "item");
    bad = m;
    bad.student = "a/da";
    expect_refusal(b, bad, "id");
    const struct {
        double points, max;
        const char *item, *word;
    } wrong[] = {{-1, 0, "relu", "from 0"},    {INFINITY, 0, "relu", "from 0"},
                 {2.5, 0, "relu", "2 points"}, {1, 5, "relu", "leave"},
                 {6, 5, "essay", "more than"}, {0.001, 0, "relu", "decimals"},
                 {1, -1, "essay", "from 0"},   {1, NAN, "essay", "from 0"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        bad = m;
        bad.points = wrong[i].points;
        bad.max = wrong[i].max;
        bad.item = (char *)wrong[i].item;
        expect_refusal(b, bad, wrong[i].word);
    }
    ck_assert_int_eq(ask("SELECT count(*) FROM marks"), 0);
    book_close(b);
}
END_TEST

START_TEST(marks_outlast_regrades_and_can_be_taken_back)
{
    Book *b = open_book();
    add_run(b, "ada", 1, 3);
    add_mark(b, "ada", "relu", 1.5, 0);
    add_mark(b, "ada", "essay", 3, 10);
    add_mark(b, "ada", "essay", 7.25, 10);
    for (unsigned i = 0; i < 3; i++) {
        Lines l = class_of(b);
        ck_assert_int_eq(l.line[0].s.cents, 150 + 300 + 725);
        ck_assert_int_eq(l.line[0].s.max_cents, 1500);
        add_run(b, "ada", i, 3);
    }
    Mark *marks;
    size_t n;
    must(b, book_marks(b, "ada", &marks, &n));
    ck_assert_uint_eq(n, 2);
    ck_assert_str_eq(marks[0].item, "essay");
    ck_assert_double_eq(marks[0].points, 7.25);
    ck_assert_double_eq(marks[0].max, 10);
    ck_assert_str_eq(marks[0].author, "me");
    ck_assert_double_eq(marks[1].max, 0);
    marks_free(marks, n);
    add_mark(b, "ada", "relu", NAN, 0);
    add_mark(b, "ada", "essay", NAN, 0);
    Lines l = class_of(b);
    ck_assert_int_eq(l.line[0].s.cents, 500);
    ck_assert_int_eq(l.line[0].s.max_cents, 500);
    must(b, book_marks(b, "ada", &marks, &n));
    ck_assert_uint_eq(n, 0);
    ck_assert_int_eq(ask("SELECT count(*) FROM marks"), 5);
    book_close(b);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("book");
    TCase *c = tcase_create("book");
    tcase_add_checked_fixture(c, make_folder, remove_folder);
    tcase_add_test(c, report_comes_back_whole);
    tcase_add_test(c, hostile_texts_are_cleaned_on_their_way_in);
    tcase_add_test(c, rounding_is_the_same_in_the_book_and_in_c);
    tcase_add_test(c, latest_run_counts_unless_it_is_broken);
    tcase_add_test(c, equal_key_is_current_and_any_change_is_named);
    tcase_add_test(c, seed_is_drawn_once_and_the_file_is_the_owners);
    tcase_add_test(c, impossible_marks_are_refused);
    tcase_add_test(c, marks_outlast_regrades_and_can_be_taken_back);
    suite_add_tcase(suite, c);
    return suite;
}
