// A submission as a whole: its hash, and its lab files on their way into the
// stage folder. Nothing that was handed in can make these end the program.
#include "submission_parts.h"
#include "text.h"

#include <sha256.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void submissions_free(Submission *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(list[i].student);
        free(list[i].path);
        free(list[i].trouble);
    }
    free(list);
}

void report_end(Report *r, Outcome outcome, const char *message)
{
    r->outcome = outcome;
    free(r->message);
    r->message = text_copy(message);
}

static void hash_text(SHA256_CTX *hash, const char *s)
{
    SHA256_Update(hash, (const uint8_t *)s, strlen(s) + 1);
}

static void hash_size(SHA256_CTX *hash, uint64_t n)
{
    char digits[21];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    hash_text(hash, digits);
}

// Each part ends itself or says how long it is, so that no two submissions
// make the same row of bytes.
static void hash_entry(void *data, const Entry *e)
{
    SHA256_CTX *hash = data;
    char kind[] = {(char)e->kind, '\0'};
    hash_text(hash, kind);
    hash_text(hash, e->path);
    hash_size(hash, e->n);
    if (e->n > 0)
        SHA256_Update(hash, e->data, e->n);
}

// Of one that is too large only the beginning; it will be refused anyway.
static bool hash_archive(SHA256_CTX *hash, const char *path, uint64_t limit)
{
    uint8_t bytes[16384];
    uint64_t size;
    ssize_t n = -1;
    int fd = open_plain(AT_FDCWD, path, &size);
    if (fd < 0)
        return false;
    hash_size(hash, size);
    for (uint64_t done = 0; done <= limit; done += (uint64_t)n) {
        n = read_some(fd, bytes, sizeof bytes);
        if (n <= 0)
            break;
        SHA256_Update(hash, bytes, (size_t)n);
    }
    close(fd);
    return n >= 0;
}

bool submission_hash(const Submission *s, const Settings *limits, char hex[65])
{
    SHA256_CTX hash;
    bool ok = true;
    SHA256_Init(&hash);
    if (s->trouble != NULL) {
        hash_text(&hash, "trouble");
        hash_text(&hash, s->trouble);
    } else if (s->archive) {
        hash_text(&hash, "archive");
        ok = hash_archive(&hash, s->path, archive_limit(limits));
    } else {
        char *message = NULL;
        hash_text(&hash, "folder");
        Outcome o =
            folder_visit(s->path, limits, NULL, hash_entry, &hash, &message);
        if (message != NULL)
            hash_text(&hash, message);
        free(message);
        ok = o != BROKEN;
    }
    SHA256_End(&hash, hex);
    return ok;
}

void submission_stage(const Submission *s, const Settings *limits,
                      const char *to, const char *const *stems, size_t n_stems,
                      const char *const *prefix, const char *unpack, Report *r)
{
    Labs labs = {stems, n_stems};
    char *message = NULL;
    if (s->trouble != NULL) {
        report_end(r, REFUSED, s->trouble);
        return;
    }
    Intake *in = intake_new(&labs, limits);
    Outcome o = s->archive ? archive_visit(s->path, limits, &labs, prefix,
                                           unpack, intake_visit, in, &message)
                           : folder_visit(s->path, limits, &labs, intake_visit,
                                          in, &message);
    if (o == GRADED)
        intake_finish(in, to, r);
    else
        report_end(r, o, message);
    free(message);
    intake_free(in);
}
