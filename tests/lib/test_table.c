// Tables are read back strictly and searched by column name; what does not fit
// ends the program with file, line and advice.
#include "experiment.h"

#include <check.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[256], path[300];

// Unchecked fixtures: they run in the parent, also when a test fails.
static void make_folder(void)
{
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%.200s/table.XXXXXX",
             base != NULL ? base : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/t.tsv", folder);
}

static void remove_folder(void)
{
    remove(path);
    rmdir(folder);
}

static Table read_text(const char *text)
{
    FILE *out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    fclose(out);
    return table_read(path);
}

static const char runs[] = "seed\trun\tepoch\tloss\n"
                           "1\tplain\t1\t0.5\n"
                           "1\tplain\t2\t0.25\n"
                           "1\tdrop\t1\tnan\n"
                           "2\tplain\t1\t1.5\n"
                           "2\tplain\t2\tinf\n";

START_TEST(cells_are_found_by_name)
{
    Table t = read_text(runs);
    ck_assert_uint_eq(t.n_rows, 5);
    ck_assert_uint_eq(t.n_columns, 4);
    ck_assert_uint_eq(table_column(&t, "loss"), 3);
    ck_assert_str_eq(table_cell(&t, 0, 1), "run");
    ck_assert_str_eq(table_cell(&t, 3, 1), "drop");
    ck_assert_double_eq(table_number(&t, 2, 3), 0.25);
    ck_assert(isnan(table_number(&t, 3, 3)));
    ck_assert(isinf(table_number(&t, 5, 3)));
    table_free(&t);
    ck_assert_ptr_null(t.cell);
}
END_TEST

START_TEST(select_takes_the_rows_that_match_all)
{
    Table t = read_text(runs);
    double v[3] = {-1, -1, -1};
    ck_assert_uint_eq(table_select(&t, "run=plain epoch=1", "loss", v, 3), 2);
    ck_assert_double_eq(v[0], 0.5);
    ck_assert_double_eq(v[1], 1.5);
    ck_assert_double_eq(v[2], -1);
    ck_assert_uint_eq(table_select(&t, "run=plai", "loss", v, 3), 0);
    table_free(&t);
}
END_TEST

START_TEST(select_counts_all_but_stores_at_most_max)
{
    Table t = read_text(runs);
    double v[3] = {-1, -1, -1};
    ck_assert_uint_eq(table_select(&t, "", "seed", v, 2), 5);
    ck_assert_double_eq(v[1], 1);
    ck_assert_double_eq(v[2], -1);
    table_free(&t);
}
END_TEST

START_TEST(mean_and_sample_sd_match_hand_values)
{
    Table t = read_text("k\tx\na\t2\na\t4\na\t9\nb\t7\n");
    double sd;
    ck_assert_double_eq(table_mean(&t, "k=a", "x", &sd), 5);
    ck_assert_double_eq_tol(sd, 3.605551275463989, 1e-12); // sqrt(13)
    ck_assert_double_eq(table_mean(&t, "k=b", "x", &sd), 7);
    ck_assert_double_eq(sd, 0); // of a single value
    ck_assert_double_eq(table_mean(&t, "", "x", NULL), 5.5);
    table_free(&t);
}
END_TEST

START_TEST(a_table_may_have_no_rows)
{
    Table t = read_text("a\tb\n");
    ck_assert_uint_eq(t.n_rows, 0);
    ck_assert_uint_eq(table_select(&t, "", "a", NULL, 0), 0);
    table_free(&t);
}
END_TEST

// What is refused: the text of the file, what is asked of it, and the message.
static const struct {
    const char *text, *where, *column, *message;
} refused[] = {
    {"a\tb\n1\t2\n3\n", "", "a", "t.tsv:3: 1 cells where the header has 2"},
    {"a\tb\n1\t2\t3\n", "", "a", "t.tsv:2: 3 cells where the header has 2"},
    {"a\tb\n\n1\t2\n", "", "a", "t.tsv:2: 1 cells where the header has 2"},
    {"a\tb\n1\t2", "", "a", "t.tsv: empty, cut off or not text"},
    {"", "", "a", "t.tsv: empty, cut off or not text"},
    {"a\ta\n1\t2\n", "", "a", "t.tsv:1: two columns are named 'a'"},
    {"a\t\n1\t2\n", "", "a", "t.tsv:1: column 2 has no name"},
    {"a\tb\n1\t2\n", "", "c", "t.tsv:1: no column 'c'"},
    {"a\tb\n1\t2\n", "c=1", "a", "t.tsv:1: no column 'c'"},
    {"a\tb\n1\t2\n", "b", "a", "t.tsv: can't select by 'b'"},
    {"a\tb\n1\t2\n", "b=3", "a", "t.tsv: no row with b=3"},
    {"a\tb\n1\t2x\n", "", "b", "t.tsv:2: '2x' in column 'b' is no number"},
    {"a\tb\n1\t\n", "", "b", "t.tsv:2: '' in column 'b' is no number"},
};
enum { N_REFUSED = sizeof refused / sizeof refused[0] };

// Asks for a mean in a child; its exit status, and what it wrote to stderr.
static int ask(int i, char *said, size_t size)
{
    int ends[2], status;
    ck_assert_int_eq(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDERR_FILENO);
        Table t = read_text(refused[i].text);
        table_mean(&t, refused[i].where, refused[i].column, NULL);
        exit(EXIT_SUCCESS);
    }
    close(ends[1]);
    ssize_t n = read(ends[0], said, size - 1);
    said[n > 0 ? n : 0] = '\0';
    close(ends[0]);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

START_TEST(what_does_not_fit_is_refused)
{
    char said[2048];
    int status = ask(_i, said, sizeof said);
    ck_assert_msg(status == 2, "exit %d, not 2; said: %s", status, said);
    ck_assert_msg(strstr(said, refused[_i].message) != NULL,
                  "'%s' is not in: %s", refused[_i].message, said);
    ck_assert_msg(strchr(said, ';') != NULL, "no advice in: %s", said);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("table");
    TCase *tcase = tcase_create("table");
    tcase_add_unchecked_fixture(tcase, make_folder, remove_folder);
    tcase_add_test(tcase, cells_are_found_by_name);
    tcase_add_test(tcase, select_takes_the_rows_that_match_all);
    tcase_add_test(tcase, select_counts_all_but_stores_at_most_max);
    tcase_add_test(tcase, mean_and_sample_sd_match_hand_values);
    tcase_add_test(tcase, a_table_may_have_no_rows);
    tcase_add_loop_test(tcase, what_does_not_fit_is_refused, 0, N_REFUSED);
    suite_add_tcase(suite, tcase);
    return suite;
}
