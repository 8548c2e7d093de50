// What the tests of submissions share: a folder of their own, files in it, and
// staging with small limits.
#ifndef HANDED_IN_H
#define HANDED_IN_H

#include "submission.h"
#include "text.h"

#include <check.h>

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char top[256]; // the folder of all tests
static const Settings small = {
    .compile.seconds = 5, .file_kib = 4, .total_kib = 64, .entries = 60};
static const char *const stems[] = {"ch01_activations", "ch02_gradients",
                                    "ch03_l2"};

static int remove_one(const char *path, const struct stat *s, int type,
                      struct FTW *where)
{
    (void)s, (void)type, (void)where;
    return remove(path);
}

// Unchecked fixtures: they run in the parent, also when a test fails.
static void make_top(void)
{
    const char *base = getenv("TMPDIR");
    snprintf(top, sizeof top, "%.200s/handed-in.XXXXXX",
             base != NULL ? base : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(top));
}

static void remove_top(void)
{
    nftw(top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

// Texts and reports live as long as their test's process; from here they can be
// reached, so that the leak finder leaves them alone.
static inline void *keep(void *memory)
{
    static void **kept;
    static size_t n;
    kept = list_grow(kept, n, sizeof *kept);
    return kept[n++] = memory;
}

// A new folder of a test.
static inline char *fresh_folder(void)
{
    char *path = keep(text_format("%s/XXXXXX", top));
    ck_assert_ptr_nonnull(mkdtemp(path));
    return path;
}

#define TEXT(...) ((char *)keep(text_format(__VA_ARGS__)))
#define AT(folder, name) TEXT("%s/%s", folder, name)

static inline void put_bytes(const char *path, const void *bytes, size_t n)
{
    FILE *out = fopen(path, "wb");
    ck_assert_msg(out != NULL, "can't make %s", path);
    ck_assert_uint_eq(fwrite(bytes, 1, n, out), n);
    ck_assert_int_eq(fclose(out), 0);
}

static inline void put(const char *folder, const char *name, const char *text)
{
    put_bytes(AT(folder, name), text, strlen(text));
}

static inline void put_folder(const char *folder, const char *name)
{
    ck_assert_int_eq(mkdir(AT(folder, name), 0755), 0);
}

// Takes in a folder. *to: where its lab files are now.
static inline Report *take_in(const char *folder, char **to)
{
    char student[] = "ada";
    Submission s = {.student = student, .path = TEXT("%s", folder)};
    Report *r = keep(report_new(student));
    *to = fresh_folder();
    submission_stage(&s, &small, *to, stems, 3, NULL, "/nowhere", r);
    return r;
}

// Checks the note of a file; there must be exactly one.
static inline void ck_note(const Report *r, const char *name, FileStatus status,
                           const char *why)
{
    size_t found = 0;
    for (size_t i = 0; i < r->n_files; i++) {
        if (strcmp(r->file[i].name, name) != 0)
            continue;
        found++;
        ck_assert_msg(r->file[i].status == status, "%s has status %d, not %d",
                      name, (int)r->file[i].status, (int)status);
        ck_assert_str_eq(r->file[i].why, why);
    }
    ck_assert_msg(found == 1, "%zu notes of %s", found, name);
}

// Checks a staged file's bytes and mode.
static inline void ck_staged(const char *to, const char *name,
                             const void *bytes, size_t n)
{
    char got[8192];
    struct stat st;
    FILE *in = fopen(AT(to, name), "rb");
    ck_assert_msg(in != NULL, "%s is not there", name);
    ck_assert_int_eq(fstat(fileno(in), &st), 0);
    ck_assert_uint_eq(st.st_mode, S_IFREG | 0644);
    ck_assert_uint_eq(fread(got, 1, sizeof got, in), n);
    fclose(in);
    ck_assert_msg(memcmp(got, bytes, n) == 0, "%s has other bytes", name);
}

static inline void ck_not_staged(const char *to, const char *name)
{
    ck_assert_msg(access(AT(to, name), F_OK) != 0, "%s is there", name);
}

#endif
