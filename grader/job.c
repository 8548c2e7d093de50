// One submission: files to the stage, compiled in the sandbox, asked by the
// suites; see job.h.
#include "job.h"
#include "compile.h"
#include "meter.h"
#include "run.h"
#include "sandbox.h"
#include "stage.h"
#include "text.h"
#include "verdicts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct Job {
    const Course *course;
    unsigned slot;
    char *confine, *in, *out, *own; // paths within the stage
    Report *report;
} Job;

static void broken(Report *r, const char *message)
{
    if (r->outcome == BROKEN)
        return; // the first trouble counts
    r->outcome = BROKEN;
    free(r->message);
    r->message = text_copy(message);
}

static Sandbox sandbox(const Job *j, const Limits *limits)
{
    return (Sandbox){.limits = limits,
                     .confine = j->confine,
                     .user = stage_user(j->course, j->slot),
                     .unsafe = j->course->unsafe};
}

static void stage_files(Job *j, const Submission *s)
{
    const Course *c = j->course;
    char *unpack = text_format("%s/public/unpack", c->stage);
    Sandbox box = sandbox(j, &c->settings.compile);
    box.readable[0] = unpack;
    Command prefix = sandbox_command(&box);
    mode_t before = umask(022); // the sandbox's user reads the files
    submission_stage(s, &c->settings, j->in, c->stem, c->n_chapters,
                     (const char *const *)prefix.argv, unpack, j->report);
    umask(before);
    command_free(&prefix);
    free(unpack);
}

static void compile(Job *j)
{
    const Course *c = j->course;
    char *script = text_format("%s/public/compile.sh", c->stage);
    char *include = text_format("%s/public/include", c->stage);
    Sandbox box = sandbox(j, &c->settings.compile);
    box.readable[0] = script;
    box.readable[1] = include;
    box.readable[2] = j->in;
    box.writable = j->out;
    Command command = sandbox_command(&box);
    compile_arguments(&command, c, script, include, j->in, j->out);
    // Each file has its own time; this is for what gets around that.
    double most = c->settings.compile.seconds * (double)(c->n_chapters + 1);
    Run r = {.argv = command.argv, .input = -1, .seconds = most};
    char *log = text_format("%s/compile", j->own);
    r.log = log;
    if (!run(&r))
        broken(j->report, "the compiler's sandbox can't be started");
    free(r.output);
    free(log);
    command_free(&command);
    free(include);
    free(script);
}

// The suite's command line, up to the sandbox around the student's worker.
static Command suite_command(const Job *j, const char *stem)
{
    const Course *c = j->course;
    Command a = {0};
    command_addf(&a, "%s/tests/test_%s", c->build, stem);
    command_addf(&a, "--student=%s/%s.so", j->out, stem);
    command_addf(&a, "--solution=%s/solutions/%s.so", c->build, stem);
    command_addf(&a, "--base=%s/base/%s.so", c->build, stem);
    command_addf(&a, "--inner-base=%s/public/base/%s.so", c->stage, stem);
    command_addf(&a, "--worker=%s/worker", c->build);
    command_addf(&a, "--seed=%llu", (unsigned long long)c->seed);
    command_addf(&a, "--seconds=%g", c->settings.run.seconds);
    command_addf(&a, "--printed=%u", c->settings.run.output);
    command_addf(&a, "--prints=%s/printed", j->own);
    command_addf(&a, "--curves=%s/curves", j->own);
    command_add(&a, "--");
    return a;
}

static void add_sandbox(const Job *j, Command *a, const char *stem)
{
    const Course *c = j->course;
    char *worker = text_format("%s/public/worker", c->stage);
    char *base = text_format("%s/public/base/%s.so", c->stage, stem);
    char *library = text_format("%s/%s.so", j->out, stem);
    Sandbox box = sandbox(j, &c->settings.run);
    box.readable[0] = worker;
    box.readable[1] = base;
    box.readable[2] = library;
    Command inner = sandbox_command(&box);
    for (size_t i = 0; i < inner.n; i++)
        command_add(a, inner.argv[i]);
    command_add(a, worker);
    command_free(&inner);
    free(library);
    free(base);
    free(worker);
}

static void run_suite(Job *j, const Chapter *chapter)
{
    const Course *c = j->course;
    Command a = suite_command(j, chapter->stem);
    add_sandbox(j, &a, chapter->stem);
    char *log = text_format("%s/suite", j->own);
    char *curves = text_format("%s/curves", j->own);
    // The suite itself keeps the student's time; this is for a broken one.
    double most = 60 + 30 * c->settings.run.seconds;
    Run r = {.argv = a.argv,
             .input = -1,
             .log = log,
             .seconds = most,
             .most = 1 << 22};
    if (!run(&r) || r.late || r.flooded || r.status != 0) {
        char *why = verdicts_trouble(chapter->stem, &r, log);
        broken(j->report, why);
        free(why);
    }
    verdicts_read(j->report, chapter, r.output);
    verdicts_read_curves(j->report, chapter, curves);
    free(r.output);
    free(curves);
    free(log);
    command_free(&a);
}

static void grade_chapter(Job *j, const Chapter *chapter)
{
    bool is_broken;
    char *why = compile_trouble(j->report, j->course, chapter->stem, j->out,
                                &is_broken);
    if (!why)
        run_suite(j, chapter);
    else if (is_broken)
        broken(j->report, why);
    else
        for (size_t i = 0; i < chapter->n_tasks; i++)
            report_add_verdict(j->report, chapter->stem, chapter->task[i].name,
                               chapter->task[i].points, 0, 0, why);
    free(why);
}

static void open_job(Job *j)
{
    const char *stage = j->course->stage;
    j->confine = text_format("%s/public/confine", stage);
    j->in = text_format("%s/slot%u/in", stage, j->slot);
    j->out = text_format("%s/slot%u/out", stage, j->slot);
    j->own = text_format("%s/slot%u/own", stage, j->slot);
}

static void close_job(Job *j)
{
    free(j->confine);
    free(j->in);
    free(j->out);
    free(j->own);
}

Report *job_grade(const Course *c, const Submission *s, unsigned slot)
{
    Job j = {.course = c, .slot = slot, .report = report_new(s->student)};
    char *error = NULL;
    double begun = clock_seconds();
    open_job(&j);
    if (!stage_clear_slot(c, slot, &error))
        broken(j.report, error);
    free(error);
    if (j.report->outcome == GRADED)
        stage_files(&j, s);
    if (j.report->outcome == GRADED)
        compile(&j);
    // The verdicts of a refused submission say so, task by task.
    for (size_t i = 0; i < c->n_chapters && j.report->outcome != BROKEN; i++)
        grade_chapter(&j, &c->chapter[i]);
    stage_end_processes(c, slot);
    close_job(&j);
    j.report->seconds = clock_seconds() - begun;
    return j.report;
}
