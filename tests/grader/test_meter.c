// The progress line, as a terminal gets it: how many are done, how fast, and
// how long the rest will take.
#define _XOPEN_SOURCE 700 // posix_openpt
#include "meter.h"

#include <check.h>

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int terminal, old_stderr;
static char said[1000];

static void open_terminal(void)
{
    terminal = posix_openpt(O_RDWR | O_NOCTTY);
    ck_assert(terminal >= 0 && grantpt(terminal) == 0 &&
              unlockpt(terminal) == 0);
    int fd = open(ptsname(terminal), O_RDWR | O_NOCTTY);
    ck_assert_int_ge(fd, 0);
    old_stderr = dup(STDERR_FILENO);
    dup2(fd, STDERR_FILENO);
    close(fd);
}

static void close_terminal(void)
{
    dup2(old_stderr, STDERR_FILENO);
    close(old_stderr);
    close(terminal);
}

// What has come since it was asked before. A terminal may hand a line on in
// pieces, each a little later.
static const char *seen(void)
{
    enum { SILENCE = 200 }; // ms
    struct pollfd p = {.fd = terminal, .events = POLLIN};
    size_t n = 0;
    while (n < sizeof said - 1 && poll(&p, 1, SILENCE) > 0) {
        ssize_t more = read(terminal, said + n, sizeof said - 1 - n);
        if (more <= 0)
            break;
        n += (size_t)more;
    }
    said[n] = '\0';
    return said;
}

static void wait_ms(long ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

START_TEST(line_tells_done_rate_and_time_left)
{
    Meter m;
    meter_begin(&m, 400);
    ck_assert_str_eq(seen(), "\r0/400 graded\033[K");
    wait_ms(200);
    meter_step(&m);
    unsigned long done, total;
    double rate;
    char left[40];
    ck_assert_int_eq(sscanf(seen(),
                            "\r%lu/%lu graded, %lf a second, %39[^\033]", &done,
                            &total, &rate, left),
                     4);
    ck_assert(done == 1 && total == 400);
    ck_assert_msg(rate > 0.05 && rate <= 5.1, "%g", rate);
    // 399 more at 5 a second or slower.
    ck_assert_msg(strstr(left, " min ") && strstr(left, " left"), "%s", left);
}
END_TEST

START_TEST(line_is_not_written_too_often_and_goes_away)
{
    Meter m;
    meter_begin(&m, 1000);
    seen();
    for (int i = 0; i < 500; i++)
        meter_step(&m);
    // The first, the last, and no more than one in a tenth of a second.
    double lines = 2 + 10 * meter_seconds(&m);
    meter_clear();
    ck_assert_msg((double)strlen(seen()) < 60 * lines, "%zu", strlen(said));
    ck_assert_msg(strstr(said, "\r\033[K") != NULL, "%s", said);
}
END_TEST

Suite *test_suite(void);

Suite *test_suite(void)
{
    Suite *s = suite_create("meter");
    TCase *t = tcase_create("meter");
    tcase_add_checked_fixture(t, open_terminal, close_terminal);
    tcase_add_test(t, line_tells_done_rate_and_time_left);
    tcase_add_test(t, line_is_not_written_too_often_and_goes_away);
    suite_add_tcase(s, t);
    return s;
}
