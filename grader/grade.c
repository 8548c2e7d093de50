// Grades a class: `make grade SUBMISSIONS=dir` runs this. `grade --help` lists
// its options; README.md tells instructors how to use it.
#define _XOPEN_SOURCE 700 // realpath
#include "batch.h"
#include "lock.h"
#include "preflight.h"
#include "text.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static volatile sig_atomic_t stop;

typedef struct Options {
    const char *submissions, *folder, *roster, *settings, *build, *flags;
    unsigned long long seed; // 0: the book's
    unsigned long jobs;
    bool regrade, unsafe, stats, print_flags;
} Options;

static void usage(FILE *out)
{
    fputs(
        "usage: grade --submissions DIR [OPTION ...], in the course's folder\n"
        "  --submissions DIR  DIR/ID/ or DIR/ID.tar.gz, .tgz, .zip: one each\n"
        "  --out DIR          grade book and results (build/grades)\n"
        "  --roster FILE      the class: id, name, email, ... (CSV)\n"
        "  --settings FILE    limits and title (course.ini)\n"
        "  --jobs N           submissions at once (2)\n"
        "  --seed N           of the tests' inputs (the book's own secret)\n"
        "  --regrade          also what has not changed\n"
        "  --unsafe           without a sandbox: only for files you trust\n"
        "  --stats            also time, CPU time and memory\n"
        "  --print-flags      the compiler's, and no more\n"
        "  --build DIR, --flags TEXT  what make passes\n"
        "Exit status: 0 all graded, 1 some could not be, 2 nothing could,\n"
        "3 the solutions themselves fail, 130 stopped.\n",
        out);
}

static unsigned long long number(const char *text, unsigned long long most)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 10);
    if (*text >= '0' && *text <= '9' && !*end && errno == 0 && n >= 1 &&
        n <= most)
        return n;
    fprintf(stderr, "grade: %s: a whole number from 1 to %llu is wanted\n",
            text, most);
    exit(2);
}

// The options' places, by the letters of known[] below.
static void take(Options *o, int option)
{
    const struct {
        int letter;
        const char **text;
        bool *flag;
    } places[] = {
        {'s', &o->submissions, NULL}, {'o', &o->folder, NULL},
        {'r', &o->roster, NULL},      {'i', &o->settings, NULL},
        {'b', &o->build, NULL},       {'f', &o->flags, NULL},
        {'g', NULL, &o->regrade},     {'u', NULL, &o->unsafe},
        {'t', NULL, &o->stats},       {'p', NULL, &o->print_flags},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (option == places[i].letter && places[i].text)
            *places[i].text = optarg;
        else if (option == places[i].letter)
            *places[i].flag = true;
    if (option == 'j')
        o->jobs = number(optarg, 64);
    if (option == 'n')
        o->seed = number(optarg, INT64_MAX);
    if (option == 'h' || option == '?') {
        usage(option == 'h' ? stdout : stderr);
        exit(option == 'h' ? 0 : 2);
    }
}

static Options read_options(int argc, char **argv)
{
    static const struct option known[] = {
        {"submissions", required_argument, NULL, 's'},
        {"out", required_argument, NULL, 'o'},
        {"roster", required_argument, NULL, 'r'},
        {"settings", required_argument, NULL, 'i'},
        {"build", required_argument, NULL, 'b'},
        {"flags", required_argument, NULL, 'f'},
        {"jobs", required_argument, NULL, 'j'},
        {"seed", required_argument, NULL, 'n'},
        {"regrade", no_argument, NULL, 'g'},
        {"unsafe", no_argument, NULL, 'u'},
        {"stats", no_argument, NULL, 't'},
        {"print-flags", no_argument, NULL, 'p'},
        {"help", no_argument, NULL, 'h'},
        {0}};
    Options o = {.folder = "build/grades",
                 .settings = "course.ini",
                 .build = "build/chk",
                 .jobs = 2,
                 .flags = GRADE_FLAGS};
    for (int c; (c = getopt_long(argc, argv, "", known, NULL)) != -1;)
        take(&o, c);
    if (o.print_flags) {
        puts(o.flags);
        exit(0);
    }
    if (!o.submissions || optind < argc) {
        usage(stderr);
        exit(2);
    }
    return o;
}

static int fail(const char *path, const char *what)
{
    fprintf(stderr, "grade: %s: %s\n", path, what);
    return 2;
}

// A sandbox shows all of /usr: nothing secret may lie there. Returns an exit
// status.
static int check_places(const Options *o)
{
    const char *const places[] = {".", o->submissions, o->folder};
    for (size_t i = 0; i < 3; i++) {
        char path[PATH_MAX];
        if (!realpath(places[i], path))
            return fail(places[i], strerror(errno));
        if (!strncmp(path, "/usr/", 5))
            return fail(path, "lies in /usr, where students' programs could "
                              "read it; move it elsewhere");
    }
    return 0;
}

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static bool make_folders(const char *path)
{
    char *p = text_copy(path);
    for (char *slash = p; (slash = strchr(slash + 1, '/'));) {
        *slash = '\0';
        mkdir(p, 0755);
        *slash = '/';
    }
    bool ok = mkdir(p, 0700) == 0 || errno == EEXIST;
    free(p);
    return ok;
}

int main(int argc, char **argv)
{
    Options o = read_options(argc, argv);
    Course course = {.seed = o.seed, .unsafe = o.unsafe};
    char *error = NULL;
    if (!make_folders(o.folder))
        return fail(o.folder, strerror(errno));
    int status = check_places(&o);
    if (status != 0)
        return status;
    if (!folder_lock(o.folder, &error))
        return complain(error);
    catch_signals();
    if (o.unsafe)
        fprintf(stderr,
                "grade: UNSAFE: no sandbox; students' programs run with "
                "your rights\n");
    if (!course_open(&course, o.settings, o.build, o.flags, &error))
        return fail("the course", error);
    Batch batch = {.course = &course,
                   .submissions = o.submissions,
                   .folder = o.folder,
                   .roster = o.roster,
                   .jobs = (unsigned)o.jobs,
                   .regrade = o.regrade,
                   .stats = o.stats,
                   .stop = &stop};
    status = batch_run(&batch);
    course_close(&course);
    return status;
}
