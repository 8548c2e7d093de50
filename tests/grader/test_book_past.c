// What is in the grade book can't be changed, whoever opens it; and a file that
// is no grade book is not made one.
#include "book_fixture.h"

#include <sys/stat.h>

// Each table with a column of it, and what a copy of its rows is made from: all
// columns but the one that is computed.
static const struct {
    const char *table, *column, *columns;
} grows[] = {
    {"class", "seed", "rowid, seed"},
    {"runs", "student", "*"},
    {"verdicts", "why", "run, place, stem, task, points, passed, total, why"},
    {"files", "why", "*"},
    {"arrays", "array", "*"},
    {"curves", "title", "*"},
    {"marks", "points", "*"},
};

static void fill_book(void)
{
    Book *b = open_book();
    Report *r = some_report("ada", 1, 1);
    report_add_file(r, "a.c", FILE_TAKEN, "");
    report_add_curve(r, "a", "b", "c", "d", 1, (double[]){1}, (double[]){2},
                     (double[]){3});
    must(b, book_add_run(b, r, &key));
    report_free(r);
    add_mark(b, "ada", "relu", 1, 0);
    book_close(b);
}

// Takes the statement over.
static void expect_forbidden(char *sql, const char *table)
{
    sqlite3 *db = hold("PRAGMA foreign_keys = OFF");
    const int status = sqlite3_exec(db, sql, NULL, NULL, NULL);
    ck_assert_msg(status == SQLITE_CONSTRAINT &&
                      strstr(sqlite3_errmsg(db), table) != NULL,
                  "%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_close(db);
    free(sql);
}

START_TEST(past_can_not_be_changed)
{
    const char *table = grows[_i].table, *column = grows[_i].column,
               *columns = grows[_i].columns;
    fill_book();
    expect_forbidden(
        text_format("UPDATE %s SET %s = %s", table, column, column), table);
    expect_forbidden(text_format("DELETE FROM %s", table), table);
    char *into =
        columns[0] == '*' ? text_copy("") : text_format("(%s)", columns);
    expect_forbidden(text_format("INSERT OR REPLACE INTO %s %s SELECT %s"
                                 " FROM %s",
                                 table, into, columns, table),
                     table);
    free(into);
    char *count = text_format("SELECT count(*) > 0 FROM %s", table);
    ck_assert_int_eq(ask(count), 1);
    free(count);
}
END_TEST

static void expect_no_book(const char *word)
{
    char *error = NULL;
    ck_assert_ptr_null(book_open(path, &error));
    ck_assert_msg(strstr(error, word) != NULL, "%s", error);
    ck_assert_ptr_nonnull(strstr(error, path));
    free(error);
}

START_TEST(other_files_are_left_alone)
{
    FILE *out = fopen(path, "w");
    for (int i = 0; i < 100; i++)
        fputs("This is the thesis of a year's work.\n", out);
    fclose(out);
    expect_no_book("no grade book");
    remove(path);
    sqlite3_close(hold("CREATE TABLE photos (name)"));
    expect_no_book("no grade book");
    ck_assert_int_eq(ask("SELECT count(*) FROM sqlite_schema"), 1);
}
END_TEST

START_TEST(newer_book_is_left_alone)
{
    book_close(open_book());
    sqlite3_close(hold("PRAGMA user_version = 3"));
    expect_no_book("newer grader");
    ck_assert_int_eq(ask("PRAGMA user_version"), 3);
}
END_TEST

START_TEST(older_book_gets_what_is_new)
{
    fill_book();
    sqlite3_close(hold("DROP TABLE strays; PRAGMA user_version = 1"));
    Book *b = open_book();
    must(b, book_set_strays(b, "a: b\nc"));
    char *lines = book_strays(b);
    ck_assert_str_eq(lines, "a: b\nc\n");
    free(lines);
    must(b, book_set_strays(b, ""));
    lines = book_strays(b);
    ck_assert_str_eq(lines, "");
    free(lines);
    book_close(b);
    ck_assert_int_eq(ask("PRAGMA user_version"), 2);
    ck_assert_int_eq(ask("SELECT count(*) FROM runs"), 1);
}
END_TEST

START_TEST(impossible_places_are_named)
{
    ck_assert_int_eq(mkdir(path, 0700), 0);
    expect_no_book("unable to open");
    rmdir(path);
    snprintf(path, sizeof path, "%s/none/book.sqlite", folder);
    expect_no_book("No such file");
}
END_TEST

START_TEST(damage_is_noticed)
{
    fill_book();
    FILE *out = fopen(path, "r+");
    ck_assert_int_eq(fseek(out, 100, SEEK_SET), 0);
    for (int i = 0; i < 3000; i++)
        fputc(0xa5, out);
    fclose(out);
    expect_no_book("damaged");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("book_past");
    TCase *c = tcase_create("book_past");
    tcase_add_checked_fixture(c, make_folder, remove_folder);
    tcase_add_loop_test(c, past_can_not_be_changed, 0,
                        (int)(sizeof grows / sizeof *grows));
    tcase_add_test(c, other_files_are_left_alone);
    tcase_add_test(c, newer_book_is_left_alone);
    tcase_add_test(c, older_book_gets_what_is_new);
    tcase_add_test(c, impossible_places_are_named);
    tcase_add_test(c, damage_is_noticed);
    suite_add_tcase(suite, c);
    return suite;
}
