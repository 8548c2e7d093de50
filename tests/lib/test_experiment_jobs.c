// A plots program runs each seed once, side by side, and leaves nothing half
// done when it is stopped, killed, or one of its runs goes wrong.
#include "fail.h"
#include "toy.h"

#include <inttypes.h>
#include <signal.h>
#include <sys/stat.h>

static void run_plain(Run *run)
{
    emit(run, "%" PRIu64, run->seed);
}

static void run_exit(Run *run)
{
    emit(run, "1");
    if (run->seed == 2)
        exit(7);
}

// Seed 3 would go on for a minute.
static void run_crash(Run *run)
{
    emit(run, "1");
    if (run->seed == 2)
        raise(SIGKILL);
    pause_for(run->seed == 3 ? 999 : 1);
    for (int i = 0; run->seed == 3 && i < 60; i++)
        pause_for(999);
}

// Seed 2 goes on emitting until "mended" exists.
static void run_endless(Run *run)
{
    emit(run, "1");
    fflush(run->out);
    while (run->seed == 2 && !exists("mended")) {
        if (!exists("begun"))
            make_file("begun");
        pause_for(10);
        emit(run, "1");
    }
}

static void run_dated(Run *run)
{
    pause_for(20);
    make_file("begun");
    emit(run, "1");
}

// Fails unless it is alone.
static void run_alone(Run *run)
{
    if (mkdir("busy", 0777) != 0)
        exit(8);
    pause_for(20);
    rmdir("busy");
    emit(run, "1");
}

// Fails unless seeds 1 and 2 run at the same time.
static void run_together(Run *run)
{
    make_file(run->seed == 1 ? "here1" : "here2");
    const char *other = run->seed == 1 ? "here2" : "here1";
    wait_for(other);
    emit(run, "%d", exists(other));
}

// Both seeds find the same file broken.
static void run_refusing(Run *run)
{
    make_file(run->seed == 1 ? "here1" : "here2");
    wait_for("go");
    (fail)("data: broken; mend it"); // check.h has a macro of that name
}

static void run_silent(Run *run)
{
    exit(run->seed == 1 ? 2 : 0);
}

static void run_warning(Run *run)
{
    fprintf(stderr, "by the way, seed %d\n", (int)run->seed);
    emit(run, "1");
}

// OpenMP looks before main(), so what counts is what stood there at the start.
static const char *threads_at_start;

static void run_environment(Run *run)
{
    const char *t = threads_at_start;
    emit(run, "%s", t != NULL ? t : "-");
}

static const Toy toys[] = {
    {{"plain", "x", 0, 0, run_plain}, NULL},
    {{"exit", "x", 0, 0, run_exit}, NULL},
    {{"crash", "x", 0, 0, run_crash}, NULL},
    {{"endless", "x", 0, 2, run_endless}, NULL},
    {{"dated", "x", 0, 0, run_dated}, NULL},
    {{"alone", "x", 0, 0, run_alone}, NULL},
    {{"refusing", "x", 0, 2, run_refusing}, NULL},
    {{"silent", "x", 0, 1, run_silent}, NULL},
    {{"warning", "x", 0, 2, run_warning}, NULL},
    {{"together", "x", 0, 2, run_together}, NULL},
    {{"environment", "x", 1, 1, run_environment}, NULL},
};

START_TEST(a_finished_run_is_not_done_again)
{
    Ended e = toy_run("plain", "--out data --seeds 2 --jobs 1");
    assert_ended(e, 0, "toy: plain seed 1 done in ");
    assert_ended(e, 0, " s (2/2)\n");
    e = toy_run("plain", "--out data --seeds 2");
    ck_assert_str_eq(e.said, "");
    e = toy_run("plain", "--out data --seeds 3");
    assert_ended(e, 0, "toy: plain seed 3 done in ");
    ck_assert_ptr_null(strstr(e.said, "seed 1"));
}
END_TEST

