// Reads a student's archive, to be run inside the sandbox:
//
//     unpack FILE_KIB TOTAL_KIB ENTRIES STEM... <ARCHIVE
//
// For each entry it prints "KIND PATH_LENGTH LENGTH\n", the path, and the bytes
// of a plain file named STEM.c; lengths go before, so no name or content can
// look like another entry. The last is ENTRY_END, whose path is empty, or the
// reason why the archive is refused. It stops as soon as a limit is passed.
#include "submission_parts.h"
#include "text.h"

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Unpacking {
    struct archive *archive;
    Labs labs;
    Settings limits;
    Tally tally;
    uint8_t *bytes; // [limit of a file]
    gzFile gz;      // NULL: it is not gzip
    uint64_t unzipped;
    uint8_t block[65536];
    char *refusal;
} Unpacking;

static void say(EntryKind kind, const char *path, const uint8_t *data, size_t n)
{
    size_t n_path = strlen(path);
    if (n_path > MAX_SAID)
        n_path = MAX_SAID;
    printf("%c %zu %zu\n", kind, n_path, n);
    fwrite(path, 1, n_path, stdout);
    if (n > 0)
        fwrite(data, 1, n, stdout);
}

static void refuse(Unpacking *u, const char *what)
{
    if (u->refusal == NULL)
        u->refusal = text_format("the archive is damaged or of another kind "
                                 "than zip and tar.gz (%s); pack it again",
                                 what != NULL ? what : "no reason is known");
}

// libarchive unzips, too, but doesn't look at the checksum, and what it skips
// can't be counted.
static la_ssize_t unzip(struct archive *a, void *data, const void **block)
{
    Unpacking *u = data;
    int n = gzread(u->gz, u->block, sizeof u->block), error;
    const char *what = gzerror(u->gz, &error);
    *block = u->block;
    u->unzipped += n > 0 ? (uint64_t)n : 0;
    if (n >= 0 && u->unzipped > archive_limit(&u->limits) && u->refusal == NULL)
        tally_add(&u->tally, 0, UINT64_MAX, &u->refusal);
    if (u->refusal == NULL && error == Z_OK)
        return n;
    refuse(u, what);
    archive_set_error(a, EIO, "%s", what);
    return -1;
}

static bool open_archive(Unpacking *u)
{
    uint8_t magic[2] = {0, 0};
    struct archive *a = u->archive;
    if (archive_read_support_format_tar(a) != ARCHIVE_OK ||
        archive_read_support_format_zip_seekable(a) != ARCHIVE_OK ||
        pread(STDIN_FILENO, magic, 2, 0) < 0)
        return false;
    if (magic[0] != 0x1f || magic[1] != 0x8b)
        return archive_read_open_fd(a, STDIN_FILENO, 65536) == ARCHIVE_OK;
    u->gz = gzdopen(STDIN_FILENO, "rb");
    return u->gz != NULL &&
           archive_read_open(a, u, NULL, unzip, NULL) == ARCHIVE_OK;
}

static EntryKind kind_of(const Unpacking *u, struct archive_entry *e,
                         const char *path)
{
    if (archive_entry_hardlink(e) != NULL)
        return ENTRY_HARD_LINK;
    if (archive_entry_filetype(e) == AE_IFLNK)
        return ENTRY_SYMLINK;
    if (archive_entry_filetype(e) == AE_IFDIR)
        return ENTRY_FOLDER;
    if (archive_entry_filetype(e) != AE_IFREG)
        return ENTRY_SPECIAL;
    if (archive_entry_is_encrypted(e))
        return ENTRY_ENCRYPTED;
    if (archive_entry_sparse_count(e) > 0)
        return ENTRY_SPARSE;
    return labs_find(&u->labs, path) < u->labs.n ? ENTRY_FILE : ENTRY_OTHER;
}

