// marks: reads the marks in solutions/*.c, and is the only program that does.
// `marks --help` lists the commands. It ends with 0, with 1 if it reported a
// mistake in a solution, a chapter or a mutant, and with 2 if a file can't be
// read, the output can't be written or the command line is wrong.
#include "marks.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A command that works on one task or region of one solution only says what to
// do with it.
typedef struct Command Command;
struct Command {
    const char *name, *args, *what;
    int min_args, max_args;
    void (*run)(const Command *self, int n, char **args);
    void (*use)(const Solution *, const Piece *);
    bool task_only;
};

enum { ANY = 1 << 20 }; // number of arguments

// Solutions, each read once however often its path is given.
typedef struct {
    Solution *item;
    size_t n;
} Course;

static const Solution *course_add(Course *course, const char *path)
{
    for (size_t i = 0; i < course->n; i++)
        if (strcmp(course->item[i].text.path, path) == 0)
            return &course->item[i];
    course->item = room_for_one(course->item, course->n, sizeof(Solution));
    Solution *added = &course->item[course->n];
    *added = solution_parse(path);
    for (size_t i = 0; i < course->n; i++)
        check_unique(&course->item[i], added);
    course->n++;
    return added;
}

static void course_free(Course *course)
{
    for (size_t i = 0; i < course->n; i++)
        solution_free(&course->item[i]);
    free(course->item);
}

static void run_check(const Command *self, int n, char **args)
{
    (void)self;
    if (n % 2 != 0)
        die("check: '%s' has no chapter; give pairs SOLUTION CHAPTER",
            args[n - 1]);
    Course course = {0};
    for (int i = 0; i < n; i += 2)
        check_chapter(course_add(&course, args[i]), args[i + 1]);
    course_free(&course);
}

static void run_tasks(const Command *self, int n, char **args)
{
    (void)self;
    Course course = {0};
    for (int i = 0; i < n; i++)
        course_add(&course, args[i]);
    for (size_t i = 0; i < course.n && n_reports() == 0; i++) {
        const Solution *s = &course.item[i];
        int length;
        const char *stem = path_stem(s->text.path, &length);
        for (size_t k = 0; k < s->n_pieces; k++) {
            const Piece *task = &s->pieces[k];
            if (task->points > 0)
                printf("%.*s\t%s\t%d\t%zu\t%.*s\n", length, stem, task->name,
                       task->points, task->mark + 1, task->function_length,
                       task->function);
        }
    }
    course_free(&course);
}

static void run_lab(const Command *self, int n, char **args)
{
    (void)self;
    (void)n;
    Solution s = solution_parse(args[0]);
    if (n_reports() == 0)
        print_lab(&s);
    solution_free(&s);
}

static void run_answers(const Command *self, int n, char **args)
{
    (void)self;
    (void)n;
    Solution s = solution_parse(args[0]);
    for (size_t k = 0; k < s.n_pieces && n_reports() == 0; k++) {
        const Piece *task = &s.pieces[k];
        for (size_t i = task->open + 1; i < task->close; i++)
            if (*s.text.line[i] != '\0')
                printf("%s\t%s\n", task->name, skip_blanks(s.text.line[i]));
    }
    solution_free(&s);
}

static void show(const Solution *s, const Piece *piece)
{
    print_lines(&s->text, piece->from, piece->to);
}

static void show_kind(const Solution *s, const Piece *piece)
{
    (void)s;
    if (piece->points > 0)
        printf("task %d\n", piece->points);
    else
        puts("region");
}

static void show_notes(const Solution *s, const Piece *task, Verb wanted)
{
    for (size_t i = task->mark + 1; i < task->from; i++) {
        const char *rest;
        if (mark_read(s->text.line[i], &rest) == wanted)
            printf("%s%c", skip_blanks(rest),
                   mark_goes_on(&s->text, i) ? ' ' : '\n');
    }
}

static void show_todos(const Solution *s, const Piece *task)
{
    show_notes(s, task, MARK_TODO);
}

static void show_hints(const Solution *s, const Piece *task)
{
    show_notes(s, task, MARK_HINT);
}

static void run_on_piece(const Command *self, int n, char **args)
{
    (void)n;
    Solution s = solution_parse(args[0]);
    Guess guess = {.word = args[1]};
    const Piece *found = NULL;
    for (size_t k = 0; k < s.n_pieces; k++) {
        const Piece *piece = &s.pieces[k];
        if (self->task_only && piece->points == 0)
            continue;
        guess_offer(&guess, piece->name);
        if (strcmp(piece->name, args[1]) == 0)
            found = piece;
    }
    if (found == NULL && n_reports() == 0)
        report(&s.text, NO_LINE, "no task %s'%s'%s",
               self->task_only ? "" : "or region ", args[1],
               guess_advice(&guess, "; see `marks tasks`"));
    if (n_reports() == 0)
        self->use(&s, found);
    solution_free(&s);
}

