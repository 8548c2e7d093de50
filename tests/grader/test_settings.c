// course.ini: the defaults are what the file that comes with the course says;
// what does not fit is an error with file, line and advice.
#include "settings.h"
#include "text.h"

#include <check.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[256];
static Settings s;
static char *error;

// Unchecked fixtures: they run in the parent, also when a test fails.
static void make_file(void)
{
    const char *base = getenv("TMPDIR");
    snprintf(path, sizeof path, "%.200s/course.XXXXXX",
             base != NULL ? base : "/tmp");
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
}

static void remove_file(void)
{
    remove(path);
}

static bool read_bytes(const char *text, size_t n)
{
    FILE *out = fopen(path, "wb");
    ck_assert_ptr_nonnull(out);
    fwrite(text, 1, n, out);
    fclose(out);
    return settings_read(&s, path, &error);
}

static bool read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static void ck_limits(const Limits *l, double seconds, unsigned cpu,
                      unsigned processes, unsigned output, unsigned file)
{
    ck_assert_double_eq(l->seconds, seconds);
    ck_assert_uint_eq(l->cpu, cpu);
    ck_assert_uint_eq(l->memory, 512);
    ck_assert_uint_eq(l->processes, processes);
    ck_assert_uint_eq(l->output, output);
    ck_assert_uint_eq(l->file, file);
}

static void ck_defaults(void)
{
    ck_assert_str_eq(s.title, "Dropout by Hand");
    ck_assert_uint_eq(s.user, 60032);
    ck_limits(&s.compile, 10, 8, 32, 64, 16);
    ck_limits(&s.run, 2, 20, 16, 1024, 1);
    ck_assert_uint_eq(s.file_kib, 1024);
    ck_assert_uint_eq(s.total_kib, 20480);
    ck_assert_uint_eq(s.entries, 200);
}

START_TEST(an_empty_file_means_the_defaults)
{
    ck_assert(read_text(""));
    ck_assert_ptr_null(error);
    ck_defaults();
    settings_free(&s);
}
END_TEST

// Tests run from the course's folder.
START_TEST(the_courses_own_file_says_the_defaults)
{
    bool ok = settings_read(&s, "course.ini", &error);
    ck_assert_msg(ok, "%s", error);
    ck_defaults();
    settings_free(&s);
}
END_TEST

START_TEST(every_value_can_be_set)
{
    bool ok = read_text(
        "\xef\xbb\xbf; with a byte-order mark\r\n"
        "[course]\r\ntitle = Ma\xc3\x9f & \"Zahl\" ; a comment\r\nuser=70000\n"
        "[compile]\n  seconds = 1.5\n  cpu : 2\n\tmemory=33\nprocesses=4\n"
        "output=5\nfile=6\n"
        "[run]\nseconds=0.1\ncpu=3600\nmemory=65536\nprocesses=4096\n"
        "output=65536\nfile=1024\n"
        "[submission]\nfile=1\ntotal=2\nentries=3"); // no newline at the end
    ck_assert_msg(ok, "%s", error);
    ck_assert_str_eq(s.title, "Ma\xc3\x9f & \"Zahl\"");
    ck_assert_uint_eq(s.user, 70000);
    ck_assert_double_eq(s.compile.seconds, 1.5);
    ck_assert_uint_eq(s.compile.cpu, 2);
    ck_assert_uint_eq(s.compile.memory, 33);
    ck_assert_uint_eq(s.compile.processes, 4);
    ck_assert_uint_eq(s.compile.output, 5);
    ck_assert_uint_eq(s.compile.file, 6);
    ck_assert_double_eq(s.run.seconds, 0.1);
    ck_assert_uint_eq(s.run.cpu, 3600);
    ck_assert_uint_eq(s.run.memory, 65536);
    ck_assert_uint_eq(s.run.processes, 4096);
    ck_assert_uint_eq(s.run.output, 65536);
    ck_assert_uint_eq(s.run.file, 1024);
    ck_assert_uint_eq(s.file_kib, 1);
    ck_assert_uint_eq(s.total_kib, 2);
    ck_assert_uint_eq(s.entries, 3);
    settings_free(&s);
}
END_TEST

