// How far a plots program is, seen through a pseudo-terminal: it shows the runs
// with epochs, samples a second and the time left on one line, says none of it
// where stderr is no terminal, and neither holds up a run nor changes its data.
#define _XOPEN_SOURCE 700 // posix_openpt
#include "fail.h"
#include "toy.h"

#include "progress.h"

#include <fcntl.h>
#include <signal.h>

// Seed 1 makes its steps and waits; seed 2 ends then, so that the line is drawn
// anew, and lets seed 1 end once that can be seen.
static void tell(Run *run, size_t epochs, size_t samples)
{
    Rng rng = rng_seed(run->seed, 0);
    if (run->seed == 1) {
        progress_begin(epochs);
        for (int i = 0; i < 12; i++) {
            pause_for(10);
            progress_step(samples);
        }
        make_file("stepped");
        wait_for("shown");
    } else
        wait_for("stepped");
    emit(run, "%.6g", (double)rng_uniform(&rng));
}

static void run_short(Run *run)
{
    tell(run, 30, 6000);
}

static void run_long(Run *run)
{
    tell(run, (size_t)1e18, (size_t)1e13);
}

static void run_single(Run *run)
{
    tell(run, 300, 0);
}

static void run_more(Run *run)
{
    tell(run, 3, 0);
}

// A thousand steps while the parent stands still.
static void run_stopped(Run *run)
{
    make_file("begun");
    wait_for("go");
    progress_begin(1000);
    for (int i = 0; i < 1000; i++)
        progress_step(10);
    make_file("stepped");
    emit(run, "1");
}

static void run_refusing(Run *run)
{
    (void)run;
    (fail)("data: broken; mend it"); // check.h has a macro of that name
}

#define A_LONG_NAME "experiment-with-a-name-that-does-not-fit-beside-the-rest"

static const Toy toys[] = {
    {{"short", "x", 0, 2, run_short}, NULL},
    {{A_LONG_NAME, "x", 0, 2, run_long}, NULL},
    {{"single", "x", 0, 1, run_single}, NULL},
    {{"more", "x", 0, 2, run_more}, NULL},
    {{"stopped", "x", 0, 1, run_stopped}, NULL},
    {{"refusing", "x", 0, 2, run_refusing}, NULL},
};

static pid_t start_on_terminal(const char *name, int *output)
{
    int ends[2];
    ends[0] = posix_openpt(O_RDWR | O_NOCTTY);
    ck_assert_msg(ends[0] >= 0, "no pseudo-terminal to be had");
    ck_assert_int_eq(grantpt(ends[0]), 0);
    ck_assert_int_eq(unlockpt(ends[0]), 0);
    ends[1] = open(ptsname(ends[0]), O_RDWR | O_NOCTTY);
    ck_assert_int_ge(ends[1], 0);
    *output = ends[0];
    return toy_start_on(name, "--out data --jobs 2", ends);
}

// What a terminal shows of the one line: each wipe empties it.
static const char *visible(const char *output)
{
    const char *shown = output;
    for (const char *p = output; (p = strstr(p, "\r\033[K")) != NULL;)
        shown = p += 4;
    return shown;
}

// Reads until the line that can be seen has the text in it.
static char *read_until(int output, const char *text)
{
    static char all[100000];
    size_t used = 0;
    all[0] = '\0';
    while (strstr(visible(all), text) == NULL) {
        ssize_t n = read(output, all + used, sizeof all - 1 - used);
        ck_assert_msg(n > 0, "'%s' is never shown: %s", text, all);
        used += (size_t)n;
        all[used] = '\0';
    }
    return all;
}

// The line with seed 1's steps; then all ends well, with the line wiped.
static void line_of(char line[200], const char *name, const char *text)
{
    int output;
    pid_t pid = start_on_terminal(name, &output);
    snprintf(line, 200, "%s", visible(read_until(output, text)));
    make_file("shown");
    Ended e = toy_end(pid, output);
    ck_assert_msg(e.status == 0, "exit %d: %s", e.status, e.said);
    // What it took in all, on the line that the progress has left.
    const char *last = visible(e.said);
    ck_assert_msg(strncmp(last, "toy: ", 5) == 0 &&
                      strstr(last, " MiB each") != NULL,
                  "'%s'", last);
}

START_TEST(shows_epoch_samples_a_second_and_time_left)
{
    char line[200], end;
    int rate, minutes, seconds;
    line_of(line, "short", "1/2 runs, short seed 1 epoch 12/30,");
    int n = sscanf(line,
                   "toy: 1/2 runs, short seed 1 epoch 12/30, "
                   "%dk samples/s, %d:%2d lef%c",
                   &rate, &minutes, &seconds, &end);
    ck_assert_msg(n == 4 && end == 't', "got: %s", line);
    ck_assert_int_gt(rate, 0);
    ck_assert_int_le(rate, 600); // at least 10 ms for 6000
    ck_assert_int_le(minutes * 60 + seconds, 20);
}
END_TEST

