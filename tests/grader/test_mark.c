// The program `mark`, as an instructor calls it.
#include "book_fixture.h"
#include "lock.h"

#include <sys/wait.h>

#ifdef __SANITIZE_ADDRESS__
#define MARK "build/asan/bin/mark"
#else
#define MARK "build/chk/bin/mark"
#endif

// A book with ada's run, in which relu has 1 of 2 points and loss 3 of 3.
static void make_book(void)
{
    make_folder();
    ck_assert_msg(access(MARK, X_OK) == 0, "run the tests with 'make test'");
    Book *b = open_book();
    add_run(b, "ada", 1, 3);
    book_close(b);
}

// Runs mark with these words, expects the status and the text.
static void expect(int status, const char *text, const char *words)
{
    char *command = text_format(
        "exec 2>&1; LOGNAME=prof exec " MARK " --book '%s' %s", path, words);
    char said[4000];
    FILE *in = popen(command, "r");
    ck_assert_ptr_nonnull(in);
    said[fread(said, 1, sizeof said - 1, in)] = '\0';
    const int got = pclose(in);
    ck_assert_msg(WIFEXITED(got) && WEXITSTATUS(got) == status &&
                      strstr(said, text) != NULL,
                  "%s\nexpected %d and \"%s\", got %d and \"%s\"", words,
                  status, text, WEXITSTATUS(got), said);
    free(command);
}

static long cents(void)
{
    Book *b = open_book();
    Lines l = class_of(b);
    book_close(b);
    return l.line[0].s.cents;
}

START_TEST(task_and_answer_are_marked_listed_and_taken_back)
{
    ck_assert_int_eq(cents(), 400);
    expect(0, "ada: relu 1/2 -> 1.5/2, in all 4/5 -> 4.5/5; pages",
           "--student ada --item relu --points 1.5 --reason ok");
    ck_assert_int_eq(cents(), 450);
    expect(0, "ada: essay none -> 7/10, in all 4.5/5 -> 11.5/15; pages",
           "--student ada --item essay --points 7 --max 10"
           " --author Jo --reason 'Well argued.'");
    ck_assert_int_eq(cents(), 1150);
    expect(0, "ada\tessay\t7/10\t20", "--list");
    expect(0, "\tJo\tWell argued.\nada\trelu\t1.5\t20", "--list");
    expect(0, "\tprof\tok\n", "--list --student ada");
    expect(0, "ada: relu 1.5/2 -> 1/2, in all 11.5/15 -> 11/15; pages",
           "--student ada --item relu --take-back --reason oops");
    expect(0, "ada: essay 7/10 -> none, in all 11/15 -> 4/5; pages",
           "--student ada --item essay --take-back --reason oops");
    ck_assert_int_eq(cents(), 400);
    expect(0, "author\treason\n", "--list");
    expect(1, "no mark for \"relu\"",
           "--student ada --item relu --take-back --reason oops");
}
END_TEST

// Whether a file in the book's folder holds the text.
static bool shows(const char *name, const char *text)
{
    char *command = text_format("grep -qsF '%s' '%s/%s'", text, folder, name);
    const int status = system(command);
    free(command);
    return status == 0;
}

START_TEST(pages_and_tables_are_renewed)
{
    expect(0, "pages and tables are renewed",
           "--student ada --item relu --points 2 --reason 'As we agreed.'");
    ck_assert(shows("feedback/ada.html", "As we agreed."));
    ck_assert(shows("tap/ada.tap", "As we agreed."));
    ck_assert(shows("class.html", "5 of 5"));
    ck_assert(shows("grades.csv", "\"ada\","));
    Book *b = open_book();
    bool written = false;
    must(b, book_is_exported(b, "ada", &written));
    book_close(b);
    ck_assert(written);
}
END_TEST

START_TEST(a_mark_is_kept_where_pages_have_to_wait)
{
    char *error = NULL;
    ck_assert(folder_lock(folder, &error));
    expect(0, "; kept. Pages and tables follow with `make grade`.",
           "--student ada --item relu --points 2 --reason r");
    ck_assert_int_eq(cents(), 500);
    ck_assert(!shows("class.html", "5"));
}
END_TEST

