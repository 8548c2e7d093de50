// Makes an archive for a test, also one that no honest program would make:
//
//     make_archive tar|tar.gz|zip|locked-zip PATH ENTRY...
//
// An ENTRY is TYPE:NAME or TYPE:NAME=VALUE; in a NAME, %XX is a byte in
// hexadecimal.
//
//     file=TEXT  zeros=SIZE  from=PATH
//     folder  link=TARGET  hard=TARGET  pipe  device
//     holes=SIZE (a sparse file)  many=COUNT (empty files NAME0, NAME1, ...)
#include "text.h"

#include <archive.h>
#include <archive_entry.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static struct archive *out;
static char zeros[65536];

static void must(int state)
{
    if (state == ARCHIVE_OK)
        return;
    fprintf(stderr, "make_archive: %s\n", archive_error_string(out));
    exit(EXIT_FAILURE);
}

static char *decode(const char *s, size_t n)
{
    char *name = text_format("%.*s", (int)n, s), *to = name;
    for (const char *from = name; *from != '\0'; to++) {
        unsigned byte;
        if (*from == '%' && sscanf(from + 1, "%2x", &byte) == 1) {
            *to = (char)byte;
            from += 3;
        } else {
            *to = *from++;
        }
    }
    *to = '\0';
    return name;
}

static void write_bytes(const void *bytes, size_t n)
{
    if (archive_write_data(out, bytes, n) != (la_ssize_t)n)
        must(ARCHIVE_FATAL);
}

static void put_file(struct archive_entry *e, const char *text, size_t n)
{
    archive_entry_set_size(e, (la_int64_t)n);
    must(archive_write_header(out, e));
    for (size_t done = 0; text == NULL && done < n; done += sizeof zeros)
        write_bytes(zeros, n - done < sizeof zeros ? n - done : sizeof zeros);
    if (text != NULL && n > 0)
        write_bytes(text, n);
}

static void put_copy(struct archive_entry *e, const char *path)
{
    static char bytes[1 << 20];
    FILE *in = fopen(path, "rb");
    size_t n = in != NULL ? fread(bytes, 1, sizeof bytes, in) : 0;
    if (in == NULL || fclose(in) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    put_file(e, bytes, n);
}

static void put_holes(struct archive_entry *e, long long size)
{
    archive_entry_set_size(e, size);
    archive_entry_sparse_add_entry(e, size - 1, 1);
    must(archive_write_header(out, e));
    for (long long done = 0; done < size; done += (long long)sizeof zeros)
        write_bytes(zeros, size - done < (long long)sizeof zeros
                               ? (size_t)(size - done)
                               : sizeof zeros);
}

static void put_many(struct archive_entry *e, const char *name, long long n)
{
    for (long long i = 0; i < n; i++) {
        char *numbered = text_format("%s%lld", name, i);
        archive_entry_set_pathname(e, numbered);
        put_file(e, "", 0);
        free(numbered);
    }
}

static void put_special(struct archive_entry *e, const char *type,
                        const char *value)
{
    mode_t mode = AE_IFREG;
    if (strcmp(type, "folder") == 0)
        mode = AE_IFDIR;
    else if (strcmp(type, "pipe") == 0)
        mode = AE_IFIFO;
    else if (strcmp(type, "device") == 0)
        mode = AE_IFCHR;
    else if (strcmp(type, "link") == 0)
        mode = AE_IFLNK;
    archive_entry_set_filetype(e, mode);
    if (mode == AE_IFLNK)
        archive_entry_set_symlink(e, value);
    if (mode == AE_IFREG)
        archive_entry_set_hardlink(e, value);
    must(archive_write_header(out, e));
}

static void put(const char *spec)
{
    const char *name = strchr(spec, ':');
    if (name == NULL) {
        fprintf(stderr, "make_archive: '%s' is no entry\n", spec);
        exit(EXIT_FAILURE);
    }
    char *type = text_format("%.*s", (int)(name++ - spec), spec);
    size_t n = strcspn(name, "=");
    const char *value = name[n] == '=' ? name + n + 1 : "";
    char *path = decode(name, n);
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, path);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0644);
    if (strcmp(type, "file") == 0)
        put_file(e, value, strlen(value));
    else if (strcmp(type, "zeros") == 0)
        put_file(e, NULL, strtoull(value, NULL, 10));
    else if (strcmp(type, "from") == 0)
        put_copy(e, value);
    else if (strcmp(type, "holes") == 0)
        put_holes(e, strtoll(value, NULL, 10));
    else if (strcmp(type, "many") == 0)
        put_many(e, path, strtoll(value, NULL, 10));
    else
        put_special(e, type, value);
    archive_entry_free(e);
    free(path);
    free(type);
}

static void choose_format(const char *name)
{
    if (strncmp(name, "tar", 3) == 0) {
        must(archive_write_set_format_pax_restricted(out));
        must(archive_write_set_options(out, "hdrcharset=BINARY"));
        if (strcmp(name, "tar.gz") == 0)
            must(archive_write_add_filter_gzip(out));
        return;
    }
    must(archive_write_set_format_zip(out));
    if (strcmp(name, "locked-zip") == 0) {
        must(archive_write_set_options(out, "zip:encryption=traditional"));
        must(archive_write_set_passphrase(out, "secret"));
    }
}

int main(int argc, char **argv)
{
    out = archive_write_new();
    if (argc < 3 || out == NULL)
        return EXIT_FAILURE;
    choose_format(argv[1]);
    must(archive_write_open_filename(out, argv[2]));
    for (int i = 3; i < argc; i++)
        put(argv[i]);
    must(archive_write_close(out));
    archive_write_free(out);
    return EXIT_SUCCESS;
}
