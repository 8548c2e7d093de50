// A plots program writes the right tables and numbers, and refuses options and
// experiments that make no sense. How it runs them: test_experiment_jobs.c.
#include "toy.h"

#include <inttypes.h>
#include <math.h>
#include <sys/stat.h>

// Odd seeds take longer, so that two at a time don't end in their order.
static void run_curve(Run *run)
{
    pause_for(run->seed % 2 == 1 ? 60 : 1);
    for (int epoch = 1; epoch <= 2; epoch++)
        emit(run, "plain\t%d\t%.6g", epoch,
             (double)(run->seed * run->seed) + epoch);
}

static void run_nan(Run *run)
{
    emit(run, "-nano\t%g\t%g", -NAN, INFINITY);
    emit(run, "-nan\t%g\t%g", NAN, -INFINITY);
}

static void run_one(Run *run)
{
    emit(run, "%" PRIu64, run->seed);
}

static void run_uneven(Run *run)
{
    emit(run, "a\t1");
    emit(run, run->seed == 1 ? "b\t1" : "c\t1");
}

static void run_short(Run *run)
{
    for (uint64_t i = 0; i < run->seed; i++)
        emit(run, "a\t1");
}

static void run_text(Run *run)
{
    emit(run, "a\tmany");
}

static void run_narrow(Run *run)
{
    emit(run, "a");
}

static void numbers_curve(Numbers *n)
{
    Table t = numbers_table(n, "curve");
    number(n, "loss", "%.2f", table_mean(&t, "epoch=2", "loss", NULL));
    number(n, "s", "%d %%", 5); // "loss" ends like it
    table_free(&t);
}

static void numbers_own(Numbers *n)
{
    fputs("x\n0\n", numbers_stream(n));
    numbers_write(n, "one");
    fputs("x\n1\n", numbers_stream(n));
    numbers_write(n, "two");
}

static void numbers_overwriting(Numbers *n)
{
    fputs("x\n0\n", numbers_stream(n));
    numbers_write(n, "overwriting");
}

static void numbers_twice(Numbers *n)
{
    number(n, "loss", "%d", 1);
    number(n, "los", "%d", 1);
    number(n, "loss", "%d", 2);
}

static const Toy toys[] = {
    {{"curve", "run\tepoch\tloss", 2, 0, run_curve}, numbers_curve},
    {{"nan", "run\tx\ty", 1, 0, run_nan}, NULL},
    {{"keyless", "x", 0, 0, run_one}, NULL},
    {{"fixed", "x", 0, 2, run_one}, NULL},
    {{"own", "x", 0, 0, run_one}, numbers_own},
    {{"overwriting", "x", 0, 0, run_one}, numbers_overwriting},
    {{"twice", "x", 0, 0, run_one}, numbers_twice},
    {{"uneven", "run\tx", 1, 0, run_uneven}, NULL},
    {{"short", "run\tx", 1, 0, run_short}, NULL},
    {{"text", "run\tx", 1, 0, run_text}, NULL},
    {{"narrow", "run\tx", 1, 0, run_narrow}, NULL},
    {{"numbers", "x", 0, 0, run_one}, NULL},
    {{"a.mean", "x", 0, 0, run_one}, NULL},
    {{"keys", "x", 2, 0, run_one}, NULL},
};

START_TEST(tables_match_hand_values)
{
    assert_ended(toy_run("curve", "--out data"), 0, "");
    // Losses 2, 5, 10 and 3, 6, 11; sd = sqrt(49 / 3).
    ck_assert_str_eq(file_text("data/curve.tsv"), "seed\trun\tepoch\tloss\n"
                                                  "1\tplain\t1\t2\n"
                                                  "1\tplain\t2\t3\n"
                                                  "2\tplain\t1\t5\n"
                                                  "2\tplain\t2\t6\n"
                                                  "3\tplain\t1\t10\n"
                                                  "3\tplain\t2\t11\n");
    ck_assert_str_eq(file_text("data/curve.mean.tsv"),
                     "run\tepoch\tloss.mean\tloss.sd\tloss.min\tloss.max\n"
                     "plain\t1\t5.66666667\t4.04145188\t2\t10\n"
                     "plain\t2\t6.66666667\t4.04145188\t3\t11\n");
    ck_assert_str_eq(file_text("data/numbers.tsv"), "name\tvalue\n"
                                                    "seeds\t3\n"
                                                    "loss\t6.67\n"
                                                    "s\t5 %\n");
    ck_assert_uint_eq(count_files("data", ".tmp"), 0);
}
END_TEST

