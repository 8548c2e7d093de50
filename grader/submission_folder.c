// Walks a folder that a student handed in, and perhaps is changing meanwhile:
// no link is followed, no pipe waited for, no more read than the limits allow.
#include "submission_parts.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Walk {
    const Labs *labs; // NULL: every file is read
    Tally tally;
    uint8_t *buffer; // [limit of a file + 1]
    Visit *visit;
    void *data;
    Outcome outcome; // GRADED: go on
    char *message;
} Walk;

int open_plain(int folder, const char *name, uint64_t *size)
{
    struct stat st;
    int fd = openat(folder, name,
                    O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        *size = (uint64_t)st.st_size;
        return fd;
    }
    close(fd);
    errno = ELOOP; // it was swapped for something else
    return -1;
}

ssize_t read_some(int fd, void *to, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = read(fd, (char *)to + done, n - done);
        if (got == 0)
            break;
        if (got > 0)
            done += (size_t)got;
        else if (errno != EINTR)
            return -1;
    }
    return (ssize_t)done;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **names_read(DIR *dir, size_t max, size_t *n)
{
    char **names = NULL;
    struct dirent *e;
    *n = 0;
    while (*n <= max && (errno = 0, e = readdir(dir)) != NULL) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        names = list_grow(names, *n, sizeof *names);
        names[(*n)++] = text_copy(e->d_name);
    }
    int trouble = errno;
    if (*n > 0)
        qsort(names, *n, sizeof *names, compare_names);
    errno = trouble;
    return names;
}

static void stop(Walk *w, const char *path)
{
    w->outcome = BROKEN;
    w->message = text_format("%s can't be read: %s; see to it that it can, and "
                             "grade again",
                             path, strerror(errno));
}

static void add(Walk *w, uint64_t entries, uint64_t bytes)
{
    if (!tally_add(&w->tally, entries, bytes, &w->message))
        w->outcome = REFUSED;
}

// Reads a plain file that is wanted and, by its size, small enough.
static void visit_bytes(Walk *w, int folder, const char *path)
{
    size_t limit = (size_t)w->tally.limits->file_kib * 1024;
    uint64_t size;
    int fd = open_plain(folder, path_last(path), &size);
    if (fd < 0 && errno == ENOENT)
        return;
    if (fd < 0 && errno != ELOOP) {
        stop(w, path);
        return;
    }
    Entry e = {.kind = ENTRY_SPECIAL, .path = path};
    if (fd >= 0) {
        ssize_t got = read_some(fd, w->buffer, limit + 1);
        if (got < 0)
            stop(w, path);
        close(fd);
        e.kind = (size_t)got > limit ? ENTRY_LARGE : ENTRY_FILE;
        e.data = e.kind == ENTRY_FILE ? w->buffer : NULL;
        e.n = e.kind == ENTRY_FILE ? (size_t)got : 0;
    }
    if (w->outcome == GRADED)
        w->visit(w->data, &e);
}

static void visit_plain(Walk *w, int folder, const char *path,
                        const struct stat *st)
{
    Entry e = {.path = path};
    add(w, 0, (uint64_t)st->st_size);
    if (w->outcome != GRADED)
        return;
    if (st->st_nlink > 1)
        e.kind = ENTRY_HARD_LINK;
    else if (st->st_size > (off_t)w->tally.limits->file_kib * 1024)
        e.kind = ENTRY_LARGE;
    else if (w->labs != NULL && labs_find(w->labs, path) == w->labs->n)
        e.kind = ENTRY_OTHER;
    if (e.kind != 0)
        w->visit(w->data, &e);
    else
        visit_bytes(w, folder, path);
}

static void walk(Walk *w, int folder, const char *path);

static void visit_one(Walk *w, int folder, const char *path)
{
    struct stat st;
    const char *name = path_last(path);
    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT) // one that went away was not handed in
            stop(w, path);
        return;
    }
    if (S_ISREG(st.st_mode)) {
        visit_plain(w, folder, path, &st);
        return;
    }
    Entry e = {.path = path, .kind = ENTRY_SPECIAL};
    if (S_ISLNK(st.st_mode))
        e.kind = ENTRY_SYMLINK;
    else if (S_ISDIR(st.st_mode))
        e.kind = ENTRY_FOLDER;
    w->visit(w->data, &e);
    if (e.kind != ENTRY_FOLDER || strlen(path) > MAX_PATH)
        return;
    int fd =
        openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0)
        walk(w, fd, path);
    else if (errno != ENOENT && errno != ELOOP && errno != ENOTDIR)
        stop(w, path);
}

// Visits what is in a folder, and closes it.
static void walk(Walk *w, int folder, const char *path)
{
    size_t n = 0;
    DIR *dir = fdopendir(folder);
    char **names = NULL;
    if (dir != NULL)
        names = names_read(
            dir, w->tally.limits->entries - (size_t)w->tally.entries, &n);
    if (dir == NULL || errno != 0)
        stop(w, *path ? path : "the folder");
    else
        add(w, n, 0);
    for (size_t i = 0; i < n; i++) {
        char *inner = text_format("%s%s%s", path, *path ? "/" : "", names[i]);
        if (w->outcome == GRADED)
            visit_one(w, folder, inner);
        free(inner);
        free(names[i]);
    }
    free(names);
    if (dir != NULL)
        closedir(dir);
    else
        close(folder);
}

Outcome folder_visit(const char *path, const Settings *limits, const Labs *labs,
                     Visit *visit, void *data, char **message)
{
    Walk w = {.labs = labs, .tally.limits = limits, .visit = visit};
    w.data = data;
    w.buffer = list_grow(NULL, 0, (size_t)limits->file_kib * 1024 + 1);
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0)
        walk(&w, fd, "");
    else
        stop(&w, path_last(path));
    free(w.buffer);
    *message = w.message;
    return w.outcome;
}
