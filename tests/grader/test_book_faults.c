// What may happen to a grade book while it is written: killed writers, others
// that hold it, full disks, forks.
#include "book_fixture.h"

#include "book_internal.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

static void nap(long ms)
{
    nanosleep(
        &(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000},
        NULL);
}

// In a child: adds n runs (0: without end) and marks under a name of its own,
// and writes a byte to fd after each.
static pid_t start_writer(const char *name, int n, int fd)
{
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child != 0)
        return child;
    char *error;
    Book *b = book_open(path, &error);
    for (int i = 0; b != NULL && (n == 0 || i < n); i++) {
        char *student = text_format("%s-%d", name, i);
        Report *r = some_report(student, 1, 2);
        double x[500] = {i, *name, n};
        report_add_curve(r, "ch01_a", "relu", "t", "x", 500, x, x, x);
        const Mark m = {student, "relu", "seen", "me", "", 1, 0};
        if (!book_add_run(b, r, &key) || !book_add_mark(b, &m) ||
            (fd >= 0 && write(fd, "+", 1) != 1))
            _exit(1);
        report_free(r);
        free(student);
    }
    book_close(b);
    _exit(b == NULL);
}

static int status_of(pid_t child)
{
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return status;
}

static void expect_sound_book(void)
{
    ck_assert_int_eq(ask("SELECT integrity_check = 'ok'"
                         " FROM pragma_integrity_check"),
                     1);
    ck_assert_int_eq(ask("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    ck_assert_int_eq(ask("SELECT count(*) FROM runs r WHERE"
                         " (SELECT count(*) FROM verdicts v"
                         "  WHERE v.run = r.run) <> 2"),
                     0);
}

START_TEST(killed_writer_loses_nothing_finished)
{
    long finished = 0;
    for (int round = 0; round < 25; round++) {
        int ends[2];
        ck_assert_int_eq(pipe(ends), 0);
        char name[] = {(char)('a' + round), '\0'};
        pid_t child = start_writer(name, 0, ends[1]);
        close(ends[1]);
        char byte;
        // The first rounds hit the making of the book, too.
        if (round > 4 && read(ends[0], &byte, 1) == 1)
            finished++;
        nap(1 + 3 * round % 17);
        kill(child, SIGKILL);
        ck_assert_int_eq(WTERMSIG(status_of(child)), SIGKILL);
        while (read(ends[0], &byte, 1) == 1)
            finished++;
        close(ends[0]);
        book_close(open_book());
        expect_sound_book();
        const long n = ask("SELECT count(*) FROM runs");
        // A run may be on the disk, and its writer killed before it said so.
        ck_assert_int_ge(n, finished);
        ck_assert_int_le(n, finished + round + 1);
    }
    ck_assert_int_ge(finished, 20); // one each from the sixth round on
}
END_TEST

// What no kill can show: that a run survives a power cut, too.
START_TEST(each_run_is_synced_before_it_counts)
{
    Book *b = open_book();
    int64_t full, foreign_keys;
    must(b, book_number(b, &full, "PRAGMA synchronous", ""));
    must(b, book_number(b, &foreign_keys, "PRAGMA foreign_keys", ""));
    ck_assert_int_eq(full, 2);
    ck_assert_int_eq(foreign_keys, 1);
    book_close(b);
    ck_assert_int_eq(ask("SELECT journal_mode = 'wal'"
                         " FROM pragma_journal_mode"),
                     1);
}
END_TEST

START_TEST(two_writers_do_not_lose_each_others_runs)
{
    pid_t a = start_writer("a", 40, -1), b = start_writer("b", 40, -1);
    ck_assert_int_eq(status_of(a), 0);
    ck_assert_int_eq(status_of(b), 0);
    ck_assert_int_eq(ask("SELECT count(*) FROM runs"), 80);
    ck_assert_int_eq(ask("SELECT count(*) FROM verdicts"), 160);
    ck_assert_int_eq(ask("SELECT count(*) FROM marks"), 80);
    expect_sound_book();
}
END_TEST

START_TEST(book_made_by_several_at_once_has_one_seed)
{
    for (int round = 0; round < 10; round++) {
        pid_t child[4];
        for (int i = 0; i < 4; i++)
            child[i] = start_writer(&"abcd"[i], 1, -1);
        for (int i = 0; i < 4; i++)
            ck_assert_int_eq(status_of(child[i]), 0);
        ck_assert_int_eq(ask("SELECT count(*) FROM class"), 1);
        ck_assert_int_eq(ask("SELECT count(*) FROM runs"), 4);
        remove(path);
    }
}
END_TEST

START_TEST(book_is_made_once_others_let_go_of_the_file)
{
    static const char *const holds[] = {"BEGIN; SELECT * FROM sqlite_schema",
                                        "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"};
    for (int i = 0; i < 3; i++) {
        sqlite3_close(hold("PRAGMA user_version = 0"));
        int ends[2];
        ck_assert_int_eq(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0) {
            sqlite3 *db = hold(holds[i]);
            const bool good = write(ends[1], "+", 1) == 1;
            nap(500);
            sqlite3_close(db);
            _exit(!good);
        }
        char byte;
        ck_assert_int_eq(read(ends[0], &byte, 1), 1);
        book_close(open_book());
        ck_assert_int_eq(status_of(child), 0);
        remove(path);
    }
}
END_TEST

