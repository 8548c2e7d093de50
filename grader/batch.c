// Grading a class: see batch.h.
//
// The book is never open here while another process runs: each process that
// grades opens its own, as SQLite wants it.
#include "batch.h"
#include "book.h"
#include "cgroup.h"
#include "changes.h"
#include "exports.h"
#include "job.h"
#include "meter.h"
#include "pool.h"
#include "preflight.h"
#include "roster.h"
#include "run.h"
#include "stage.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct State {
    Batch *batch;
    char *book; // its path
    Submission *all;
    size_t n_all;
    Submission **todo;
    size_t n_todo, n_broken;
    char *ignored; // lines: what is in the folder and is no submission
    Meter meter;
    double seconds; // that grading took
} State;

static bool make_key(const Course *c, const Submission *s, char hex[65],
                     RunKey *key)
{
    *key = (RunKey){hex, c->suites, c->compiler, c->conditions, c->seed};
    return submission_hash(s, &c->settings, hex);
}

// Chooses who has to be graded.
static bool choose(State *st, Book *book)
{
    const Course *c = st->batch->course;
    st->todo = calloc(st->n_all + 1, sizeof *st->todo);
    if (!st->todo)
        return false;
    for (size_t i = 0; i < st->n_all; i++) {
        char hex[65];
        RunKey key;
        bool known = make_key(c, &st->all[i], hex, &key) &&
                     book_is_current(book, st->all[i].student, &key);
        if (!known || st->batch->regrade)
            st->todo[st->n_todo++] = &st->all[i];
    }
    return true;
}

// In a process of its own: grades, keeps, writes what the student gets.
static int grade_one(size_t item, unsigned slot, void *data)
{
    State *st = data;
    Course *c = st->batch->course;
    Submission *s = st->todo[item];
    char hex[65], *error = NULL;
    RunKey key;
    run_adopt();
    run_give_up_early();
    cgroup_enter(c->cgroups, slot);
    bool readable = make_key(c, s, hex, &key);
    if (!readable)
        snprintf(hex, sizeof hex, "unreadable");
    Report *r = job_grade(c, s, slot);
    Book *book = book_open(st->book, &error);
    if (!book || !book_add_run(book, r, &key)) {
        meter_clear();
        complain(text_format("%s: not kept: %s", s->student,
                             book ? book_error(book) : error));
        return 1;
    }
    error =
        export_student(book, st->batch->folder, s->student, c->settings.title);
    if (error)
        complain(error);
    else
        book_set_exported(book, s->student);
    book_close(book);
    if (r->outcome == BROKEN) {
        meter_clear();
        complain(text_format("%s: not graded: %s", s->student, r->message));
    }
    return r->outcome == BROKEN;
}

static void one_done(size_t item, unsigned slot, int status, void *data)
{
    State *st = data;
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        meter_clear();
        complain(text_format(
            "%s: not graded: the grader's process ended early (%s %d)",
            st->todo[item]->student,
            WIFSIGNALED(status) ? "signal" : "exit status",
            WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status)));
        stage_kill(st->batch->course, slot);
    }
    st->n_broken += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    meter_step(&st->meter);
}

static void tell_ignored(const State *st)
{
    if (*st->ignored)
        fprintf(stderr, "grade: not submissions, left alone:\n%s", st->ignored);
}

// Before anything runs. Returns an exit status.
static int prepare(State *st)
{
    Batch *b = st->batch;
    char *error = NULL;
    Book *book = book_open(st->book, &error);
    if (!book)
        return complain(error);
    bool ok = b->course->seed != 0 || book_seed(book, &b->course->seed);
    if (!ok)
        error = text_copy(book_error(book));
    ok = ok && (!b->roster || roster_load(book, b->roster, &error));
    ok = ok && submissions_list(b->submissions, &st->all, &st->n_all,
                                &st->ignored, &error);
    ok = ok && choose(st, book);
    if (ok && !book_set_strays(book, st->ignored)) {
        error = text_copy(book_error(book));
        ok = false;
    }
    book_close(book);
    if (ok && st->n_all == 0 && !b->roster) {
        tell_ignored(st);
        return complain(text_format("%s holds no ID/ and no ID.tar.gz, ID.tgz "
                                    "or ID.zip; give the folder that does",
                                    b->submissions));
    }
    return ok ? 0 : complain(error ? error : text_copy("no memory"));
}

