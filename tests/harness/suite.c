// main() of a chapter's suite: see suite.h.
#include "suite.h"
#include "call_internal.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed = 1;

TCase *task(Suite *suite, const char *name)
{
    TCase *t = tcase_create(name);
    tcase_add_checked_fixture(t, pool_reset, NULL);
    suite_add_tcase(suite, t);
    return t;
}

Rng test_rng(uint64_t stream)
{
    return rng_seed(seed, stream);
}

static void usage(FILE *out)
{
    fprintf(out, "usage: test_STEM --student LIB --solution LIB --worker "
                 "PROGRAM [--seed N] [--seconds S]\n");
}

static void read_options(int argc, char **argv)
{
    static const struct option options[] = {
        {"student", required_argument, NULL, 's'},
        {"solution", required_argument, NULL, 'S'},
        {"worker", required_argument, NULL, 'w'},
        {"seed", required_argument, NULL, 'n'},
        {"seconds", required_argument, NULL, 't'},
        {"help", no_argument, NULL, 'h'},
        {0}};
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (o == 's')
            worker_setup.library[STUDENT] = optarg;
        else if (o == 'S')
            worker_setup.library[SOLUTION] = optarg;
        else if (o == 'w')
            worker_setup.program = optarg;
        else if (o == 'n')
            seed = strtoull(optarg, NULL, 10);
        else if (o == 't')
            worker_setup.seconds = strtod(optarg, NULL);
        else {
            usage(o == 'h' ? stdout : stderr);
            exit(o == 'h' ? 0 : 2);
        }
    }
    if (!worker_setup.library[STUDENT] || !worker_setup.library[SOLUTION] ||
        !worker_setup.program) {
        usage(stderr);
        exit(2);
    }
}

// Prints the verdict over the results [first, last), which are of one task.
static void print_verdict(TestResult **results, int first, int last)
{
    int passed = 0;
    const char *message = "";
    for (int i = last - 1; i >= first; i--) {
        if (tr_rtype(results[i]) == CK_PASS)
            passed++;
        else
            message = tr_msg(results[i]);
    }
    printf("%s\t%d\t%d\t", tr_tcname(results[first]), passed, last - first);
    for (const char *p = message; *p; p++)
        putchar(*p == '\n' || *p == '\t' ? ' ' : *p);
    putchar('\n');
}

static void print_verdicts(SRunner *runner)
{
    int n = srunner_ntests_run(runner);
    TestResult **results = srunner_results(runner);
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
    read_options(argc, argv);
    signal(SIGPIPE, SIG_IGN);
    Suite *suite = suite_create("tasks");
    suite_tasks(suite);
    SRunner *runner = srunner_create(suite);
    // Student code runs in the workers, never here: nothing to fork for.
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_SILENT);
    print_verdicts(runner);
    srunner_free(runner);
    pool_reset();
    workers_end();
    return fflush(stdout) == 0 ? 0 : 3;
}