START_TEST(the_default_folder_is_the_stems)
{
    assert_ended(toy_run("keyless", ""), 0, "");
    ck_assert(exists("build/data/toy/keyless.tsv"));
}
END_TEST

START_TEST(a_single_seed_has_sd_0)
{
    assert_ended(toy_run("curve", "--out data --seeds 1"), 0, "");
    ck_assert_str_eq(file_text("data/curve.mean.tsv"),
                     "run\tepoch\tloss.mean\tloss.sd\tloss.min\tloss.max\n"
                     "plain\t1\t2\t0\t2\t2\n"
                     "plain\t2\t3\t0\t3\t3\n");
}
END_TEST

START_TEST(nan_has_one_spelling)
{
    assert_ended(toy_run("nan", "--out data --seeds 2"), 0, "");
    ck_assert_str_eq(file_text("data/nan.tsv"), "seed\trun\tx\ty\n"
                                                "1\t-nano\tnan\tinf\n"
                                                "1\tnan\tnan\t-inf\n"
                                                "2\t-nano\tnan\tinf\n"
                                                "2\tnan\tnan\t-inf\n");
    ck_assert_str_eq(
        file_text("data/nan.mean.tsv"),
        "run\tx.mean\tx.sd\tx.min\tx.max\ty.mean\ty.sd\ty.min\ty.max\n"
        "-nano\tnan\tnan\tnan\tnan\tinf\tnan\tinf\tinf\n"
        "nan\tnan\tnan\tnan\tnan\t-inf\tnan\t-inf\t-inf\n");
}
END_TEST

START_TEST(an_experiment_may_have_no_keys)
{
    assert_ended(toy_run("keyless", "--out data"), 0, "");
    ck_assert_str_eq(file_text("data/keyless.mean.tsv"),
                     "x.mean\tx.sd\tx.min\tx.max\n2\t1\t1\t3\n");
    ck_assert_str_eq(file_text("data/numbers.tsv"), "name\tvalue\nseeds\t3\n");
}
END_TEST

// Whole and of the program's date, as all the others; and none of the others.
START_TEST(a_chapter_may_have_tables_of_its_own)
{
    assert_ended(toy_run("own", "--out data"), 0, "");
    ck_assert_str_eq(file_text("data/one.tsv"), "x\n0\n");
    ck_assert_str_eq(file_text("data/two.tsv"), "x\n1\n");
    struct stat own, other;
    ck_assert_int_eq(stat("data/one.tsv", &own), 0);
    ck_assert_int_eq(stat("data/own.tsv", &other), 0);
    ck_assert(own.st_mtim.tv_sec == other.st_mtim.tv_sec &&
              own.st_mtim.tv_nsec == other.st_mtim.tv_nsec);
    ck_assert_uint_eq(count_files("data", ".tmp"), 0);
    assert_ended(toy_run("overwriting", "--out data"), 2,
                 "table 'overwriting': an experiment has that name; ");
}
END_TEST

START_TEST(files_do_not_depend_on_the_number_of_jobs)
{
    assert_ended(toy_run("curve", "--out one --jobs 1"), 0, "");
    assert_ended(toy_run("curve", "--out two --jobs 2"), 0, "");
    static const char *const names[] = {"curve.tsv", "curve.mean.tsv",
                                        "numbers.tsv"};
    for (size_t i = 0; i < 3; i++) {
        char one[40], two[40];
        snprintf(one, sizeof one, "one/%s", names[i]);
        snprintf(two, sizeof two, "two/%s", names[i]);
        ck_assert_str_ne(file_text(one), "");
        ck_assert_str_eq(file_text(one), file_text(two));
    }
}
END_TEST

START_TEST(seeds_come_from_the_environment_and_options_go_first)
{
    setenv("SEEDS", "2", 1);
    assert_ended(toy_run("keyless", "--out data"), 0, "");
    ck_assert_str_eq(file_text("data/keyless.tsv"), "seed\tx\n1\t1\n2\t2\n");
    assert_ended(toy_run("keyless", "--out data --seeds 1"), 0, "");
    ck_assert_str_eq(file_text("data/keyless.tsv"), "seed\tx\n1\t1\n");
    setenv("SEEDS", "", 1); // as good as not set
    assert_ended(toy_run("keyless", "--out data"), 0, "");
    ck_assert_str_eq(file_text("data/keyless.tsv"),
                     "seed\tx\n1\t1\n2\t2\n3\t3\n");
}
END_TEST

