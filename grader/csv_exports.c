// grades.csv, canvas.csv and moodle.csv: RFC 4180, a line a student. What a
// learning platform's importer would trip over is left out: no separators of
// thousands, nothing but a number or a sign for "no grade" in a score's cell.
#include "class.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { GRADES, CANVAS, MOODLE };

typedef struct Csv {
    Class *class;
    FILE *const *out;
} Csv;

static void put_fields(FILE *out, const char *const *field)
{
    for (; *field; field++) {
        put_csv(out, *field);
        putc(',', out);
    }
}

// Canvas drops a column whose header holds one of these anywhere, unless
// something other than a space stands between the words.
static char *canvas_title(const char *title)
{
    static const char *const trap[] = {
        "Current Score",  "Current Points",  "Current Grade",
        "Final Score",    "Final Points",    "Final Grade",
        "Override Score", "Override Status", "Override Grade"};
    char *safe = text_clean(title);
    for (size_t i = 0; i < sizeof trap / sizeof trap[0]; i++) {
        for (char *at = safe; (at = strstr(at, trap[i]));)
            *strchr(at, ' ') = '-';
    }
    return safe;
}

static void put_headers(const Class *c, FILE *const *out)
{
    fputs("id,name,email,state,score,max,percent,", out[GRADES]);
    for (size_t i = 0; i < c->n_tasks; i++) {
        char *name = text_format("%s/%s", c->task[i].stem, c->task[i].task);
        put_csv(out[GRADES], name);
        putc(',', out[GRADES]);
        free(name);
    }
    fputs("manual,time\r\n", out[GRADES]);

    char *title = canvas_title(c->title);
    fputs("Student,ID,SIS User ID,SIS Login ID,Section,", out[CANVAS]);
    put_csv(out[CANVAS], title);
    fputs("\r\n    Points Possible,,,,,", out[CANVAS]);
    put_cents(out[CANVAS], c->max_cents);
    fputs("\r\n", out[CANVAS]);
    free(title);

    char *grade = text_format("%s (grade)", c->title);
    char *said = text_format("%s (feedback)", c->title);
    fputs("username,idnumber,email,", out[MOODLE]);
    put_csv(out[MOODLE], grade);
    putc(',', out[MOODLE]);
    put_csv(out[MOODLE], said);
    fputs("\r\n", out[MOODLE]);
    free(grade);
    free(said);
}

static const char *either(const char *s, const char *otherwise)
{
    return *s ? s : otherwise;
}

static void put_person(const Standing *s, FILE *const *out)
{
    const Person *p = &s->person;
    put_fields(out[GRADES],
               (const char *const[]){p->id, p->name, p->email,
                                     state_word(state_of(s)), NULL});
    put_fields(out[CANVAS], (const char *const[]){
                                either(p->name, p->id), p->canvas_id, p->sis_id,
                                either(p->username, p->id), p->section, NULL});
    put_fields(out[MOODLE], (const char *const[]){either(p->username, p->id),
                                                  p->idnumber, p->email, NULL});
}

static const Line *line_of(const Sheet *s, const ClassTask *t)
{
    for (size_t i = 0; i < s->n_lines; i++) {
        if (!strcmp(s->line[i].stem, t->stem) &&
            !strcmp(s->line[i].name, t->task))
            return &s->line[i];
    }
    return NULL;
}

// A cell a task, empty where this student's run had no such task.
static void put_tasks(Class *c, FILE *out, const Sheet *s)
{
    for (size_t i = 0; i < c->n_tasks; i++) {
        const Line *l = s->report ? line_of(s, &c->task[i]) : NULL;
        if (l) {
            put_cents(out, l->cents);
            c->task[i].cents += l->cents;
            c->task[i].n++;
        }
        putc(',', out);
    }
    long manual = 0;
    for (size_t i = 0; s->report && i < s->n_lines; i++)
        manual += s->line[i].verdict ? 0 : s->line[i].cents;
    if (s->report)
        put_cents(out, manual);
}

// "ch01_activations 12.5 of 14; ...", for Moodle's column of feedback.
static void put_remark(FILE *out, const Sheet *s)
{
    char *remark = NULL;
    size_t size;
    FILE *to = open_memstream(&remark, &size);
    if (!to)
        return;
    if (s->report->outcome == REFUSED)
        fprintf(to, "refused: %s", s->report->message);
    for (size_t i = 0, end; i < s->n_lines; i = end) {
        long sum[2];
        const char *stem = s->line[i].stem;
        end = chapter_end(s, i);
        add_up(s, i, end, sum);
        fprintf(to, "%s%s ", i > 0 || s->report->outcome == REFUSED ? "; " : "",
                *stem ? stem : "marked by a person");
        put_score(to, sum[0], sum[1]);
    }
    fclose(to);
    put_csv(out, remark);
    free(remark);
}

static void put_grade(const Standing *s, const Sheet *sheet, FILE *const *out)
{
    if (!s->has_grade || !sheet->report) {
        fputs(",,,", out[GRADES]);
        fputs("-,", out[MOODLE]);
        return;
    }
    put_cents(out[GRADES], s->cents);
    putc(',', out[GRADES]);
    put_cents(out[GRADES], s->max_cents);
    putc(',', out[GRADES]);
    if (s->max_cents > 0)
        put_cents(out[GRADES], percent_cents(s->cents, s->max_cents));
    putc(',', out[GRADES]);
    put_cents(out[CANVAS], s->cents);
    put_cents(out[MOODLE], s->cents);
    putc(',', out[MOODLE]);
    put_remark(out[MOODLE], sheet);
}

static bool put_student(const Standing *s, void *data)
{
    Csv *csv = data;
    Sheet sheet;
    put_person(s, csv->out);
    csv->class->error = sheet_read(&sheet, csv->class->book, s->person.id, "");
    if (!csv->class->error) {
        put_grade(s, &sheet, csv->out);
        put_tasks(csv->class, csv->out[GRADES], &sheet);
        putc(',', csv->out[GRADES]);
        if (s->run)
            put_csv(csv->out[GRADES], s->time);
        for (int i = 0; i < 3; i++)
            fputs("\r\n", csv->out[i]);
    }
    sheet_free(&sheet);
    return !csv->class->error;
}

void write_class_csv(Class *c, FILE *const out[3])
{
    Csv csv = {.class = c, .out = out};
    put_headers(c, out);
    if (!book_each_standing(c->book, put_student, &csv) && !c->error)
        c->error = text_format("the grade book can't be read: %s",
                               book_error(c->book));
}
