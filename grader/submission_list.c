// Which entries of a folder are submissions: folders, and archives by their
// endings, whose names are ids.
#include "submission_parts.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { MAX_LISTED = 40 };

typedef struct Listing {
    const char *folder;
    int fd;
    Submission *list;
    size_t n, n_ignored;
    char *ignored;
} Listing;

static const char *const endings[] = {".tar.gz", ".tgz", ".tar", ".zip"};

// The length of the name without an archive's ending; 0 if it has none.
static size_t archive_stem(const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t end = strlen(endings[i]);
        if (n > end && strcasecmp(name + n - end, endings[i]) == 0)
            return n - end;
    }
    return 0;
}

static void ignore(Listing *l, const char *name, const char *why)
{
    if (++l->n_ignored > MAX_LISTED)
        return;
    char *clean = text_clean(name);
    char *longer = text_format("%s%s: %s\n", l->ignored, clean, why);
    free(clean);
    free(l->ignored);
    l->ignored = longer;
}

// Whether something that is neither a plain file nor a folder was meant as a
// submission; a link to a folder was.
static const char *trouble_of(const Listing *l, const char *name, mode_t mode,
                              bool archive)
{
    struct stat target;
    if (S_ISLNK(mode) && (archive || (fstatat(l->fd, name, &target, 0) == 0 &&
                                      S_ISDIR(target.st_mode))))
        return "is a symbolic link, and links are not followed; hand in what "
               "it leads to";
    if (archive && !S_ISLNK(mode))
        return "is a device, a pipe or a socket; hand in a folder or an "
               "archive";
    return NULL;
}

static void take(Listing *l, const char *name, mode_t mode)
{
    size_t stem = S_ISDIR(mode) ? 0 : archive_stem(name);
    const char *trouble = NULL;
    if (!S_ISDIR(mode) && !(S_ISREG(mode) && stem > 0)) {
        trouble = trouble_of(l, name, mode, stem > 0);
        if (trouble == NULL) {
            if (strcmp(name, "roster.csv") != 0)
                ignore(l, name, "neither a folder nor an archive");
            return;
        }
    }
    char *student = text_copy(name);
    if (stem > 0)
        student[stem] = '\0';
    if (!text_is_id(student)) {
        ignore(l, name,
               "no id; rename it with letters of a-z, digits and _ @ + . -, "
               "64 at most, beginning with a letter or digit");
        free(student);
        return;
    }
    l->list = list_grow(l->list, l->n, sizeof *l->list);
    l->list[l->n++] = (Submission){
        .student = student,
        .path = text_format("%s/%s", l->folder, name),
        .archive = stem > 0,
        .trouble = trouble ? text_format("%s %s", name, trouble) : NULL};
}

static int by_student(const void *a, const void *b)
{
    const Submission *x = a, *y = b;
    int order = strcmp(x->student, y->student);
    return order != 0 ? order : strcmp(x->path, y->path);
}

// Of several for one student the first stays, and says that there are more.
static void merge(Listing *l)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++) {
        Submission *last = kept > 0 ? &l->list[kept - 1] : NULL;
        Submission *s = &l->list[i];
        if (last == NULL || strcmp(last->student, s->student) != 0) {
            l->list[kept++] = *s;
            continue;
        }
        free(last->trouble);
        last->trouble = text_format("handed in twice, as %s and as %s; keep "
                                    "one of them",
                                    strrchr(last->path, '/') + 1,
                                    strrchr(s->path, '/') + 1);
        free(s->student);
        free(s->path);
        free(s->trouble);
    }
    l->n = kept;
}

// Takes each name; what went wrong, to be freed, or NULL.
static char *take_all(Listing *l, char **names, size_t n)
{
    struct stat st;
    for (size_t i = 0; i < n; i++)
        if (fstatat(l->fd, names[i], &st, AT_SYMLINK_NOFOLLOW) == 0)
            take(l, names[i], st.st_mode);
        else if (errno != ENOENT) // one that went away was not handed in
            return text_format("%s/%s: %s; see to it that it can be read",
                               l->folder, names[i], strerror(errno));
    return NULL;
}

static void finish(Listing *l)
{
    if (l->n > 0)
        qsort(l->list, l->n, sizeof *l->list, by_student);
    merge(l);
    if (l->n_ignored <= MAX_LISTED)
        return;
    char *longer =
        text_format("%sand %zu more\n", l->ignored, l->n_ignored - MAX_LISTED);
    free(l->ignored);
    l->ignored = longer;
}

bool submissions_list(const char *folder, Submission **list, size_t *n,
                      char **ignored, char **error)
{
    DIR *dir = opendir(folder);
    size_t n_names = 0;
    char **names = NULL;
    Listing l = {.folder = folder, .ignored = text_copy("")};
    if (dir != NULL)
        names = names_read(dir, SIZE_MAX - 1, &n_names);
    if (dir == NULL || errno != 0) {
        *error = text_format("%s: %s; give the folder that holds the "
                             "submissions",
                             folder, strerror(errno));
    } else {
        l.fd = dirfd(dir);
        *error = take_all(&l, names, n_names);
    }
    for (size_t i = 0; i < n_names; i++)
        free(names[i]);
    free(names);
    if (dir != NULL)
        closedir(dir);
    finish(&l);
    *list = l.list;
    *n = l.n;
    *ignored = l.ignored;
    return *error == NULL;
}
