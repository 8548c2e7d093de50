// lib/progress.c, seen through a pseudo-terminal: it tells how far the run is
// and how long it will take, wipes its line, keeps still between updates, and
// says nothing where stderr is no terminal.
#define _XOPEN_SOURCE 700 // posix_openpt
#include "progress.h"

#include <check.h>

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int saved_stderr, reading_end;
static char text[100000];

// Replaces stderr by a terminal, or by a pipe.
static void redirect(bool to_terminal)
{
    int ends[2];
    if (to_terminal) {
        ends[0] = posix_openpt(O_RDWR | O_NOCTTY);
        ck_assert_msg(ends[0] >= 0, "no pseudo-terminal to be had");
        ck_assert_int_eq(grantpt(ends[0]), 0);
        ck_assert_int_eq(unlockpt(ends[0]), 0);
        ends[1] = open(ptsname(ends[0]), O_RDWR | O_NOCTTY);
        ck_assert_int_ge(ends[1], 0);
    } else {
        ck_assert_int_eq(pipe(ends), 0);
    }
    reading_end = ends[0];
    fcntl(reading_end, F_SETFL, O_NONBLOCK);
    saved_stderr = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    close(ends[1]);
}

static void restore(void)
{
    dup2(saved_stderr, STDERR_FILENO);
    close(saved_stderr);
    close(reading_end);
}

// What was written since the last call.
static const char *written(void)
{
    size_t n = 0;
    for (ssize_t got;
         (got = read(reading_end, text + n, sizeof text - 1 - n)) > 0;)
        n += (size_t)got;
    text[n] = 0;
    return text;
}

// What a terminal shows of the one line: each wipe empties it.
static const char *visible(const char *output)
{
    const char *shown = output;
    for (const char *p = output; (p = strstr(p, "\r\033[K")) != NULL;)
        shown = p += 4;
    return shown;
}

static void rest(long milliseconds)
{
    struct timespec t = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&t, NULL);
}

START_TEST(shows_what_how_far_how_fast_and_the_time_left)
{
    redirect(true);
    Progress p = progress_begin("dropout", 30);
    ck_assert_str_eq(visible(written()), "dropout: 0/30");
    rest(120);
    progress_step(&p, 0);
    int seconds;
    ck_assert_int_eq(
        sscanf(visible(written()), "dropout: 1/30, %d s left", &seconds), 1);
    ck_assert_int_ge(seconds, 3); // 29 times at least 0.12 s
    rest(120);
    progress_step(&p, 6000);
    double rate;
    const char *line = visible(written());
    ck_assert_int_eq(
        sscanf(line, "dropout: 2/30, %lf samples/s, %d", &rate, &seconds), 2);
    ck_assert_double_le(rate, 6000 / 0.24);
    ck_assert_double_gt(rate, 0);
    restore();
}
END_TEST

START_TEST(time_left_is_told_in_fitting_units)
{
    static const struct {
        double ago; // half of the work took so long
        const char *left;
    } cases[] = {{50, "50 s left"},
                 {59.7, "1 min 0 s left"},
                 {200, "3 min 20 s left"},
                 {7500, "2 h 5 min left"}};
    redirect(true);
    for (size_t i = 0; i < 4; i++) {
        Progress p = progress_begin("run", 2);
        p.started -= cases[i].ago;
        p.shown -= cases[i].ago;
        progress_step(&p, 0);
        const char *line = visible(written());
        ck_assert_msg(strstr(line, cases[i].left) != NULL, "got \"%s\"", line);
    }
    restore();
}
END_TEST

START_TEST(end_wipes_the_line)
{
    redirect(true);
    Progress p = progress_begin("dropout", 3);
    progress_end(&p);
    ck_assert_str_eq(visible(written()), "");
    restore();
}
END_TEST

START_TEST(at_most_ten_updates_a_second)
{
    redirect(true);
    Progress p = progress_begin("many", 1000000);
    double begun = p.started;
    for (int i = 0; i < 1000; i++)
        progress_step(&p, 1);
    rest(110);
    for (int i = 0; i < 1000; i++)
        progress_step(&p, 1);
    double seconds = p.shown - begun;
    int updates = 0;
    for (const char *s = written(); (s = strchr(s, '\r')) != NULL; s++)
        updates++;
    ck_assert_int_ge(updates, 2);
    ck_assert_double_le(updates, 1 + 10 * seconds);
    restore();
}
END_TEST

START_TEST(line_stays_within_79_columns)
{
    redirect(true);
    Progress p = progress_begin("a name that is far too long to be shown whole "
                                "on one line of a terminal of usual width",
                                (size_t)1e18);
    p.started -= 1e7;
    p.shown -= 1;
    progress_step(&p, (size_t)1e18);
    size_t width = strlen(visible(written()));
    ck_assert_uint_gt(width, 30);
    ck_assert_uint_le(width, 79);
    restore();
}
END_TEST

START_TEST(more_steps_than_announced_do_no_harm)
{
    redirect(true);
    Progress p = progress_begin("short", 0);
    p.shown -= 1;
    progress_step(&p, 0);
    ck_assert_str_eq(visible(written()), "short: 1/0");
    restore();
}
END_TEST

START_TEST(silent_where_stderr_is_no_terminal)
{
    redirect(false);
    Progress p = progress_begin("quiet", 2);
    p.shown -= 1;
    progress_step(&p, 100);
    progress_end(&p);
    ck_assert_str_eq(written(), "");
    ck_assert_uint_eq(p.done, 1);
    restore();
}
END_TEST

START_TEST(silent_when_a_parent_reports)
{
    redirect(true);
    setenv("PROGRESS", "0", 1);
    Progress p = progress_begin("quiet", 2);
    p.shown -= 1;
    progress_step(&p, 100);
    progress_end(&p);
    unsetenv("PROGRESS");
    ck_assert_str_eq(written(), "");
    restore();
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("progress");
    TCase *tc = tcase_create("progress");
    tcase_add_test(tc, shows_what_how_far_how_fast_and_the_time_left);
    tcase_add_test(tc, time_left_is_told_in_fitting_units);
    tcase_add_test(tc, end_wipes_the_line);
    tcase_add_test(tc, at_most_ten_updates_a_second);
    tcase_add_test(tc, line_stays_within_79_columns);
    tcase_add_test(tc, more_steps_than_announced_do_no_harm);
    tcase_add_test(tc, silent_where_stderr_is_no_terminal);
    tcase_add_test(tc, silent_when_a_parent_reports);
    suite_add_tcase(suite, tc);
    return suite;
}