START_TEST(a_run_older_than_the_program_is_done_again)
{
    assert_ended(toy_run("plain", "--out data"), 0, "");
    struct timespec old[2] = {{1, 0}, {1, 0}};
    ck_assert_int_eq(utimensat(AT_FDCWD, "data/.runs/plain.2.tsv", old, 0), 0);
    Ended e = toy_run("plain", "--out data");
    assert_ended(e, 0, "toy: plain seed 2 done in ");
    ck_assert_ptr_null(strstr(e.said, "seed 1"));
}
END_TEST

// Else what an old program wrote while a new one was built would count as new.
START_TEST(a_file_is_dated_to_the_start_of_the_program)
{
    assert_ended(toy_run("dated", "--out data --seeds 1"), 0, "");
    struct stat begun, file;
    ck_assert_int_eq(stat("begun", &begun), 0);
    ck_assert_int_eq(stat("data/.runs/dated.1.tsv", &file), 0);
    struct timespec a = file.st_mtim, b = begun.st_mtim;
    ck_assert(a.tv_sec < b.tv_sec ||
              (a.tv_sec == b.tv_sec && a.tv_nsec < b.tv_nsec));
}
END_TEST

START_TEST(one_job_means_one_run_at_a_time)
{
    assert_ended(toy_run("alone", "--out data --jobs 1"), 0, "(3/3)");
}
END_TEST

START_TEST(two_jobs_run_side_by_side)
{
    assert_ended(toy_run("together", "--out data --jobs 2"), 0, "");
    ck_assert_str_eq(file_text("data/together.tsv"), "seed\tx\n1\t1\n2\t1\n");
}
END_TEST

// Else two runs would share two cores with four threads.
START_TEST(a_run_has_one_thread)
{
    assert_ended(toy_run("environment", "--out data"), 0, "");
    ck_assert_str_eq(file_text("data/environment.tsv"), "seed\tx\n1\t1\n");
}
END_TEST

// Each signal, to the program alone and to all of its processes.
static const struct {
    int signal, status;
    bool to_group;
} stops[] = {
    {SIGINT, 130, false}, {SIGINT, 130, true},  {SIGTERM, 143, false},
    {SIGTERM, 143, true}, {SIGHUP, 129, false}, {SIGHUP, 129, true},
};
enum { N_STOPS = sizeof stops / sizeof stops[0] };

static Ended kill_endless(int signal, bool to_group)
{
    int output;
    pid_t pid = toy_start("endless", "--out data --jobs 1", &output);
    wait_for("begun");
    ck_assert_int_eq(kill(to_group ? -pid : pid, signal), 0);
    return toy_end(pid, output); // returns when the runs have ended as well
}

static void assert_resumes(void)
{
    ck_assert(exists("data/.runs/endless.1.tsv"));
    ck_assert(!exists("data/.runs/endless.2.tsv"));
    ck_assert(!exists("data/endless.tsv"));
    make_file("mended");
    Ended e = toy_run("endless", "--out data");
    assert_ended(e, 0, "endless seed 2 done");
    ck_assert_ptr_null(strstr(e.said, "seed 1"));
    ck_assert_str_eq(file_text("data/endless.tsv"), "seed\tx\n1\t1\n2\t1\n");
}

START_TEST(a_stopped_program_ends_its_runs_and_can_go_on)
{
    Ended e = kill_endless(stops[_i].signal, stops[_i].to_group);
    assert_ended(e, stops[_i].status, "toy: stopped; ");
    ck_assert_uint_eq(count_files("data/.runs", ".tmp"), 0);
    assert_resumes();
}
END_TEST

START_TEST(the_runs_of_a_killed_program_end_and_it_can_go_on)
{
    assert_ended(kill_endless(SIGKILL, false), -SIGKILL, "");
    assert_resumes();
}
END_TEST