START_TEST(an_experiment_may_fix_its_seeds)
{
    assert_ended(toy_run("fixed", "--out data --seeds 5"), 0, "");
    ck_assert_str_eq(file_text("data/fixed.tsv"), "seed\tx\n1\t1\n2\t2\n");
}
END_TEST

START_TEST(help_and_list_run_nothing)
{
    assert_ended(toy_run("curve", "--help"), 0, "usage: plots-toy ");
    assert_ended(toy_run("curve", "--list --seeds 4"), 0,
                 "curve\t4\t0\trun epoch loss\n");
    ck_assert(!exists("build"));
}
END_TEST

START_TEST(list_tells_what_is_finished)
{
    assert_ended(toy_run("curve", "--out data --seeds 2"), 0, "");
    assert_ended(toy_run("curve", "--out data --list"), 0, "curve\t3\t2\t");
}
END_TEST

// What is refused with exit 2: toy, options, and the start of the message.
static const struct {
    const char *toy, *seeds, *jobs, *options, *message;
} refused[] = {
    {"curve", "0", "", "", "SEEDS '0' is no whole number from 1 to 1000; "},
    {"curve", "abc", "", "", "SEEDS 'abc' is no whole number"},
    {"curve", "3x", "", "", "SEEDS '3x' is no whole number"},
    {"curve", " 3", "", "", "SEEDS ' 3' is no whole number"},
    {"curve", "-1", "", "", "SEEDS '-1' is no whole number"},
    {"curve", "99999999999999999999", "", "", "SEEDS '9999"},
    {"curve", "", "0", "", "JOBS '0' is no whole number from 1 to 256; "},
    {"curve", "", "", "--seeds -1", "--seeds '-1' is no whole number"},
    {"curve", "", "", "--seeds", "--seeds needs a value; "},
    {"curve", "", "", "--jobs 1.5", "--jobs '1.5' is no whole number"},
    {"curve", "", "", "--quick", "unknown option '--quick'; "},
    {"curve", "", "", "curve", "unknown option 'curve'; "},
    {"curve", "", "", "--out /dev/null/x",
     "/dev/null/x: can't make this folder"},
    {"twice", "", "", "", "number 'loss' is given twice; "},
    {"uneven", "", "", "",
     "build/data/toy/.runs/uneven.2.tsv:3: key 'c' where "
     "build/data/toy/.runs/uneven.1.tsv has 'b'; "},
    {"short", "", "", "", "build/data/toy/.runs/short.2.tsv: 2 rows where "},
    {"text", "", "", "", ".runs/text.1.tsv:2: 'many' in column 'x' is no "},
    {"narrow", "", "", "", ".runs/narrow.1.tsv:2: 2 cells where the header "},
    {"numbers", "", "", "", "an experiment can't be named 'numbers'; "},
    {"a.mean", "", "", "", "an experiment can't be named 'a.mean'; "},
    {"keys", "", "", "", "experiment 'keys' has 2 keys in 1 columns; "},
};
enum { N_REFUSED = sizeof refused / sizeof refused[0] };

START_TEST(what_makes_no_sense_is_refused)
{
    setenv("SEEDS", refused[_i].seeds, 1);
    setenv("JOBS", refused[_i].jobs, 1);
    Ended e = toy_run(refused[_i].toy, refused[_i].options);
    assert_ended(e, 2, refused[_i].message);
    assert_ended(e, 2, "plots-toy: ");
    ck_assert(!exists("build/data/toy/numbers.tsv"));
}
END_TEST

Suite *test_suite(void)
{
    toy_main(toys, sizeof toys / sizeof toys[0]);
    Suite *suite = suite_create("experiment");
    TCase *tcase = toy_tests(suite, "tables");
    tcase_add_test(tcase, tables_match_hand_values);
    tcase_add_test(tcase, the_default_folder_is_the_stems);
    tcase_add_test(tcase, a_single_seed_has_sd_0);
    tcase_add_test(tcase, nan_has_one_spelling);
    tcase_add_test(tcase, an_experiment_may_have_no_keys);
    tcase_add_test(tcase, a_chapter_may_have_tables_of_its_own);
    tcase_add_test(tcase, files_do_not_depend_on_the_number_of_jobs);
    tcase_add_test(tcase, seeds_come_from_the_environment_and_options_go_first);
    tcase_add_test(tcase, an_experiment_may_fix_its_seeds);
    tcase_add_test(tcase, help_and_list_run_nothing);
    tcase_add_test(tcase, list_tells_what_is_finished);
    tcase_add_loop_test(tcase, what_makes_no_sense_is_refused, 0, N_REFUSED);
    return suite;
}
