// A scratch folder with small data files, for the tests of data sets: the
// fixture add_scratch, writers of plain, gzip and IDX, and checks of a refusal.
// Include it before any other header.
#ifndef DATA_FILES_H
#define DATA_FILES_H

#define _XOPEN_SOURCE 700 // nftw

#include "dataset.h"

#include <check.h>
#include <zlib.h>

#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char all_scratch[200], scratch[220]; // of the program, of the test

static inline void all_scratch_make(void)
{
    const char *parent = getenv("TMPDIR");
    snprintf(all_scratch, sizeof all_scratch, "%s/data_files.XXXXXX",
             parent && parent[0] ? parent : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(all_scratch));
}

static inline void scratch_make(void)
{
    snprintf(scratch, sizeof scratch, "%s/XXXXXX", all_scratch);
    ck_assert_ptr_nonnull(mkdtemp(scratch));
}

static inline int remove_entry(const char *path, const struct stat *status,
                               int type, struct FTW *place)
{
    (void)status, (void)type, (void)place;
    return remove(path);
}

static inline void all_scratch_remove(void)
{
    nftw(all_scratch, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

// Gives each test a folder of its own; they go at the end, whatever failed.
static inline void add_scratch(TCase *tc)
{
    tcase_add_unchecked_fixture(tc, all_scratch_make, all_scratch_remove);
    tcase_add_checked_fixture(tc, scratch_make, NULL);
}

// The path of a scratch file. The last four answers stay valid.
static inline const char *scratch_path(const char *name)
{
    static char paths[4][400];
    static int turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", scratch, name);
    return path;
}

static inline void write_plain(const char *name, const void *bytes, size_t n)
{
    FILE *file = fopen(scratch_path(name), "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, n, file), n);
    ck_assert_int_eq(fclose(file), 0);
}

// mode: "wb" for a new file, "ab" for one more gzip stream at its end.
static inline void write_gzip(const char *name, const void *bytes, size_t n,
                              const char *mode)
{
    gzFile file = gzopen(scratch_path(name), mode);
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(gzwrite(file, bytes, (unsigned)n), (int)n);
    ck_assert_int_eq(gzclose(file), Z_OK);
}

// The bytes of a scratch file. Returns how many.
static inline size_t read_back(const char *name, uint8_t *bytes, size_t max)
{
    FILE *file = fopen(scratch_path(name), "rb");
    ck_assert_ptr_nonnull(file);
    size_t n = fread(bytes, 1, max, file);
    ck_assert_uint_lt(n, max);
    fclose(file);
    return n;
}

static inline void put_big_endian(uint8_t *out, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        out[i] = (uint8_t)(value >> (24 - 8 * i));
}

// Image i has the pixels 50 i, 50 i + 1, ... (mod 256). Returns the size.
static inline size_t make_images(uint8_t *out, uint32_t n, uint32_t rows,
                                 uint32_t columns)
{
    put_big_endian(out, 0x803);
    put_big_endian(out + 4, n);
    put_big_endian(out + 8, rows);
    put_big_endian(out + 12, columns);
    size_t pixels = (size_t)rows * columns;
    for (size_t i = 0; i < n * pixels; i++)
        out[16 + i] = (uint8_t)(50 * (i / pixels) + i % pixels);
    return 16 + n * pixels;
}

// Label i is 9 - i (mod 10). Returns the size.
static inline size_t make_labels(uint8_t *out, uint32_t n)
{
    put_big_endian(out, 0x801);
    put_big_endian(out + 4, n);
    for (uint32_t i = 0; i < n; i++)
        out[8 + i] = (uint8_t)(9 - i % 10);
    return 8 + n;
}

static char reason[400];

// Whether the line names the file, says what is wrong, and what to do.
static inline void check_reason(const char *path, const char *what,
                                const char *advice)
{
    ck_assert_msg(
        strncmp(reason, path, strlen(path)) == 0 &&
            strstr(reason, what) != NULL && strstr(reason, advice) != NULL &&
            strchr(reason, '\n') == NULL,
        "\"%s\" lacks \"%s\", \"%s\" or \"%s\"", reason, path, what, advice);
}

static inline void check_empty(const Dataset *data)
{
    static const Dataset empty;
    ck_assert_mem_eq(data, &empty, sizeof empty);
}

#endif
