// main() of a chapter's suite: see suite.h.
#include "suite.h"
#include "call_internal.h"
#include "sanitised.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Which of the tests that have run drew their inputs from the seed.
enum { TESTS_MAX = 4096 };
static struct {
    bool drawn[TESTS_MAX];
    int n;            // the running test is the last
    bool failing;     // one of its task has failed
    const char *path; // of the list of tests; NULL: none is wanted
} tests;

// What SIGINT and SIGTERM did before Check took them. Its handlers end all of
// the process group, make and the shell included, where it has not forked.
static struct sigaction interrupt, terminate;

static void begin_test(void)
{
    pool_reset();
    if (tests.n == TESTS_MAX) {
        fprintf(stderr, "suite: more than %d tests\n", TESTS_MAX);
        exit(3);
    }
    tests.n++;
}

static void begin_task(void)
{
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGTERM, &terminate, NULL);
    tests.failing = false;
}

void fail_test(const char *sentence)
{
    tests.failing = true;
    ck_abort_msg("%s", sentence);
}

bool task_failing(void)
{
    return tests.failing;
}

int running_test(void)
{
    return tests.n - 1;
}

TCase *task(Suite *suite, const char *name)
{
    TCase *t = tcase_create(name);
    tcase_add_unchecked_fixture(t, begin_task, NULL);
    tcase_add_checked_fixture(t, begin_test, NULL);
    recording_task(name);
    suite_add_tcase(suite, t);
    return t;
}

Rng test_rng(uint64_t stream)
{
    if (tests.n > 0)
        tests.drawn[tests.n - 1] = true;
    return rng_seed(worker_setup.seed, stream);
}

#if SANITISED
// A test that fails is left by a jump, and so is what Check has allocated.
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
    return 1;
}
#endif

static void usage(FILE *out)
{
    fprintf(
        out,
        "usage: test_STEM --student LIB --solution LIB | --recording FILE\n"
        "    --worker PROGRAM [--base LIB] [--inner-base LIB] [--seed N]\n"
        "    [--seconds S] [--printed KIB] [--prints FILE] [--curves FILE]\n"
        "    [--tests FILE] [--record FILE] [-- SANDBOX COMMAND ...]\n");
}

static void open_prints(void)
{
    if (printed_open(optarg))
        return;
    fprintf(stderr, "suite: %s can't be written\n", optarg);
    exit(3);
}

static void read_option(int option)
{
    if (option == 's')
        worker_setup.library[STUDENT] = optarg;
    else if (option == 'S')
        worker_setup.library[SOLUTION] = optarg;
    else if (option == 'w')
        worker_setup.program = optarg;
    else if (option == 'b')
        worker_setup.base[SOLUTION] = optarg;
    else if (option == 'B')
        worker_setup.base[STUDENT] = optarg;
    else if (option == 'n')
        worker_setup.seed = strtoull(optarg, NULL, 10);
    else if (option == 't')
        worker_setup.seconds = strtod(optarg, NULL);
    else if (option == 'p')
        worker_setup.printed_max = strtol(optarg, NULL, 10) * 1024;
    else if (option == 'P')
        open_prints();
    else if (option == 'c')
        curves_open(optarg);
    else if (option == 'T')
        tests.path = optarg;
    else if (option == 'r')
        recording_write_to(optarg);
    else if (option == 'R')
        recording_read_from(optarg);
    else {
        usage(option == 'h' ? stdout : stderr);
        exit(option == 'h' ? 0 : 2);
    }
}

static void read_options(int argc, char **argv)
{
    static const struct option options[] = {
        {"student", required_argument, NULL, 's'},
        {"solution", required_argument, NULL, 'S'},
        {"worker", required_argument, NULL, 'w'},
        {"base", required_argument, NULL, 'b'},
        {"inner-base", required_argument, NULL, 'B'},
        {"seed", required_argument, NULL, 'n'},
        {"seconds", required_argument, NULL, 't'},
        {"curves", required_argument, NULL, 'c'},
        {"printed", required_argument, NULL, 'p'},
        {"prints", required_argument, NULL, 'P'},
        {"tests", required_argument, NULL, 'T'},
        {"record", required_argument, NULL, 'r'},
        {"recording", required_argument, NULL, 'R'},
        {"help", no_argument, NULL, 'h'},
        {0}};
    for (int o; (o = getopt_long(argc, argv, "+", options, NULL)) != -1;)
        read_option(o);
    // The solution or its recording is wanted, and not both.
    if (!worker_setup.library[STUDENT] || !worker_setup.program ||
        recording_answers() == !!worker_setup.library[SOLUTION] ||
        (recording_answers() && curves_wanted())) {
        usage(stderr);
        exit(2);
    }
    if (optind < argc)
        worker_setup.sandbox = argv + optind;
    if (!worker_setup.base[STUDENT])
        worker_setup.base[STUDENT] = worker_setup.base[SOLUTION];
}

