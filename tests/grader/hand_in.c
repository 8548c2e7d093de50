// Takes in one submission and prints what is noted of it, for tests:
//
//     hand_in FOLDER STUDENT TO UNPACK [SANDBOX ...]
//
// prints "OUTCOME: message" and a line "STATUS NAME: why" for each file, with
// the settings' defaults but a file of at most 64 KiB, 1024 KiB in all and 50
// entries.
#include "submission.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static const char *const stems[] = {"ch01_activations", "ch02_gradients",
                                    "ch03_l2"};

static void print(const char *what, const char *name, const char *why)
{
    char *clean_name = text_clean(name), *clean_why = text_clean(why);
    printf("%s%s%s%s%s\n", what, *name ? " " : "", clean_name, *why ? ": " : "",
           clean_why);
    free(clean_name);
    free(clean_why);
}

static void take_in(const Submission *s, char **argv)
{
    static const char *const outcome[] = {"graded", "refused", "broken"};
    static const char *const status[] = {"taken", "missing", "ignored",
                                         "refused"};
    Settings limits = {
        .compile.seconds = 5, .file_kib = 64, .total_kib = 1024, .entries = 50};
    Report *r = report_new(s->student);
    submission_stage(s, &limits, argv[3], stems, 3,
                     (const char *const *)argv + 5, argv[4], r);
    print(outcome[r->outcome], "", r->message);
    for (size_t i = 0; i < r->n_files; i++)
        print(status[r->file[i].status], r->file[i].name, r->file[i].why);
    report_free(r);
}

int main(int argc, char **argv)
{
    Submission *list;
    size_t n;
    char *ignored, *error;
    if (argc < 5)
        return EXIT_FAILURE;
    if (!submissions_list(argv[1], &list, &n, &ignored, &error)) {
        fprintf(stderr, "%s\n", error);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].student, argv[2]) == 0)
            take_in(&list[i], argv);
    submissions_free(list, n);
    free(ignored);
    return EXIT_SUCCESS;
}