START_TEST(pages_can_wait)
{
    expect(0, "; kept. Pages and tables follow with `make grade`.\n",
           "--student ada --item relu --points 2 --reason r --later");
    ck_assert_int_eq(cents(), 500);
    ck_assert(!shows("class.html", "5"));
}
END_TEST

START_TEST(without_settings_the_mark_is_kept)
{
    expect(0, "none.ini: No such file",
           "--student ada --item relu --points 2 --reason r"
           " --settings none.ini");
    ck_assert_int_eq(cents(), 500);
}
END_TEST

static const struct {
    int status;
    const char *text, *words;
} wrong[] = {
    {2, "--student is missing", ""},
    {2, "--item is missing", "--student ada"},
    {2, "--reason is missing", "--student ada --item relu --points 1"},
    {2, "give either", "--student ada --item relu --reason r"},
    {2, "give either",
     "--student ada --item relu --reason r --points 1 --take-back"},
    {2, "no number", "--student ada --item relu --reason r --points 1,5"},
    {2, "no number", "--student ada --item relu --reason r --points nan"},
    {2, "no maximum", "--student ada --item a --reason r --points 1 --max x"},
    {2, "--points needs a value", "--student ada --item relu --points"},
    {2, "\"--point\" is unknown", "--point 1"},
    {1, "knows no student \"adda\"",
     "--student adda --item relu --reason r --points 1"},
    {1, "\"rellu\" is no task",
     "--student ada --item rellu --reason r --points 1"},
    {1, "relu has 2 points", "--student ada --item relu --reason r --points 3"},
    {1, "relu is a task",
     "--student ada --item relu --reason r --points 1 --max 2"},
    {1, "more than the maximum",
     "--student ada --item essay --reason r --points 3 --max 2"},
    {1, "needs a reason", "--student ada --item relu --reason ' ' --points 1"},
    {1, "there is no book none", "--list --book none"},
};

START_TEST(mistakes_are_named_and_change_nothing)
{
    expect(wrong[_i].status, wrong[_i].text, wrong[_i].words);
    ck_assert_int_eq(ask("SELECT count(*) FROM marks"), 0);
    ck_assert_int_ne(access("none", F_OK), 0);
}
END_TEST

START_TEST(force_takes_what_the_book_does_not_know)
{
    expect(0, "bob: later none -> 1/0, in all 0/0 ->",
           "--force --student bob --item later --reason r --points 1");
    ck_assert_int_eq(ask("SELECT 100 * points FROM current_grades"
                         " WHERE student = 'bob'"),
                     100);
    expect(1, "needs a student's id",
           "--force --student ../b --item relu --reason r --points 1");
}
END_TEST

START_TEST(help_is_help_and_no_text_drives_the_terminal)
{
    expect(0, "--take-back --reason TEXT", "--help");
    expect(0, "pages and tables are renewed",
           "--student ada --item relu --points 1"
           " --reason \"$(printf '\\033[2Jx\\ny')\"");
    expect(0, "\t [2Jx y\n", "--list");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("mark");
    TCase *c = tcase_create("mark");
    tcase_set_timeout(c, 60);
    tcase_add_checked_fixture(c, make_book, remove_folder);
    tcase_add_test(c, task_and_answer_are_marked_listed_and_taken_back);
    tcase_add_test(c, pages_and_tables_are_renewed);
    tcase_add_test(c, a_mark_is_kept_where_pages_have_to_wait);
    tcase_add_test(c, pages_can_wait);
    tcase_add_test(c, without_settings_the_mark_is_kept);
    tcase_add_loop_test(c, mistakes_are_named_and_change_nothing, 0,
                        (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(c, force_takes_what_the_book_does_not_know);
    tcase_add_test(c, help_is_help_and_no_text_drives_the_terminal);
    suite_add_tcase(suite, c);
    return suite;
}