// A message ends its line, whatever stands in it.
static void put_message(FILE *out, const char *message)
{
    for (const char *p = message; *p; p++)
        putc(*p == '\n' || *p == '\t' ? ' ' : *p, out);
    putc('\n', out);
}

static void print_line(const char *task_name, int passed, int n,
                       const char *rule, const char *message)
{
    printf("%s\t%d\t%d\t%s", task_name, passed, n, rule);
    put_message(stdout, message);
}

// Prints the verdict over the results [first, last), which are of one task.
static void print_verdict(TestResult **results, int first, int last)
{
    int passed = 0, drawn = 0, drawn_passed = 0;
    const char *message = "";
    for (int i = last - 1; i >= first; i--) {
        bool ok = tr_rtype(results[i]) == CK_PASS;
        passed += ok;
        drawn += tests.drawn[i];
        drawn_passed += ok && tests.drawn[i];
        if (!ok)
            message = tr_msg(results[i]);
    }
    const char *name = tr_tcname(results[first]);
    if (passed == last - first && drawn == 0) {
        fprintf(stderr,
                "suite: no test of %s draws its inputs (test_rng), so a table "
                "could answer them all\n",
                name);
        exit(3);
    }
    bool by_heart = passed > 0 && drawn_passed == 0;
    print_line(name, by_heart ? 0 : passed, last - first,
               by_heart ? "only fixed examples came out right: " : "", message);
    if (passed < last - first)
        curves_write(name, first, last);
}

static _Noreturn void no_list(const char *why)
{
    fprintf(stderr, "suite: %s: %s\n", tests.path, why);
    exit(3);
}

// The name of a test from Check's log "ok 1 - FILE:TASK:TEST: MESSAGE": its
// results don't tell it.
static const char *test_name(const char *logged, TestResult *result)
{
    const char *task_name = words(":%s:", tr_tcname(result));
    const char *name = strstr(logged, task_name);
    if (!name)
        no_list("Check has logged the tests in an unknown form");
    name += strlen(task_name);
    return words("%.*s", (int)strcspn(name, ":"), name);
}

// Puts the list of tests in the place of Check's log.
static void list_tests(TestResult **results, int n)
{
    const char *name[TESTS_MAX];
    char *line = NULL;
    size_t size = 0;
    FILE *file = fopen(tests.path, "r");
    for (int i = 0; i < n; i++) {
        if (!file || getline(&line, &size, file) < 0)
            no_list("Check could not log the tests; can it be written?");
        name[i] = test_name(line, results[i]);
    }
    free(line);
    if (!file || !(file = freopen(tests.path, "w", file)))
        no_list("can't be written");
    for (int i = 0; i < n; i++) {
        bool ok = tr_rtype(results[i]) == CK_PASS;
        fprintf(file, "%s\t%s\t", tr_tcname(results[i]), name[i]);
        put_message(file, ok ? "ok" : tr_msg(results[i]));
    }
    if (fclose(file) != 0)
        no_list("can't be written");
}

static void print_verdicts(SRunner *runner)
{
    int n = srunner_ntests_run(runner);
    TestResult **results = srunner_results(runner);
    if (tests.path)
        list_tests(results, n);
    for (int first = 0, last; first < n; first = last) {
        for (last = first + 1; last < n && !strcmp(tr_tcname(results[first]),
                                                   tr_tcname(results[last]));)
            last++;
        print_verdict(results, first, last);
    }
    free(results);
}

int main(int argc, char **argv)
{
    worker_setup.seed = 1;
    read_options(argc, argv);
    signal(SIGPIPE, SIG_IGN);
    sigaction(SIGINT, NULL, &interrupt);
    sigaction(SIGTERM, NULL, &terminate);
    Suite *suite = suite_create("tasks");
    suite_tasks(suite);
    recording_begin();
    SRunner *runner = srunner_create(suite);
    // Student code runs in the workers, never here: nothing to fork for.
    srunner_set_fork_status(runner, CK_NOFORK);
    if (tests.path)
        srunner_set_tap(runner, tests.path);
    srunner_run_all(runner, CK_SILENT);
    recording_end(tests.n, srunner_ntests_failed(runner));
    print_verdicts(runner);
    srunner_free(runner);
    pool_reset();
    workers_end();
    curves_close();
    return fflush(stdout) == 0 ? 0 : 3;
}