// 288 of at least 10 ms, when nothing else is known.
START_TEST(time_left_comes_from_the_epochs_of_a_running_run)
{
    char line[200];
    int seconds;
    line_of(line, "single", "12/300, 0:");
    int n = sscanf(line, "toy: 0/1 runs, single seed 1 epoch 12/300, 0:%d left",
                   &seconds);
    ck_assert_msg(n == 1 && seconds >= 2, "got: %s", line);
}
END_TEST

START_TEST(more_epochs_than_announced_do_no_harm)
{
    char line[200];
    line_of(line, "more", "toy: 1/2 runs, more seed 1 epoch 12/3, ");
    ck_assert_ptr_nonnull(strstr(line, "0:01 left")); // not over yet
    ck_assert_ptr_null(strstr(line, "samples/s"));
}
END_TEST

START_TEST(the_line_stays_within_79_columns)
{
    char line[200];
    line_of(line, A_LONG_NAME, "toy: 1/2 runs, ");
    ck_assert_uint_gt(strlen(line), 15);
    ck_assert_uint_le(strlen(line), 79);
}
END_TEST

START_TEST(without_a_terminal_there_is_a_line_for_each_finished_run)
{
    make_file("shown");
    Ended e = toy_run("short", "--out data --jobs 2");
    ck_assert_int_eq(e.status, 0);
    ck_assert_ptr_null(strchr(e.said, '\r'));
    ck_assert_ptr_null(strstr(e.said, "epoch"));
    ck_assert_ptr_null(strstr(e.said, "left"));
    int lines = 0;
    for (const char *p = e.said; (p = strchr(p, '\n')) != NULL; p++)
        lines++;
    ck_assert_int_eq(lines, 3); // and one for all
}
END_TEST

START_TEST(data_are_the_same_with_and_without_a_terminal)
{
    int output;
    make_file("shown");
    pid_t pid = start_on_terminal("short", &output);
    assert_ended(toy_end(pid, output), 0, "");
    assert_ended(toy_run("short", "--out without"), 0, "");
    ck_assert_str_ne(file_text("data/short.tsv"), "");
    ck_assert_str_eq(file_text("data/short.tsv"),
                     file_text("without/short.tsv"));
}
END_TEST

START_TEST(a_parent_that_stands_still_does_not_hold_up_a_run)
{
    int output;
    pid_t pid = start_on_terminal("stopped", &output);
    wait_for("begun");
    ck_assert_int_eq(kill(pid, SIGSTOP), 0);
    make_file("go");
    wait_for("stepped");
    bool stepped = exists("stepped");
    ck_assert_int_eq(kill(pid, SIGCONT), 0);
    ck_assert_int_eq(toy_end(pid, output).status, 0);
    ck_assert(stepped);
}
END_TEST

// Two runs find the same, and it is told once.
START_TEST(a_reason_does_not_stand_behind_the_progress_line)
{
    int output;
    pid_t pid = start_on_terminal("refusing", &output);
    Ended e = toy_end(pid, output);
    ck_assert_int_eq(e.status, 2);
    const char *reason = strstr(e.said, "\r\033[Kplots-toy: data: broken");
    ck_assert_msg(reason != NULL, "got: %s", e.said);
    ck_assert_ptr_null(
        strstr(reason + 10, "data: broken; mend it\r\n\r\033[Kt"));
}
END_TEST

// So that what trains may tell its steps wherever it is called.
START_TEST(steps_outside_a_plots_program_go_nowhere)
{
    progress_begin(3);
    progress_step(100);
    static Steps steps;
    progress_share(&steps);
    progress_begin(5);
    progress_step(100);
    progress_step(20);
    ck_assert_uint_eq(steps.total, 5);
    ck_assert_uint_eq(steps.done, 2);
    ck_assert_uint_eq(steps.samples, 120);
}
END_TEST

Suite *test_suite(void)
{
    toy_main(toys, sizeof toys / sizeof toys[0]);
    Suite *suite = suite_create("progress");
    TCase *tcase = toy_tests(suite, "progress");
    tcase_add_test(tcase, shows_epoch_samples_a_second_and_time_left);
    tcase_add_test(tcase, time_left_comes_from_the_epochs_of_a_running_run);
    tcase_add_test(tcase, more_epochs_than_announced_do_no_harm);
    tcase_add_test(tcase, the_line_stays_within_79_columns);
    tcase_add_test(tcase,
                   without_a_terminal_there_is_a_line_for_each_finished_run);
    tcase_add_test(tcase, data_are_the_same_with_and_without_a_terminal);
    tcase_add_test(tcase, a_parent_that_stands_still_does_not_hold_up_a_run);
    tcase_add_test(tcase, a_reason_does_not_stand_behind_the_progress_line);
    tcase_add_test(tcase, steps_outside_a_plots_program_go_nowhere);
    return suite;
}