START_TEST(a_failed_run_is_named)
{
    Ended e = toy_run("exit", "--out data --jobs 1");
    assert_ended(e, 2, "plots-toy: exit seed 2: ended with status 7; ");
    ck_assert(exists("data/.runs/exit.1.tsv"));
    ck_assert(!exists("data/.runs/exit.2.tsv"));
    ck_assert(!exists("data/.runs/exit.3.tsv"));
    ck_assert_uint_eq(count_files("data", ".tsv"), 0);
    ck_assert_uint_eq(count_files("data/.runs", ".tmp"), 0);
}
END_TEST

START_TEST(what_several_runs_refuse_takes_one_line)
{
    int output;
    pid_t pid = toy_start("refusing", "--out data --jobs 2", &output);
    wait_for("here1");
    wait_for("here2");
    kill(pid, SIGSTOP); // so that it sees both at once
    make_file("go");
    pause_for(100);
    kill(pid, SIGCONT);
    Ended e = toy_end(pid, output);
    ck_assert_int_eq(e.status, 2);
    ck_assert_msg(strstr(e.said, ": data: broken; mend it\n") != NULL &&
                      strchr(e.said, '\n') == e.said + strlen(e.said) - 1,
                  "not one line: %s", e.said);
    ck_assert(!exists("data/refusing.tsv"));
    ck_assert_uint_eq(count_files("data/.runs", ".tmp"), 0);
}
END_TEST

START_TEST(a_run_that_refuses_without_a_word_is_named)
{
    Ended e = toy_run("silent", "--out data");
    assert_ended(e, 2, "plots-toy: silent seed 1: ended with status 2; ");
}
END_TEST

START_TEST(what_a_run_says_is_passed_on)
{
    Ended e = toy_run("warning", "--out data --jobs 1");
    assert_ended(e, 0, "by the way, seed 1\ntoy: warning seed 1 done");
    assert_ended(e, 0, "by the way, seed 2\ntoy: warning seed 2 done");
}
END_TEST

START_TEST(a_crashed_run_is_named_and_stops_the_others)
{
    double begun = (double)time(NULL);
    Ended e = toy_run("crash", "--out data --jobs 3");
    assert_ended(e, 2, "plots-toy: crash seed 2: ended by signal 9 (");
    ck_assert(!exists("data/.runs/crash.2.tsv"));
    ck_assert(!exists("data/.runs/crash.3.tsv"));
    ck_assert_uint_eq(count_files("data/.runs", ".tmp"), 0);
    ck_assert_double_lt((double)time(NULL) - begun, 20);
}
END_TEST

Suite *test_suite(void)
{
    threads_at_start = getenv("OMP_NUM_THREADS");
    toy_main(toys, sizeof toys / sizeof toys[0]);
    Suite *suite = suite_create("experiment_jobs");
    TCase *tcase = toy_tests(suite, "jobs");
    tcase_add_test(tcase, a_finished_run_is_not_done_again);
    tcase_add_test(tcase, a_run_older_than_the_program_is_done_again);
    tcase_add_test(tcase, a_file_is_dated_to_the_start_of_the_program);
    tcase_add_test(tcase, one_job_means_one_run_at_a_time);
    tcase_add_test(tcase, two_jobs_run_side_by_side);
    tcase_add_test(tcase, a_run_has_one_thread);
    tcase_add_loop_test(tcase, a_stopped_program_ends_its_runs_and_can_go_on, 0,
                        N_STOPS);
    tcase_add_test(tcase, the_runs_of_a_killed_program_end_and_it_can_go_on);
    tcase_add_test(tcase, a_failed_run_is_named);
    tcase_add_test(tcase, what_several_runs_refuse_takes_one_line);
    tcase_add_test(tcase, a_run_that_refuses_without_a_word_is_named);
    tcase_add_test(tcase, what_a_run_says_is_passed_on);
    tcase_add_test(tcase, a_crashed_run_is_named_and_stops_the_others);
    return suite;
}