// Reads all bytes of an entry, also of one that is skipped, so that each of
// them is counted. Returns how many there are.
static uint64_t read_bytes(Unpacking *u, uint64_t declared)
{
    const size_t limit = (size_t)u->limits.file_kib * 1024;
    const void *block;
    size_t n;
    la_int64_t offset;
    uint64_t total = 0;
    int state;
    while ((state = archive_read_data_block(u->archive, &block, &n, &offset)) ==
           ARCHIVE_OK) {
        uint64_t more = total + n > declared ? total + n - declared : 0;
        if (!tally_add(&u->tally, 0, more < n ? more : n, &u->refusal))
            break;
        if (total < limit && n > 0)
            memcpy(u->bytes + total, block,
                   n < limit - total ? n : limit - (size_t)total);
        total += n;
    }
    if (u->refusal == NULL && state != ARCHIVE_EOF)
        refuse(u, archive_error_string(u->archive));
    return total;
}

static void tell_entry(Unpacking *u, struct archive_entry *e)
{
    const char *path = archive_entry_pathname_utf8(e);
    if (path == NULL)
        path = archive_entry_pathname(e);
    if (path == NULL)
        path = "(a name that can't be read)";
    EntryKind kind = kind_of(u, e, path);
    la_int64_t size = archive_entry_size_is_set(e) ? archive_entry_size(e) : 0;
    uint64_t declared = size > 0 ? (uint64_t)size : 0;
    if (!tally_add(&u->tally, 1, declared, &u->refusal))
        return;
    uint64_t n = 0;
    if (kind != ENTRY_ENCRYPTED) // skipping one unpacks nothing
        n = read_bytes(u, declared);
    if (kind == ENTRY_FILE && n > (uint64_t)u->limits.file_kib * 1024)
        kind = ENTRY_LARGE;
    if (u->refusal == NULL)
        say(kind, path, u->bytes, kind == ENTRY_FILE ? (size_t)n : 0);
}

static void tell_archive(Unpacking *u)
{
    struct archive_entry *e;
    int state = ARCHIVE_OK;
    while (u->refusal == NULL &&
           ((state = archive_read_next_header(u->archive, &e)) == ARCHIVE_OK ||
            state == ARCHIVE_WARN))
        tell_entry(u, e);
    if (u->refusal == NULL && state != ARCHIVE_EOF)
        refuse(u, archive_error_string(u->archive));
    // The checksum stands behind everything.
    const void *block;
    while (u->refusal == NULL && u->gz != NULL &&
           unzip(u->archive, u, &block) > 0)
        ;
}

static unsigned number(const char *s)
{
    char *end;
    unsigned long n = strtoul(s, &end, 10);
    if (*s < '1' || *s > '9' || *end != '\0' || n > 1 << 20) {
        fprintf(stderr, "unpack: '%s' is no number from 1 to %d\n", s, 1 << 20);
        exit(2);
    }
    return (unsigned)n;
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fputs("usage: unpack FILE_KIB TOTAL_KIB ENTRIES STEM... <ARCHIVE\n",
              stderr);
        return 2;
    }
    Unpacking *u = list_grow(NULL, 0, sizeof *u);
    memset(u, 0, sizeof *u);
    u->archive = archive_read_new();
    u->labs = (Labs){(const char *const *)argv + 4, (size_t)argc - 4};
    u->limits.file_kib = number(argv[1]);
    u->limits.total_kib = number(argv[2]);
    u->limits.entries = number(argv[3]);
    u->tally.limits = &u->limits;
    u->bytes = list_grow(NULL, 0, (size_t)u->limits.file_kib * 1024);
    if (u->archive == NULL || !open_archive(u))
        refuse(u, u->archive ? archive_error_string(u->archive) : NULL);
    else
        tell_archive(u);
    say(ENTRY_END, u->refusal != NULL ? u->refusal : "", NULL, 0);
    archive_read_free(u->archive);
    if (u->gz != NULL)
        gzclose(u->gz);
    free(u->refusal);
    free(u->bytes);
    free(u);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
