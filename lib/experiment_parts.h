// What the parts of the experiment frame (lib/experiment*.c, lib/table.c) share
// with each other and nobody else; include/experiment.h is the way in.
#ifndef EXPERIMENT_PARTS_H
#define EXPERIMENT_PARTS_H

#include "experiment.h"
#include "progress.h"

#include <signal.h>
#include <sys/types.h>
#include <time.h>

enum { PATH_SIZE = 4096 };

// What one call of a plots program is to do.
typedef struct Plan {
    const char *stem;
    const char *folder; // build/data/STEM
    const Experiment *experiments;
    size_t n_experiments;
    size_t n_seeds, n_jobs;
    struct timespec built;   // the program's own date; older runs don't count
    struct timespec started; // the date that this call's files get
} Plan;

// experiment.c
size_t plan_seeds(const Plan *plan, const Experiment *e);

// experiment_jobs.c: runs every unit that has no up-to-date file. Returns if
// all went well; else says why not and exits.
void pool_run(const Plan *plan);

typedef struct Unit {
    const Experiment *experiment;
    uint64_t seed;
    enum { WAITING, RUNNING, FINISHED } state;
    pid_t pid;      // while RUNNING
    double begun;   // monotonic clock, seconds
    double seconds; // that it took; 0: it was there before
    Steps *steps;   // how far it is; shared with its process
    FILE *said;     // its stderr, while RUNNING; NULL: ours
} Unit;

typedef struct Pool {
    const Plan *plan;
    Unit *unit;
    size_t n_units;
    Steps *steps;      // of each unit
    bool failed;       // has to stop
    long memory;       // what any run has taken at most, as getrusage tells it
    char trouble[512]; // why; "": the run has said it
} Pool;

size_t pool_count(const Pool *pool, int state);
double clock_seconds(void);

// experiment_report.c: how far the pool is, on stderr.
void report_line(const Pool *pool); // terminal only
void report_wipe(void);             // terminal only
void report_end(const Pool *pool, double seconds);
bool report_said(Unit *unit);       // whether its process said anything
void report_finished(const Pool *pool, const Unit *unit); // no terminal only

// experiment_images.c: loads the images, once for all runs. Only programs that
// call experiment_images() have it; in others this is NULL.
void experiment_images_keep(void) __attribute__((weak));

// experiment_mean.c: NAME.tsv and NAME.mean.tsv from the runs' files.
void experiment_tables(const Plan *plan, const Experiment *e);

// experiment_files.c
void path_print(char path[PATH_SIZE], const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void run_path(char path[PATH_SIZE], const Plan *plan, const Experiment *e,
              uint64_t seed);
void make_folders(const char *path);
bool is_up_to_date(const char *path, const Plan *plan);

// Gives a finished file its date and its final name.
bool publish(const char *temporary, const char *path, const Plan *plan);

// Ends a stream of open_memstream and writes what it holds, as a whole.
void write_stream(const char *path, FILE *stream, char **text, size_t *size,
                  const Plan *plan);

// Blocks the signals that end a program, and SIGCHLD; *before is what to give
// to sigprocmask(SIG_SETMASK, ...) when it is over.
void hold_signals(sigset_t *before);

// table.c: of n >= 1 values; sd is 0 for a single one, and nan anywhere makes
// everything nan.
typedef struct Spread {
    double mean, sd, min, max;
} Spread;

Spread spread(const double *values, size_t n);

// "-nan" becomes "nan" in a row of cells, in place: the sign of a NaN says
// nothing and differs between machines.
void clean_nan(char *row);

// The memory, or the end of the program if there was none.
void *have(void *memory);

#endif