static void run_mutate(const Command *self, int n, char **args)
{
    (void)n;
    Solution s = solution_parse(args[0]);
    Mutant mutant = mutant_parse(args[1]);
    const Piece *task = n_reports() == 0 ? mutant_place(&mutant, &s) : NULL;
    if (task != NULL)
        mutant_print(&mutant, &s, self->task_only ? task->from : 0,
                     self->task_only ? task->to : s.text.n_lines);
    mutant_free(&mutant);
    solution_free(&s);
}

static void run_mistake(const Command *self, int n, char **args)
{
    (void)self, (void)n;
    Mutant mutant = mutant_parse(args[0]);
    if (n_reports() == 0)
        printf("%s\t%s\n", mutant.task, mutant.mistake);
    mutant_free(&mutant);
}

static const Command commands[] = {
    {"check", "SOLUTION CHAPTER ...",
     "report every mistake in the marks, and between them and the chapters", 2,
     ANY, run_check, NULL, false},
    {"tasks", "SOLUTION ...",
     "all tasks as TSV: stem, task, points, line, function", 1, ANY, run_tasks,
     NULL, false},
    {"lab", "SOLUTION", "the lab file: the blanks, no answer and no hint", 1, 1,
     run_lab, NULL, false},
    {"show", "SOLUTION NAME", "a task's answer, or a region", 2, 2,
     run_on_piece, show, false},
    {"stub", "SOLUTION NAME", "a task as it stands in the lab, or a region", 2,
     2, run_on_piece, print_stub, false},
    {"kind", "SOLUTION NAME", "'task POINTS' or 'region'", 2, 2, run_on_piece,
     show_kind, false},
    {"todos", "SOLUTION TASK", "what to do, a line each", 2, 2, run_on_piece,
     show_todos, true},
    {"hints", "SOLUTION TASK", "the ladder of hints, a line each", 2, 2,
     run_on_piece, show_hints, true},
    {"answers", "SOLUTION", "each line of each answer as TSV: task, line", 1, 1,
     run_answers, NULL, false},
    {"mutate", "SOLUTION MUTANT",
     "the whole solution with the mutant's mistake", 2, 2, run_mutate, NULL,
     false},
    {"mutant", "SOLUTION MUTANT", "only the task that the mutant changes", 2, 2,
     run_mutate, NULL, true},
    {"mistake", "MUTANT", "the task and the mistake as TSV", 1, 1, run_mistake,
     NULL, false},
};

enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

static void print_help(void)
{
    puts("usage: marks COMMAND FILE ...\n"
         "Reads the marks in the solutions. Commands, and what they print:");
    for (size_t i = 0; i < N_COMMANDS; i++)
        printf("  %-8s%-22s%s\n", commands[i].name, commands[i].args,
               commands[i].what);
    puts(
        "\n"
        "Marks, each on a line of its own:\n"
        "  //@task NAME POINTS   then todo, hint and stub, then one function\n"
        "  //@todo TEXT          what to do (one or more)\n"
        "  //@hint TEXT          shown on request (one or more)\n"
        "  //@stub CODE          a line that the lab keeps\n"
        "  //@region NAME        given code that a chapter shows\n"
        "  //@end NAME           of a task or region\n"
        "A chapter shows a task or region by a paragraph '!show NAME'.\n"
        "\n"
        "A mutant, FILE.mut, is a wrong answer:\n"
        "  task: NAME\n"
        "  mistake: TEXT\n"
        "  -lines of the answer, found there once, blanks at the edges aside\n"
        "  +lines that take their place\n"
        "\n"
        "Ends with 0, with 1 after a report FILE:LINE, with 2 if a file can't\n"
        "be read or written.");
}

static const Command *find_command(const char *name)
{
    Guess guess = {.word = name};
    for (size_t i = 0; i < N_COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
        guess_offer(&guess, commands[i].name);
    }
    die("unknown command '%s'%s", name,
        guess_advice(&guess, "; `marks --help` lists them"));
}

static void finish_output(void)
{
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout) || fclose(stdout) != 0)
        die("can't write the output: %s",
            errno != 0 ? strerror(errno) : "an earlier write failed");
}

int main(int argc, char **argv)
{
    if (argc < 2)
        die("no command; `marks --help` lists them");
    if (strcmp(argv[1], "--help") == 0) {
        print_help();
    } else {
        const Command *command = find_command(argv[1]);
        int n = argc - 2;
        if (n < command->min_args || n > command->max_args)
            die("usage: marks %s %s", command->name, command->args);
        command->run(command, n, argv + 2);
    }
    finish_output();
    return n_reports() > 0 ? 1 : 0;
}
