// The class, counted: its tasks, who has which state, how the scores lie.
#include "class.h"
#include "exports.h"
#include "text.h"

#include <stdlib.h>

State state_of(const Standing *s)
{
    if (s->broken)
        return STATE_BROKEN;
    if (s->run == 0)
        return STATE_MISSING;
    return s->outcome == REFUSED ? STATE_REFUSED : STATE_GRADED;
}

const char *state_word(State s)
{
    static const char *const word[N_STATES] = {"graded", "refused", "broken",
                                               "missing"};
    return word[s];
}

unsigned bin_of(long cents, long max_cents)
{
    if (cents <= 0 || max_cents <= 0)
        return 0;
    return cents >= max_cents
               ? N_BINS - 1
               : (unsigned)((cents * 10 + max_cents - 1) / max_cents);
}

long mean_cents(long cents, long n)
{
    return (2 * cents + n) / (2 * n);
}

static bool count_task(const TaskStats *s, void *data)
{
    Class *c = data;
    c->task = list_grow(c->task, c->n_tasks, sizeof *c->task);
    ClassTask *t = &c->task[c->n_tasks++];
    *t = (ClassTask){.stem = text_copy(s->stem),
                     .task = text_copy(s->task),
                     .points = s->points,
                     .n_full = s->n_full,
                     .n_zero = s->n_zero};
    for (int i = 0; i < N_BINS; i++)
        t->histogram[i] = s->histogram[i];
    for (int i = 0; i < N_WHY; i++) {
        t->why[i] = text_copy(s->why[i]);
        t->n_why[i] = s->n_why[i];
    }
    return true;
}

static bool count_student(const Standing *s, void *data)
{
    Class *c = data;
    c->n_all++;
    c->n[state_of(s)]++;
    if (!s->has_grade)
        return true;
    c->n_scores++;
    c->cents += s->cents;
    c->scores[bin_of(s->cents, s->max_cents)]++;
    if (s->max_cents > c->max_cents)
        c->max_cents = s->max_cents;
    return true;
}

void class_count(Class *c)
{
    if (!book_each_task(c->book, count_task, c) ||
        !book_each_standing(c->book, count_student, c))
        c->error = text_format("the grade book can't be read: %s",
                               book_error(c->book));
}

void class_free(Class *c)
{
    for (size_t i = 0; i < c->n_tasks; i++) {
        free(c->task[i].stem);
        free(c->task[i].task);
        for (int k = 0; k < N_WHY; k++)
            free(c->task[i].why[k]);
    }
    free(c->task);
    free(c->error);
}

enum { N_FILES = 4 };
static const char *const names[N_FILES] = {"grades.csv", "canvas.csv",
                                           "moodle.csv", "class.html"};

static void write_all(Class *c, NewFile **file)
{
    FILE *csv[3];
    for (int i = 0; i < 3; i++)
        csv[i] = new_file_stream(file[i]);
    char *css = page_css(&c->error);
    if (!c->error)
        class_count(c);
    if (!c->error)
        write_class_csv(c, csv);
    if (!c->error)
        write_class_page(c, new_file_stream(file[3]), css);
    free(css);
}

// All four or none appear, but for a disk that fails in between.
char *export_class(Book *b, const char *folder, const char *title)
{
    Class c = {.book = b, .title = title};
    NewFile *file[N_FILES] = {NULL};
    c.error = make_folder(folder);
    for (int i = 0; i < N_FILES && !c.error; i++) {
        char *path = text_format("%s/%s", folder, names[i]);
        file[i] = new_file(path, &c.error);
        free(path);
    }
    if (!c.error)
        write_all(&c, file);
    for (int i = 0; i < N_FILES; i++) {
        if (c.error)
            new_file_drop(file[i]);
        else
            new_file_commit(file[i], &c.error);
    }
    char *error = c.error;
    c.error = NULL;
    class_free(&c);
    return error;
}
