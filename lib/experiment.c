// main() of the programs in plots/: options, the numbers for the prose, and
// the order of things; see include/experiment.h.
#include "experiment_parts.h"

#include "fail.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { ROW_SIZE = 4096, MAX_SEEDS = 1000, MAX_JOBS = 256 };

// A row of cells from a format, without line breaks.
static void print_row(char row[ROW_SIZE], const char *who, const char *format,
                      va_list arguments)
{
    int n = vsnprintf(row, ROW_SIZE, format, arguments);
    if (n < 0 || n >= ROW_SIZE || strchr(row, '\n') != NULL) {
        fail("%s: '%s' gives no row of at most %d letters without line break; "
             "correct it",
             who, format, ROW_SIZE - 1);
    }
    clean_nan(row);
}

void emit(Run *run, const char *format, ...)
{
    if (run->parent != 0 && run->parent != (long)getppid())
        exit(EXIT_FAILURE); // killed without a chance to end its children
    char row[ROW_SIZE];
    va_list arguments;
    va_start(arguments, format);
    print_row(row, run->experiment, format, arguments);
    va_end(arguments);
    fprintf(run->out, "%" PRIu64 "\t%s\n", run->seed, row);
}

Table numbers_table(Numbers *n, const char *experiment)
{
    char path[PATH_SIZE];
    path_print(path, "%s/%s.tsv", n->folder, experiment);
    return table_read(path);
}

static bool is_name(const char *text)
{
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++)
        if (!isalnum((unsigned char)text[i]) && strchr("_-.", text[i]) == NULL)
            return false;
    return n > 0;
}

void number(Numbers *n, const char *name, const char *format, ...)
{
    if (!is_name(name)) {
        fail("number '%s': a name has letters, digits, '_', '-' and '.'; "
             "rename it",
             name);
    }
    char line[ROW_SIZE], value[ROW_SIZE];
    snprintf(line, sizeof line, "\n%s\t", name);
    fflush(n->out); // brings n->text up to date
    if (strstr(n->text, line) != NULL)
        fail("number '%s' is given twice; rename one", name);
    va_list arguments;
    va_start(arguments, format);
    print_row(value, name, format, arguments);
    va_end(arguments);
    fprintf(n->out, "%s\t%s\n", name, value);
}

FILE *numbers_stream(Numbers *n)
{
    n->table = have(open_memstream(&n->table_text, &n->table_size));
    return n->table;
}

void numbers_write(Numbers *n, const char *name)
{
    for (size_t i = 0; i < n->plan->n_experiments; i++)
        if (strcmp(name, n->plan->experiments[i].name) == 0)
            fail("table '%s': an experiment has that name; rename it", name);
    char path[PATH_SIZE];
    path_print(path, "%s/%s.tsv", n->folder, name);
    write_stream(path, n->table, &n->table_text, &n->table_size, n->plan);
}

static void write_numbers(const Plan *plan, void (*numbers)(Numbers *n))
{
    Numbers n = {.folder = plan->folder, .plan = plan};
    n.out = have(open_memstream(&n.text, &n.size));
    fputs("name\tvalue\n", n.out);
    number(&n, "seeds", "%zu", plan->n_seeds);
    if (numbers != NULL)
        numbers(&n);
    char path[PATH_SIZE];
    path_print(path, "%s/numbers.tsv", plan->folder);
    write_stream(path, n.out, &n.text, &n.size, plan);
}

size_t plan_seeds(const Plan *plan, const Experiment *e)
{
    return e->n_seeds > 0 ? e->n_seeds : plan->n_seeds;
}

// The whole number in text; where says what it was given for.
static size_t count_of(const char *where, const char *text, size_t max)
{
    char *end;
    unsigned long n = strtoul(text, &end, 10);
    if (!isdigit((unsigned char)*text) || *end != '\0' || n < 1 || n > max) {
        fail("%s '%s' is no whole number from 1 to %zu; try 3", where, text,
             max);
    }
    return n;
}

// The same from the environment; what is not set, or empty, is otherwise.
static size_t count_from(const char *variable, size_t otherwise, size_t max)
{
    const char *text = getenv(variable);
    return text == NULL || *text == '\0' ? otherwise
                                         : count_of(variable, text, max);
}

static const char usage[] =
    "usage: plots-%s [--out DIR] [--seeds N] [--jobs N] [--list]\n"
    "Runs the experiments of %s that are not finished, and writes tables.\n"
    "  --out DIR   where they go (%s)\n"
    "  --seeds N   runs of each experiment (environment: SEEDS; default: 3)\n"
    "  --jobs N    runs at a time (environment: JOBS; default: processors)\n"
    "  --list      tells the experiments, runs nothing\n";

typedef enum Action { RUN, LIST, HELP } Action;

