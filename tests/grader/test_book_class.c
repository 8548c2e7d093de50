// The class in the grade book: roster, standings, statistics, exports.
#include "book_fixture.h"

#include <math.h>

static void add_people(Book *b)
{
    must(b, book_begin_roster(b));
    must(b, book_add_person(b, &(Person){"ada", "Ada L.", "ada@x.org", "al",
                                         "17", "c1", "s1", "A"}));
    must(b, book_add_person(
                b, &(Person){"zoe", "Zo\u00eb", "", "", "", "", "", ""}));
    must(b, book_end_roster(b));
}

START_TEST(everyone_is_in_the_class_once)
{
    Book *b = open_book();
    add_people(b);
    add_run(b, "ada", 1, 3);
    add_run(b, "bob", 2, 0);
    add_broken(b, "eve");
    Lines l = class_of(b);
    ck_assert_uint_eq(l.n, 4);
    ck_assert_str_eq(l.line[0].id, "ada");
    ck_assert_str_eq(l.line[0].name, "Ada L.");
    ck_assert_int_eq(l.line[0].s.cents, 400);
    ck_assert_int_eq(l.line[0].s.max_cents, 500);
    ck_assert_uint_eq(strlen(l.line[0].time), strlen("2000-01-01T00:00:00Z"));
    ck_assert_str_eq(l.line[1].id, "bob");
    ck_assert_str_eq(l.line[1].name, "");
    ck_assert(l.line[1].s.has_grade && !l.line[1].s.broken);
    ck_assert_str_eq(l.line[2].id, "eve");
    ck_assert(!l.line[2].s.has_grade && l.line[2].s.broken);
    ck_assert_str_eq(l.line[3].name, "Zo\u00eb");
    ck_assert(!l.line[3].s.has_grade && !l.line[3].s.broken);
    l = (Lines){.most = 2};
    must(b, book_each_standing(b, take_line, &l));
    ck_assert_uint_eq(l.n, 2);
    book_close(b);
}
END_TEST

START_TEST(refused_run_counts_zero_of_everything)
{
    Book *b = open_book();
    add_run(b, "bob", 2, 3);
    Report *r = report_new("ada");
    r->outcome = REFUSED;
    must(b, book_add_run(b, r, &key));
    report_free(r);
    Lines l = class_of(b);
    ck_assert_int_eq(l.line[0].s.outcome, REFUSED);
    ck_assert(l.line[0].s.has_grade);
    ck_assert_int_eq(l.line[0].s.cents, 0);
    ck_assert_int_eq(l.line[0].s.max_cents, 500);
    book_close(b);
}
END_TEST

START_TEST(mark_without_a_submission_is_not_lost)
{
    Book *b = open_book();
    add_people(b);
    add_run(b, "bob", 2, 3);
    add_mark(b, "zoe", "loss", 3, 0);
    add_mark(b, "zoe", "essay", 4, 10);
    Lines l = class_of(b);
    ck_assert_str_eq(l.line[2].id, "zoe");
    ck_assert(l.line[2].s.has_grade);
    ck_assert_int_eq(l.line[2].s.run, 0);
    ck_assert_int_eq(l.line[2].s.cents, 700);
    ck_assert_int_eq(l.line[2].s.max_cents, 1500);
    ck_assert(!l.line[0].s.has_grade);
    book_close(b);
}
END_TEST

START_TEST(views_show_the_current_grade)
{
    Book *b = open_book();
    add_people(b);
    add_run(b, "ada", 2, 3);
    add_run(b, "ada", 1, 2);
    add_mark(b, "ada", "relu", 0.5, 0);
    book_close(b);
    ck_assert_int_eq(ask("SELECT 100 * points FROM current_grades"
                         " WHERE student = 'ada'"),
                     250);
    ck_assert_int_eq(ask("SELECT points IS NULL AND name = 'Zo\u00eb'"
                         " FROM current_grades WHERE student = 'zoe'"),
                     1);
    ck_assert_int_eq(ask("SELECT run FROM current_runs"), 2);
    ck_assert_int_eq(ask("SELECT sum(cents) FROM current_tasks"), 250);
    ck_assert_int_eq(ask("SELECT count(*) FROM current_marks"), 1);
    ck_assert_int_eq(ask("SELECT sum(points) FROM tasks"), 5);
}
END_TEST

START_TEST(roster_replaces_the_one_before_or_leaves_it)
{
    Book *b = open_book();
    Person p;
    add_people(b);
    must(b, book_person(b, "ada", &p));
    ck_assert_str_eq(p.name, "Ada L.");
    ck_assert_str_eq(p.email, "ada@x.org");
    ck_assert_str_eq(p.username, "al");
    ck_assert_str_eq(p.idnumber, "17");
    ck_assert_str_eq(p.canvas_id, "c1");
    ck_assert_str_eq(p.sis_id, "s1");
    ck_assert_str_eq(p.section, "A");
    must(b, book_person(b, "bob", &p));
    ck_assert_str_eq(p.id, "bob");
    ck_assert_str_eq(p.name, "");
    const Person bob = {"bob", "Bob", "", "", "", "", "", ""};
    Person twice = bob, bad = bob;
    twice.name = "Bobby";
    bad.id = "../bob";
    const Person *second[] = {&twice, &bad};
    for (int i = 0; i < 2; i++) {
        must(b, book_begin_roster(b));
        must(b, book_add_person(b, &bob));
        ck_assert(!book_add_person(b, second[i]));
        ck_assert(!book_end_roster(b));
        ck_assert_int_eq(ask("SELECT count(*) FROM people"), 2);
    }
    must(b, book_begin_roster(b));
    must(b, book_add_person(b, &bob));
    must(b, book_end_roster(b));
    ck_assert_int_eq(ask("SELECT count(*) FROM people"), 1);
    book_close(b);
}
END_TEST