// What is refused: the text of the file, the line, and a part of the message.
static const struct {
    const char *text;
    int line;
    const char *message;
} refused[] = {
    {"[run]\ncpus = 3\n", 2,
     "there is no 'cpus' in [run]; it knows seconds, cpu, memory, processes, "
     "output, file"},
    {"[run]\nuser = 60032\n", 2, "there is no 'user' in [run]"},
    {"\n[runs]\ncpu = 3\n", 2,
     "there is no section [runs]; there are course, compile, run, submission"},
    {"[empty]\n", 1, "there is no section [empty]"},
    {"[ run]\n", 1, "there is no section [ run]"},
    {"cpu = 3\n", 1, "'cpu' stands in no section"},
    {"[run]\ncpu = 3\n\ncpu = 4\n", 4, "cpu is given twice in [run]"},
    {"[run]\n cpu = 3\n  memory = 4\n", 3, "memory = 4 won't do"},
    {"[run]\ncpu = 0\n", 2,
     "cpu = 0 won't do; write a whole number from 1 to 3600"},
    {"[run]\ncpu = 3601\n", 2, "won't do"},
    {"[run]\ncpu = -1\n", 2, "cpu = -1 won't do"},
    {"[run]\ncpu = 1.5\n", 2, "cpu = 1.5 won't do"},
    {"[run]\ncpu = 2e3\n", 2, "cpu = 2e3 won't do"},
    {"[run]\ncpu = 99999999999999999999\n", 2, "won't do"},
    {"[run]\ncpu = 3 # seconds\n", 2, "won't do"},
    {"[run]\ncpu =\n", 2, "cpu =  won't do"},
    {"[run]\nseconds = 0.05\n", 2,
     "seconds = 0.05 won't do; write a number from 0.1 to 3600"},
    {"[run]\nseconds = nan\n", 2, "seconds = nan won't do"},
    {"[run]\nseconds = 1.2.3\n", 2, "seconds = 1.2.3 won't do"},
    {"[run]\nseconds = .\n", 2, "seconds = . won't do"},
    {"[run]\nfile = 1025\n", 2, "from 1 to 1024"},
    {"[course]\nuser = 0\n", 2, "from 1000 to 2000000000"},
    {"[course]\ntitle =\n", 2, "title is empty"},
    {"[submission]\nentries = 0\n", 2, "from 1 to 100000"},
    {"[run]\ncpu\n", 2, "neither [section] nor name = value"},
    {"[run\ncpu = 3\n", 1, "there is no section [run"},
};
enum { N_REFUSED = sizeof refused / sizeof refused[0] };

START_TEST(what_does_not_fit_is_refused)
{
    ck_assert_msg(!read_text(refused[_i].text), "taken: %s", refused[_i].text);
    char *begin = text_format("%s:%d: ", path, refused[_i].line);
    ck_assert_msg(strncmp(error, begin, strlen(begin)) == 0,
                  "'%s' does not begin: %s", begin, error);
    ck_assert_msg(strstr(error, refused[_i].message) != NULL,
                  "'%s' is not in: %s", refused[_i].message, error);
    ck_assert_ptr_null(s.title);
    free(begin);
    free(error);
}
END_TEST

START_TEST(a_line_that_is_too_long_or_no_text_is_refused)
{
    char text[300];
    memset(text, 'x', sizeof text);
    memcpy(text, "[course]\ntitle = ", 17);
    text[299] = '\n';
    ck_assert(!read_bytes(text, sizeof text));
    ck_assert_ptr_nonnull(strstr(error, ":2: the line is longer than"));
    free(error);
    ck_assert(!read_bytes("[run]\ncpu = 3\0 4\nfile = 2\n", 26));
    ck_assert_ptr_nonnull(strstr(error, ":2: the line is longer than"));
    free(error);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_an_error)
{
    ck_assert(!settings_read(&s, "/nowhere/course.ini", &error));
    ck_assert_str_eq(error,
                     "/nowhere/course.ini: No such file or directory; it comes "
                     "with the course, take it from there");
    free(error);
    ck_assert(!settings_read(&s, "/", &error));
    ck_assert_ptr_nonnull(strstr(error, "can't be read"));
    free(error);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("settings");
    TCase *tcase = tcase_create("settings");
    tcase_add_unchecked_fixture(tcase, make_file, remove_file);
    tcase_add_test(tcase, an_empty_file_means_the_defaults);
    tcase_add_test(tcase, the_courses_own_file_says_the_defaults);
    tcase_add_test(tcase, every_value_can_be_set);
    tcase_add_loop_test(tcase, what_does_not_fit_is_refused, 0, N_REFUSED);
    tcase_add_test(tcase, a_line_that_is_too_long_or_no_text_is_refused);
    tcase_add_test(tcase, a_file_that_is_not_there_is_an_error);
    suite_add_tcase(suite, tcase);
    return suite;
}
