// Before a class is graded: see preflight.h.
#include "preflight.h"
#include "job.h"
#include "run.h"
#include "sandbox.h"
#include "stage.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int complain(char *error)
{
    fprintf(stderr, "grade: ");
    put_text(stderr, error);
    fputc('\n', stderr);
    free(error);
    return 2;
}

// The solutions, graded as a submission, get full marks, or nothing that this
// grader says counts. Returns an exit status.
static int check_solutions(const Course *c)
{
    Submission s = {.student = "solutions", .path = "solutions"};
    Report *r = job_grade(c, &s, 0);
    int status = 0;
    if (r->outcome != GRADED)
        status =
            complain(text_format("no grading is possible: %s", r->message));
    for (size_t i = 0; status == 0 && i < r->n_verdicts; i++) {
        const Verdict *v = &r->verdict[i];
        if (v->passed == v->total && v->total > 0)
            continue;
        complain(text_format("the solution of %s gets no full marks with seed "
                             "%llu, so nobody is graded; try another seed "
                             "(SEED=2). %s",
                             v->task, (unsigned long long)c->seed, v->why));
        status = 3;
    }
    report_free(r);
    return status;
}

// Tries the sandbox. Returns an exit status.
static int check_sandbox(const Course *c)
{
    char *confine = text_format("%s/public/confine", c->stage);
    Sandbox box = {.limits = &c->settings.run,
                   .confine = confine,
                   .user = stage_user(c, 0),
                   .unsafe = c->unsafe};
    char *log = text_format("%s/sandbox", c->stage), said[300] = "";
    Command command = sandbox_command(&box);
    command_add(&command, "true");
    Run r = {.argv = command.argv, .input = -1, .log = log, .seconds = 20};
    int status = run(&r) && r.status == 0 && !r.late ? 0 : 2;
    FILE *in = status ? fopen(log, "r") : NULL;
    if (in && !fgets(said, sizeof said, in))
        said[0] = '\0';
    if (in)
        fclose(in);
    said[strcspn(said, "\n")] = '\0';
    if (status)
        complain(text_format(
            "there is no sandbox here%s%s. Programs of students would have all "
            "your rights, so nobody is graded. Mend that (bubblewrap needs "
            "user "
            "namespaces: sysctl kernel.unprivileged_userns_clone=1; in a "
            "container, rights to make them), or UNSAFE=1 for files that you "
            "trust",
            *said ? ": " : "", said));
    free(r.output);
    command_free(&command);
    free(log);
    free(confine);
    return status;
}

int preflight(const Course *c)
{
    int status = check_sandbox(c);
    return status == 0 ? check_solutions(c) : status;
}
