// Judges the entries of a submission one by one: which is a lab file that can
// be taken, and why another can't.
#include "submission_parts.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

const char *path_last(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

size_t labs_find(const Labs *labs, const char *path)
{
    const char *name = path_last(path);
    size_t i = 0;
    for (; i < labs->n; i++) {
        size_t n = strlen(labs->stems[i]);
        if (strncmp(name, labs->stems[i], n) == 0 &&
            strcmp(name + n, ".c") == 0)
            break;
    }
    return i;
}

bool tally_add(Tally *t, uint64_t entries, uint64_t bytes, char **message)
{
    uint64_t limit = (uint64_t)t->limits->total_kib * 1024;
    t->entries += entries;
    t->bytes += bytes <= limit ? bytes : limit + 1;
    if (t->entries > t->limits->entries)
        *message = text_format("more than %u files and folders; hand in the "
                               "lab files alone",
                               t->limits->entries);
    else if (t->bytes > limit)
        *message = text_format("more than %u KiB unpacked; hand in the lab "
                               "files alone",
                               t->limits->total_kib);
    else
        return true;
    return false;
}

uint64_t archive_limit(const Settings *limits)
{
    return 1024 *
           ((uint64_t)limits->total_kib + 4 * (uint64_t)limits->entries + 64);
}

Intake *intake_new(const Labs *labs, const Settings *limits)
{
    Intake *in = list_grow(NULL, 0, sizeof *in);
    *in = (Intake){.labs = labs, .limits = limits};
    in->found = list_grow(NULL, 0, labs->n * sizeof *in->found);
    for (size_t i = 0; i < labs->n; i++)
        in->found[i] = (Found){.path = NULL};
    in->too_large = text_format("larger than %u KiB", limits->file_kib);
    return in;
}

// Without "./" in front and "/" behind, which say nothing.
static char *plain_path(const char *path)
{
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    char *copy = text_copy(path);
    for (size_t n = strlen(copy); n > 1 && copy[n - 1] == '/'; n--)
        copy[n - 1] = '\0';
    return copy;
}

static const char *fault_of_path(const char *path)
{
    if (strlen(path) > MAX_PATH)
        return "its path is too long";
    for (const char *s = path; *s != '\0'; s++)
        if ((unsigned char)*s < ' ' || *s == '\x7f')
            return "its path holds control characters";
    if (path[0] == '/')
        return "its path is absolute and leaves the submission";
    for (const char *s = path; s != NULL; s = strchr(s, '/')) {
        s += *s == '/';
        if (strncmp(s, "..", 2) == 0 && (s[2] == '/' || s[2] == '\0'))
            return "its path leaves the submission";
    }
    return NULL;
}

static const char *fault_of_kind(const Intake *in, EntryKind kind)
{
    switch (kind) {
    case ENTRY_FOLDER:
        return "a folder, not a file";
    case ENTRY_SYMLINK:
        return "a symbolic link; hand in the file itself";
    case ENTRY_HARD_LINK:
        return "a hard link; hand in the file itself";
    case ENTRY_SPECIAL:
        return "a device, a pipe or a socket, not a file";
    case ENTRY_ENCRYPTED:
        return "encrypted; hand it in without a password";
    case ENTRY_SPARSE:
        return "a file with holes; hand in a plain one";
    case ENTRY_LARGE:
        return in->too_large;
    default:
        return NULL;
    }
}

static void add_item(Intake *in, char *path, const char *why, size_t lab)
{
    if (strlen(path) > MAX_PATH)
        strcpy(path + MAX_PATH - 3, "...");
    in->item = list_grow(in->item, in->n_items, sizeof *in->item);
    in->item[in->n_items++] = (Item){path, why, lab};
}

static void take(Found *f, char *path, const Entry *e)
{
    if (f->path != NULL) {
        if (f->second == NULL)
            f->second = path;
        else
            free(path);
        return;
    }
    f->path = path;
    f->data = list_grow(NULL, 0, e->n + 1);
    if (e->n > 0)
        memcpy(f->data, e->data, e->n);
    f->n = e->n;
}

void intake_visit(void *data, const Entry *e)
{
    Intake *in = data;
    char *path = plain_path(e->path);
    size_t lab = labs_find(in->labs, path);
    const char *why = fault_of_path(path);
    if (why == NULL && e->kind == ENTRY_FOLDER && lab == in->labs->n) {
        free(path); // folders are of no interest
        return;
    }
    if (why == NULL)
        why = fault_of_kind(in, e->kind);
    if (why == NULL && lab < in->labs->n && e->kind == ENTRY_FILE)
        take(&in->found[lab], path, e);
    else
        add_item(in, path, why != NULL ? why : "", lab);
}

void intake_free(Intake *in)
{
    for (size_t i = 0; i < in->labs->n; i++) {
        free(in->found[i].path);
        free(in->found[i].second);
        free(in->found[i].data);
    }
    for (size_t i = 0; i < in->n_items; i++)
        free(in->item[i].path);
    free(in->found);
    free(in->item);
    free(in->too_large);
    free(in);
}