static Action parse_options(Plan *plan, int argc, char **argv)
{
    Action action = RUN;
    for (int i = 1; i < argc; i++) {
        const char *option = argv[i], *value = argv[i + 1];
        if (strcmp(option, "--help") == 0)
            return HELP;
        if (strcmp(option, "--list") == 0) {
            action = LIST;
            continue;
        }
        bool out = strcmp(option, "--out") == 0;
        bool seeds = strcmp(option, "--seeds") == 0;
        if (!out && !seeds && strcmp(option, "--jobs") != 0)
            fail("unknown option '%s'; --help tells them all", option);
        if (value == NULL || *value == '\0')
            fail("%s needs a value; --help tells more", option);
        if (out)
            plan->folder = value;
        else if (seeds)
            plan->n_seeds = count_of(option, value, MAX_SEEDS);
        else
            plan->n_jobs = count_of(option, value, MAX_JOBS);
        i++;
    }
    return action;
}

static void check_experiment(const Plan *plan, size_t i)
{
    const Experiment *e = &plan->experiments[i];
    if (!is_name(e->name) || strchr(e->name, '.') != NULL ||
        strcmp(e->name, "numbers") == 0) {
        fail("an experiment can't be named '%s'; use letters, digits, '_' and "
             "'-', and not 'numbers'",
             e->name);
    }
    for (size_t k = 0; k < i; k++)
        if (strcmp(e->name, plan->experiments[k].name) == 0)
            fail("two experiments are named '%s'; rename one", e->name);
    size_t n_columns = 1;
    for (const char *c = e->columns; *c != '\0'; c++)
        n_columns += *c == '\t';
    if (e->n_keys > n_columns) {
        fail("experiment '%s' has %zu keys in %zu columns; correct n_keys",
             e->name, e->n_keys, n_columns);
    }
}

static void list(const Plan *plan)
{
    printf("experiment\truns\tfinished\tcolumns\n");
    for (size_t i = 0; i < plan->n_experiments; i++) {
        const Experiment *e = &plan->experiments[i];
        size_t n_finished = 0;
        for (uint64_t seed = 1; seed <= plan_seeds(plan, e); seed++) {
            char path[PATH_SIZE];
            run_path(path, plan, e, seed);
            n_finished += is_up_to_date(path, plan);
        }
        printf("%s\t%zu\t%zu\t", e->name, plan_seeds(plan, e), n_finished);
        for (const char *c = e->columns; *c != '\0'; c++)
            putchar(*c == '\t' ? ' ' : *c);
        putchar('\n');
    }
}

// OpenMP reads OMP_NUM_THREADS when its library is loaded, before main(), and a
// run shares the machine with others: so set it, and start once more.
static void use_one_thread(char **argv)
{
    const char *threads = getenv("OMP_NUM_THREADS");
    if (threads != NULL && strcmp(threads, "1") == 0)
        return;
    setenv("OMP_NUM_THREADS", "1", 1);
    char self[PATH_SIZE] = "";
    if (readlink("/proc/self/exe", self, sizeof self - 1) > 0)
        execv(self, argv);
    execvp(argv[0], argv); // for systems without /proc
    fail("can't start anew: %s; set OMP_NUM_THREADS=1", strerror(errno));
}

// glibc before 2.38 seldom uses a freed aligned block again: twenty networks,
// one after the other, would take the memory of twenty. From 1 MiB on, blocks
// go back to the system.
static void return_large_blocks(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

static void plan_times(Plan *plan, const char *program)
{
    clock_gettime(CLOCK_REALTIME, &plan->started);
    struct stat file;
    bool known =
        stat("/proc/self/exe", &file) == 0 || stat(program, &file) == 0;
    plan->built = known ? file.st_mtim : plan->started;
}

int experiment_main(int argc, char **argv, const char *stem,
                    const Experiment *experiments, size_t n_experiments,
                    void (*numbers)(Numbers *n))
{
    char folder[PATH_SIZE], runs[PATH_SIZE];
    path_print(folder, "build/data/%s", stem);
    Plan plan = {.stem = stem,
                 .folder = folder,
                 .experiments = experiments,
                 .n_experiments = n_experiments};
    long n_processors = sysconf(_SC_NPROCESSORS_ONLN);
    plan.n_jobs = n_processors > 0 ? (size_t)n_processors : 1;
    plan.n_jobs = count_from("JOBS", plan.n_jobs, MAX_JOBS);
    plan.n_seeds = count_from("SEEDS", 3, MAX_SEEDS);
    for (size_t i = 0; i < n_experiments; i++)
        check_experiment(&plan, i);
    plan_times(&plan, argv[0]);
    Action action = parse_options(&plan, argc, argv);
    if (action == HELP) {
        printf(usage, stem, stem, folder);
    } else if (action == LIST) {
        list(&plan);
    } else {
        use_one_thread(argv);
        return_large_blocks();
        path_print(runs, "%s/.runs", plan.folder);
        make_folders(runs);
        pool_run(&plan);
        for (size_t i = 0; i < n_experiments; i++)
            experiment_tables(&plan, &experiments[i]);
        write_numbers(&plan, numbers);
    }
    return EXIT_SUCCESS;
}
