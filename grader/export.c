// A student's files, from the book to the disk.
#include "export_parts.h"
#include "exports.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *make_folder(const char *path)
{
    if (mkdir(path, 0777) && errno != EEXIST)
        return text_format("%s can't be made: %s", path, strerror(errno));
    return NULL;
}

// All that the page needs, drawn before it is written.
typedef struct Page {
    const Sheet *sheet;
    const char *title;
    char *css, **figures;
} Page;

static void put_page(FILE *out, const Page *p)
{
    write_feedback(out, p->sheet, p->title, p->css, p->figures);
}

static void put_gradescope(FILE *out, const Page *p)
{
    write_gradescope(out, p->sheet);
}

static void put_junit(FILE *out, const Page *p)
{
    write_junit(out, p->sheet);
}

static void put_points(FILE *out, const Page *p)
{
    write_tap(out, p->sheet);
}

static const struct {
    const char *folder, *ending;
    void (*put)(FILE *, const Page *);
    bool always; // also for one without a grade
} kinds[] = {{"feedback", "html", put_page, true},
             {"gradescope", "json", put_gradescope, false},
             {"junit", "xml", put_junit, false},
             {"tap", "tap", put_points, false}};
enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

static char *write_kind(int i, const char *folder, const Page *p)
{
    char *inner = text_format("%s/%s", folder, kinds[i].folder);
    char *path =
        text_format("%s/%s.%s", inner, p->sheet->student, kinds[i].ending);
    char *error = make_folder(inner);
    NewFile *f = error ? NULL : new_file(path, &error);
    free(inner);
    free(path);
    if (!f)
        return error;
    kinds[i].put(new_file_stream(f), p);
    new_file_commit(f, &error);
    return error;
}

// The first that went wrong is told; the rest is written all the same.
static char *first_of(char *error, char *next)
{
    if (!error)
        return next;
    free(next);
    return error;
}

static char *write_kinds(const char *folder, Page *p)
{
    const Report *r = p->sheet->report;
    char *error = make_folder(folder);
    p->figures = calloc(r ? r->n_curves + 1 : 1, sizeof *p->figures);
    if (!p->figures)
        return first_of(error, text_copy("no memory"));
    if (r && !error)
        error = draw_curves(r, folder, p->figures);
    for (int i = 0; i < N_KINDS; i++) {
        if (r || kinds[i].always)
            error = first_of(error, write_kind(i, folder, p));
    }
    for (size_t i = 0; r && i < r->n_curves; i++)
        free(p->figures[i]);
    free(p->figures);
    return error;
}

char *export_student(Book *b, const char *folder, const char *student,
                     const char *title)
{
    if (!text_is_id(student))
        return text_format("'%s' is no student's id", student);
    Person person;
    if (!book_person(b, student, &person))
        return text_format("the grade book can't be read for '%s': %s", student,
                           book_error(b));
    Sheet s;
    char *error = sheet_read(&s, b, student, person.name);
    Page p = {.sheet = &s, .title = title};
    if (!error)
        p.css = page_css(&error);
    if (!error)
        error = write_kinds(folder, &p);
    free(p.css);
    sheet_free(&s);
    return error;
}