START_TEST(reader_that_holds_the_book_stops_nobody)
{
    Book *b = open_book();
    add_run(b, "ada", 1, 1);
    sqlite3 *reader = hold("BEGIN; SELECT * FROM runs");
    add_run(b, "ada", 2, 2);
    add_run(b, "bob", 2, 2);
    ck_assert_int_eq(sqlite3_exec(reader, "COMMIT", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(reader);
    book_close(b);
    ck_assert_int_eq(ask("SELECT count(*) FROM runs"), 3);
}
END_TEST

START_TEST(writer_that_holds_the_book_is_waited_for_and_told_of)
{
    book_close(open_book());
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *db =
            hold("BEGIN IMMEDIATE; INSERT INTO marks (student, item,"
                 " max, reason, author) VALUES ('a', 'b', 0, 'c', '')");
        if (write(ends[1], "+", 1) != 1)
            _exit(1);
        nap(3600);
        _exit(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK);
    }
    char byte;
    ck_assert_int_eq(read(ends[0], &byte, 1), 1);
    char *said = text_format("%s/said", folder);
    const int keep = dup(STDERR_FILENO);
    ck_assert_ptr_nonnull(freopen(said, "w", stderr));
    Book *b = open_book();
    add_run(b, "ada", 1, 1);
    book_close(b);
    fflush(stderr);
    dup2(keep, STDERR_FILENO);
    ck_assert_int_eq(status_of(child), 0);
    char line[500] = "", more[10];
    FILE *in = fopen(said, "r");
    ck_assert_ptr_nonnull(fgets(line, sizeof line, in));
    ck_assert_ptr_nonnull(strstr(line, "waiting for another program"));
    ck_assert_ptr_null(fgets(more, sizeof more, in)); // once is enough
    fclose(in);
    remove(said);
    free(said);
    ck_assert_int_eq(ask("SELECT count(*) FROM runs, marks"), 1);
}
END_TEST

START_TEST(full_disk_is_named_and_leaves_the_book_as_it_was)
{
    Book *b = open_book();
    int n = 0;
    Report *r = some_report("ada", 1, 1);
    for (int i = 0; i < 200; i++)
        report_add_file(r, "a file with a name of some length", FILE_IGNORED,
                        "and a reason of some length, too");
    ck_assert(book_do(b, "PRAGMA max_page_count = 80", ""));
    while (n < 1000 && book_add_run(b, r, &key))
        n++;
    ck_assert_int_gt(n, 0);
    ck_assert_int_lt(n, 1000);
    ck_assert_ptr_nonnull(strstr(book_error(b), "no room is left"));
    ck_assert_int_eq(ask("SELECT count(*) FROM runs"), n);
    ck_assert_int_eq(ask("SELECT count(*) FROM files"), 200 * n);
    expect_sound_book();
    ck_assert(book_do(b, "PRAGMA max_page_count = 100000", ""));
    must(b, book_add_run(b, r, &key));
    report_free(r);
    book_close(b);
}
END_TEST

START_TEST(book_does_not_cross_a_fork)
{
    Book *b = open_book();
    pid_t child = fork();
    if (child == 0) {
        char *error = NULL;
        Report *r = some_report("eve", 1, 1);
        if (book_add_run(b, r, &key) || strstr(book_error(b), "fork") == NULL)
            _exit(1);
        book_close(b);
        _exit(book_open(path, &error) != NULL ||
              strstr(error, "close") == NULL);
    }
    ck_assert_int_eq(status_of(child), 0);
    add_run(b, "ada", 1, 1);
    book_close(b);
    child = start_writer("bob", 1, -1);
    ck_assert_int_eq(status_of(child), 0);
    ck_assert_int_eq(ask("SELECT count(*) FROM runs"), 2);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("book_faults");
    TCase *c = tcase_create("book_faults");
    tcase_set_timeout(c, 120);
    tcase_add_checked_fixture(c, make_folder, remove_folder);
    tcase_add_test(c, killed_writer_loses_nothing_finished);
    tcase_add_test(c, each_run_is_synced_before_it_counts);
    tcase_add_test(c, two_writers_do_not_lose_each_others_runs);
    tcase_add_test(c, book_made_by_several_at_once_has_one_seed);
    tcase_add_test(c, book_is_made_once_others_let_go_of_the_file);
    tcase_add_test(c, reader_that_holds_the_book_stops_nobody);
    tcase_add_test(c, writer_that_holds_the_book_is_waited_for_and_told_of);
    tcase_add_test(c, full_disk_is_named_and_leaves_the_book_as_it_was);
    tcase_add_test(c, book_does_not_cross_a_fork);
    suite_add_tcase(suite, c);
    return suite;
}