static bool take_task(const TaskStats *t, void *data)
{
    int *n = data;
    if ((*n)++ == 1) { // the second task
        ck_assert_str_eq(t->stem, "ch02_b");
        ck_assert_str_eq(t->task, "loss");
        ck_assert_int_eq(t->n_students, 4);
        ck_assert_int_eq(t->n_full, 1);
        ck_assert_int_eq(t->n_zero, 1);
        ck_assert_int_eq(t->histogram[0], 1);
        ck_assert_int_eq(t->histogram[4], 1); // a third: up to 40 %
        ck_assert_int_eq(t->histogram[7], 1);
        ck_assert_int_eq(t->histogram[10], 1);
        ck_assert_str_eq(t->why[0], "It ended by a crash.");
        ck_assert_int_eq(t->n_why[0], 3);
        ck_assert_str_eq(t->why[1], "");
        return false;
    }
    ck_assert_uint_eq(t->points, 2);
    ck_assert_int_eq(t->n_full, 2); // one of them by a mark
    ck_assert_int_eq(t->histogram[10], 2);
    ck_assert_int_eq(t->histogram[5], 2);
    ck_assert_int_eq(t->n_why[0], 3); // also the marked one's
    return true;
}

START_TEST(statistics_count_runs_that_count)
{
    Book *b = open_book();
    int n = 0;
    add_people(b);
    add_run(b, "zoe", 0, 0);
    add_run(b, "ada", 1, 0);
    add_run(b, "bob", 1, 1);
    add_run(b, "eve", 0, 2);
    add_run(b, "zoe", 2, 3);
    add_broken(b, "zoe");
    add_broken(b, "kim");
    add_mark(b, "eve", "relu", 2, 0);
    must(b, book_each_task(b, take_task, &n));
    ck_assert_int_eq(n, 2);
    book_close(b);
}
END_TEST

static bool take_failures(const TaskStats *t, void *data)
{
    (void)data;
    ck_assert_str_eq(t->why[0], "got -0.5 at a.c:10");
    ck_assert_int_eq(t->n_why[0], 3);
    ck_assert_str_eq(t->why[1], "e-mail");
    ck_assert_int_eq(t->n_why[1], 2);
    ck_assert_int_eq(t->n_why[2], 1);
    return true;
}

START_TEST(failures_that_differ_in_numbers_are_one)
{
    static const char *const why[] = {"got 1e-05 at a.c:12",
                                      "got -0.5 at a.c:10",
                                      "got 12.25e+10 at a.c:9",
                                      "e-mail",
                                      "e-mail",
                                      "got 1",
                                      "got nothing",
                                      "got -1.x"};
    Book *b = open_book();
    for (size_t i = 0; i < sizeof why / sizeof *why; i++) {
        char student[] = {(char)('a' + (int)i), '\0'};
        Report *r = report_new(student);
        report_add_verdict(r, "ch01_a", "relu", 2, 0, 1, why[i]);
        must(b, book_add_run(b, r, &key));
        report_free(r);
    }
    must(b, book_each_task(b, take_failures, NULL));
    book_close(b);
}
END_TEST

static bool is_exported(Book *b, const char *student)
{
    bool yes;
    must(b, book_is_exported(b, student, &yes));
    return yes;
}

START_TEST(files_are_out_of_date_after_any_change)
{
    Book *b = open_book(), *other = open_book();
    add_run(b, "ada", 1, 1);
    ck_assert(!is_exported(b, "ada"));
    must(b, book_set_exported(b, "ada"));
    ck_assert(is_exported(b, "ada"));
    ck_assert(!is_exported(b, "bob"));
    add_run(other, "bob", 1, 1);
    ck_assert(is_exported(b, "ada"));
    add_run(b, "ada", 1, 1);
    must(b, book_set_exported(b, "ada"));
    ck_assert(is_exported(b, "ada"));
    add_mark(other, "ada", "relu", 1, 0);
    ck_assert(!is_exported(b, "ada"));
    must(b, book_set_exported(b, "ada"));
    add_people(other);
    ck_assert(!is_exported(b, "ada"));
    // A mark that arrives while the files are being written.
    add_mark(other, "ada", "relu", 2, 0);
    must(b, book_set_exported(b, "ada"));
    ck_assert(!is_exported(b, "ada"));
    book_close(other);
    book_close(b);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("book_class");
    TCase *c = tcase_create("book_class");
    tcase_add_checked_fixture(c, make_folder, remove_folder);
    tcase_add_test(c, everyone_is_in_the_class_once);
    tcase_add_test(c, refused_run_counts_zero_of_everything);
    tcase_add_test(c, mark_without_a_submission_is_not_lost);
    tcase_add_test(c, views_show_the_current_grade);
    tcase_add_test(c, roster_replaces_the_one_before_or_leaves_it);
    tcase_add_test(c, statistics_count_runs_that_count);
    tcase_add_test(c, failures_that_differ_in_numbers_are_one);
    tcase_add_test(c, files_are_out_of_date_after_any_change);
    suite_add_tcase(suite, c);
    return suite;
}
