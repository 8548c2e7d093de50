// Manual marks: free-text answers, and corrections to the tests' points. They
// outlast any regrade. See usage() below, or run `mark --help`.
#include "book.h"
#include "mark_pages.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Options {
    const char *book, *student, *item, *points, *max, *reason, *author;
    const char *settings;
    bool list, take_back, force, later, help;
} Options;

static void usage(FILE *out)
{
    fputs(
        "mark --student ID --item ITEM --points P --reason TEXT\n"
        "     [--max M] [--author NAME] [--book FILE] [--force] [--later]\n"
        "mark --student ID --item ITEM --take-back --reason TEXT\n"
        "mark --list [--student ID]\n"
        "\n"
        "ITEM is a task (dropout-forward), whose points P then replace those\n"
        "of the tests, or a name for anything else (essay-1), which is added:\n"
        "P of M points. A later mark for the same item takes the place of an\n"
        "earlier one. The student reads the reason. --force accepts a student\n"
        "or an item that the book does not know. FILE is\n"
        "build/grades/gradebook.sqlite unless --book names another; the pages\n"
        "and tables beside it are renewed, with the title that course.ini\n"
        "(--settings FILE) gives the course. With --later they are not: for\n"
        "many marks in a row, after which `make grade` renews them all.\n",
        out);
}

static bool complain(const char *what, const char *value)
{
    fputs("mark: ", stderr);
    fprintf(stderr, what, value);
    fputs("; see mark --help\n", stderr);
    return false;
}

// Where an option's value, or its flag, belongs.
static bool set_option(Options *o, const char *name, const char *value,
                       bool *takes_value)
{
    const struct {
        const char *name;
        const char **text;
        bool *flag;
    } options[] = {
        {"--book", &o->book, NULL},     {"--student", &o->student, NULL},
        {"--item", &o->item, NULL},     {"--points", &o->points, NULL},
        {"--max", &o->max, NULL},       {"--reason", &o->reason, NULL},
        {"--author", &o->author, NULL}, {"--settings", &o->settings, NULL},
        {"--list", NULL, &o->list},     {"--take-back", NULL, &o->take_back},
        {"--force", NULL, &o->force},   {"--later", NULL, &o->later},
        {"--help", NULL, &o->help},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (strcmp(name, options[i].name) != 0)
            continue;
        *takes_value = options[i].text != NULL;
        if (!*takes_value)
            *options[i].flag = true;
        else if (value == NULL)
            return complain("%s needs a value", name);
        else
            *options[i].text = value;
        return true;
    }
    return complain("\"%s\" is unknown", name);
}

static bool parse(Options *o, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        bool takes_value = false;
        if (!set_option(o, argv[i], argv[i + 1], &takes_value))
            return false;
        i += takes_value;
    }
    return true;
}

static bool read_number(const char *text, const char *what, double *number)
{
    char *end;
    *number = strtod(text, &end);
    if (end != text && *end == '\0' && isfinite(*number))
        return true;
    return complain(what, text);
}

static bool check(const Options *o, Mark *m)
{
    if (o->list)
        return true;
    if (o->student == NULL || o->item == NULL || o->reason == NULL)
        return complain("--%s is missing", o->student == NULL ? "student"
                                           : o->item == NULL  ? "item"
                                                              : "reason");
    if (o->take_back == (o->points != NULL))
        return complain("%s", "give either --points or --take-back");
    m->points = NAN;
    return (o->points == NULL ||
            read_number(o->points, "\"%s\" is no number of points",
                        &m->points)) &&
           (o->max == NULL ||
            read_number(o->max, "\"%s\" is no maximum", &m->max));
}

// Whether the student, the item, or the mark to take back is there.
static bool check_known(Book *b, const Options *o, const Mark *m)
{
    bool student = false;
    unsigned points = 0;
    if (!book_knows_student(b, m->student, &student) ||
        !book_task_points(b, m->item, &points)) {
        fprintf(stderr, "mark: %s\n", book_error(b));
        return false;
    }
    if (!student)
        return complain("the book knows no student \"%s\"; check the id, or "
                        "add --force",
                        m->student);
    if (!o->take_back && points == 0 && !(m->max > 0))
        return complain("\"%s\" is no task; give --max for any other item, or "
                        "--force for a task to come",
                        m->item);
    return true;
}

