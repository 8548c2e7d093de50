// A folder for each test, hostile texts, and a small class in a real grade
// book.
#ifndef EXPORTS_FIXTURE_H
#define EXPORTS_FIXTURE_H

#include "exports.h"
#include "text.h"

#include <check.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOSTILE                                                                \
    "<script>alert(1)</script> ]]> --> \"'& \n"                                \
    "ok 99 - forged\n1..1\nBail out! \033[2J # SKIP \\ \xff\xc0\xaf \x01 "     \
    "</title></style></pre>"
#define TITLE "Dropout & Final Grade, by Hand"

static char base[128];   // of the test case
static char folder[160]; // of the test

static inline char *path_to(const char *name)
{
    return text_format("%s/%s", folder, name);
}

// Unchecked fixtures: they run in the parent, also when a test fails.
static inline void make_base(void)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(base, sizeof base, "%.100s/exports.XXXXXX", tmp ? tmp : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(base));
}

static inline void remove_base(void)
{
    char *command = text_format("rm -rf '%s'", base);
    ck_assert_int_eq(system(command), 0);
    free(command);
}

// What a checked fixture begins with.
static inline void make_scratch(void)
{
    snprintf(folder, sizeof folder, "%s/%ld", base, (long)getpid());
    ck_assert_int_eq(mkdir(folder, 0777), 0);
}

// All of a file below the folder; its absence is a failure.
static inline char *contents(const char *name)
{
    char *path = path_to(name);
    FILE *in = fopen(path, "r");
    ck_assert_msg(in != NULL, "%s isn't there", path);
    ck_assert_int_eq(fseek(in, 0, SEEK_END), 0);
    size_t n = (size_t)ftell(in);
    char *text = calloc(n + 1, 1);
    rewind(in);
    ck_assert_uint_eq(fread(text, 1, n, in), n);
    fclose(in);
    free(path);
    return text;
}

static inline bool exists(const char *name)
{
    char *path = path_to(name);
    FILE *in = fopen(path, "r");
    if (in)
        fclose(in);
    free(path);
    return in != NULL;
}

// Runs a command with FILE in place of "%s"; its exit status.
static inline int run_on(const char *before, const char *name,
                         const char *after)
{
    char *command = text_format("%s '%s/%s' %s", before, folder, name, after);
    int status = system(command);
    free(command);
    return status;
}

static inline void check_xml(const char *name)
{
    ck_assert_msg(run_on("xmllint --nonet --noout", name, "") == 0,
                  "%s is not well-formed", name);
}

static inline void add_curve(Report *r, const char *task, const double *yours)
{
    const double x[] = {0, 1, 2, 3}, expected[] = {0, 1, 4, 9};
    report_add_curve(r, "ch01_a", task, "square " HOSTILE, "x `'\"$ <b>", 4, x,
                     yours, expected);
}

// ada has it all, bob is refused, cyd's grading broke, dan is missing, eve has
// handed in nothing but has a mark.
static inline Book *make_class(void)
{
    static const RunKey key = {"s", "t", "gcc", "-O0", 1};
    static const char *const people[][3] = {
        {"ada", "Ada " HOSTILE, "ada@example.org"},
        {"bob", "=HYPERLINK(\"http://example.org\",\"you\")", "+bob@x"},
        {"cyd", "@SUM(1,2)", ""},
        {"dan", "Dan <i>Missing</i>", ""},
        {"eve", "Eve, \"the\" Late", ""}};
    char *error = NULL, *path = path_to("book.sqlite");
    Book *b = book_open(path, &error);
    ck_assert_msg(b != NULL, "%s", error);
    free(path);
    ck_assert(book_begin_roster(b));
    for (int i = 0; i < 5; i++)
        ck_assert(book_add_person(b, &(Person){people[i][0], people[i][1],
                                               people[i][2], "", "",
                                               i == 0 ? "4711" : "", "", ""}));
    ck_assert(book_end_roster(b));

    Report *ada = report_new("ada");
    report_add_file(ada, "ch02_b.c " HOSTILE, FILE_MISSING, "");
    report_add_file(ada, "x.txt", FILE_REFUSED, HOSTILE);
    report_add_verdict(ada, "ch01_a", "square", 3, 1, 2,
                       "square(n=4): y[1] is 2, expected 1 (2 of 4 differ). "
                       "It is x times x.");
    report_add_verdict(ada, "ch01_a", "cube", 2, 5, 5, "");
    report_add_verdict(ada, "ch02_b", "root", 5, 0, 0, HOSTILE);
    add_curve(ada, "square", (const double[]){0, 2, 4, 9});
    ck_assert_msg(book_add_run(b, ada, &key), "%s", book_error(b));
    report_free(ada);

    Report *bob = report_new("bob"), *cyd = report_new("cyd");
    bob->outcome = REFUSED;
    free(bob->message);
    bob->message = text_copy("the archive is a bomb: " HOSTILE);
    cyd->outcome = BROKEN;
    ck_assert(book_add_run(b, bob, &key) && book_add_run(b, cyd, &key));
    report_free(bob);
    report_free(cyd);

    static char words[][32] = {"ada", "eve", "cube", "Essay", "good", "me", ""};
    ck_assert(book_add_mark(
        b, &(Mark){words[0], words[2], words[4], words[5], words[6], 0.5, 0}));
    ck_assert(book_add_mark(
        b, &(Mark){words[1], words[3], words[4], words[5], words[6], 3, 4}));
    return b;
}

static Book *book;

static inline void make_book(void)
{
    make_scratch();
    book = make_class();
}

static inline void remove_book(void)
{
    book_close(book);
}

static inline void export_all(void)
{
    char *error = export_class(book, folder, TITLE);
    ck_assert_msg(error == NULL, "%s", error);
}

static inline void check_has(const char *name, const char *part)
{
    char *text = contents(name);
    ck_assert_msg(strstr(text, part) != NULL, "%s lacks: %s", name, part);
    free(text);
}

#endif