typedef struct Ids {
    Book *book;
    char **id;
    size_t n;
} Ids;

static bool note_stale(const Standing *s, void *data)
{
    Ids *stale = data;
    bool written = true;
    if ((s->run != 0 || s->has_grade) &&
        book_is_exported(stale->book, s->person.id, &written) && !written) {
        stale->id = list_grow(stale->id, stale->n, sizeof *stale->id);
        stale->id[stale->n++] = text_copy(s->person.id);
    }
    return true;
}

// The files of students whose marks or names have changed, or that a killed
// grader has not written. False if some can't be.
static bool export_stale(const Batch *b, Book *book)
{
    Ids stale = {.book = book};
    bool ok = book_each_standing(book, note_stale, &stale);
    for (size_t i = 0; i < stale.n; i++) {
        bool written; // asked again: what is written now is this state
        book_is_exported(book, stale.id[i], &written);
        char *error = export_student(book, b->folder, stale.id[i],
                                     b->course->settings.title);
        if (!error)
            book_set_exported(book, stale.id[i]);
        else
            ok = complain(error) == 0;
        free(stale.id[i]);
    }
    free(stale.id);
    return ok;
}

// After everything has run. Returns an exit status.
static int conclude(State *st)
{
    Batch *b = st->batch;
    char *error = NULL;
    Book *book = book_open(st->book, &error);
    if (!book)
        return complain(error);
    for (size_t i = 0; i < st->n_todo; i++)
        changes_print(book, st->todo[i]->student);
    bool written = export_stale(b, book);
    error = export_class(book, b->folder, b->course->settings.title);
    if (error)
        complain(error);
    summary_print(book, b->folder, st->n_todo, st->n_all - st->n_todo,
                  st->seconds);
    tell_ignored(st);
    if (b->stats)
        stats_print(st->n_todo, st->seconds);
    book_close(book);
    return error || !written || st->n_broken > 0;
}

static int stopped(void)
{
    fprintf(stderr, "grade: stopped; what was graded is kept, and the same "
                    "command goes on\n");
    return 130;
}

static int grade_all(State *st)
{
    Batch *b = st->batch;
    Pool pool = {st->n_todo, b->jobs, grade_one, one_done, st, b->stop};
    unsigned slots = pool_slots(b->jobs);
    int status = preflight(b->course);
    if (*b->stop)
        return stopped();
    if (status != 0)
        return status;
    meter_begin(&st->meter, st->n_todo);
    b->course->cgroups = cgroups_open("/sys/fs/cgroup", slots, b->course);
    bool ok = pool_run(&pool);
    cgroups_close(b->course->cgroups);
    meter_clear();
    st->seconds = meter_seconds(&st->meter);
    if (!ok)
        return complain(text_copy("no process can be started"));
    return *b->stop ? stopped() : 0;
}

int batch_run(Batch *b)
{
    State st = {.batch = b};
    char *error = NULL;
    st.book = text_format("%s/gradebook.sqlite", b->folder);
    run_adopt();
    int status = prepare(&st);
    if (status == 0 && st.n_todo > 0) {
        status = stage_open(b->course, b->folder, &error) ? grade_all(&st)
                                                          : complain(error);
        stage_close(b->course, b->folder);
    }
    if (status == 0)
        status = conclude(&st);
    submissions_free(st.all, st.n_all);
    free(st.ignored);
    free(st.todo);
    free(st.book);
    return status;
}