static bool has_mark(Book *b, const Mark *m)
{
    Mark *marks;
    size_t n;
    bool found = false;
    if (book_marks(b, m->student, &marks, &n))
        for (size_t i = 0; i < n; i++)
            found = found || strcmp(marks[i].item, m->item) == 0;
    marks_free(marks, n);
    return found ||
           complain("there is no mark for \"%s\" to take back", m->item);
}

static bool fail(char *error)
{
    fprintf(stderr, "mark: %s\n", error);
    free(error);
    return false;
}

// Keeps the mark and says what has become of the student's points.
static bool keep(Book *b, const Mark *m)
{
    Score before, after;
    char *error = score_read(&before, b, m);
    if (!error && !book_add_mark(b, m))
        error = text_copy(book_error(b));
    if (!error)
        error = score_read(&after, b, m);
    if (error)
        return fail(error);
    score_put(stdout, m, &before, &after);
    return true;
}

static bool add(Book *b, const Options *o, const Mark *m)
{
    if (!o->force && !check_known(b, o, m))
        return false;
    if (o->take_back && !has_mark(b, m))
        return false;
    if (!keep(b, m))
        return false;
    char *error = NULL;
    if (!o->later)
        error = pages_renew(b, o->book, m->student, o->settings);
    puts(o->later || error
             ? "; kept. Pages and tables follow with `make grade`."
             : "; pages and tables are renewed.");
    if (error)
        fail(error); // of what can be made good; the mark stands
    return true;
}

// A line with tabs between its cells, none of which can hold one.
static bool list_student(Book *b, const char *student)
{
    Mark *marks;
    size_t n;
    if (!book_marks(b, student, &marks, &n))
        return false;
    for (size_t i = 0; i < n; i++) {
        const Mark *m = &marks[i];
        put_text(stdout, m->student);
        putchar('\t');
        put_text(stdout, m->item);
        putchar('\t');
        put_cents(stdout, lround(100 * m->points));
        if (m->max > 0) {
            putchar('/');
            put_cents(stdout, lround(100 * m->max));
        }
        printf("\t%s\t", m->time);
        put_text(stdout, m->author);
        putchar('\t');
        put_text(stdout, m->reason);
        putchar('\n');
    }
    marks_free(marks, n);
    return true;
}

typedef struct Lister {
    Book *book;
    bool failed;
} Lister;

static bool list_one(const Standing *s, void *data)
{
    Lister *l = data;
    l->failed = !list_student(l->book, s->person.id);
    return !l->failed;
}

static bool list(Book *b, const char *student)
{
    Lister l = {.book = b};
    puts("student\titem\tpoints\ttime\tauthor\treason");
    const bool good = student != NULL ? list_student(b, student)
                                      : book_each_standing(b, list_one, &l);
    if (good && !l.failed)
        return fflush(stdout) == 0 && !ferror(stdout);
    fprintf(stderr, "mark: %s\n", book_error(b));
    return false;
}

static bool run(const Options *o, Mark *m)
{
    char *error;
    // A mark belongs in the book that is there, not in a new one.
    if (access(o->book, F_OK) != 0)
        return complain("there is no book %s; `make grade` makes one", o->book);
    Book *b = book_open(o->book, &error);
    if (b == NULL)
        return fail(error);
    // Which the book only reads.
    m->student = (char *)o->student;
    m->item = (char *)o->item;
    m->reason = (char *)o->reason;
    m->author = (char *)o->author;
    const bool good = o->list ? list(b, o->student) : add(b, o, m);
    book_close(b);
    return good;
}

int main(int argc, char **argv)
{
    const char *login = getenv("LOGNAME");
    Options o = {.book = "build/grades/gradebook.sqlite",
                 .settings = "course.ini",
                 .author = login != NULL ? login : ""};
    Mark m = {.max = 0};
    if (!parse(&o, argc, argv) || (!o.help && !check(&o, &m)))
        return 2;
    if (o.help) {
        usage(stdout);
        return EXIT_SUCCESS;
    }
    return run(&o, &m) ? EXIT_SUCCESS : EXIT_FAILURE;
}
