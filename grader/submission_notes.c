// What came of a submission: the lab files that are taken are written, and
// every file gets its note.
#include "submission_parts.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_LISTED = 40 };

// The lab file that a name was perhaps meant for, among those not there.
static size_t meant(const Intake *in, const char *path)
{
    size_t i = 0;
    for (; i < in->labs->n; i++) {
        const char *stem = in->labs->stems[i];
        if (in->found[i].path == NULL &&
            strncasecmp(path_last(path), stem, strlen(stem)) == 0)
            break;
    }
    return i;
}

static bool write_file(const char *to, const char *name, const Found *f)
{
    char *path = text_format("%s/%s", to, name);
    int fd =
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    free(path);
    if (fd < 0)
        return false;
    bool ok = fchmod(fd, 0644) == 0; // whatever the umask
    for (size_t done = 0; ok && done < f->n;) {
        ssize_t n = write(fd, f->data + done, f->n - done);
        ok = n > 0 || (n < 0 && errno == EINTR);
        done += n > 0 ? (size_t)n : 0;
    }
    return close(fd) == 0 && ok;
}

// Why a lab file is not there; NULL: nothing is known of it.
static char *absence(const Intake *in, size_t lab, const char *name,
                     FileStatus *status)
{
    *status = FILE_REFUSED;
    for (size_t i = 0; i < in->n_items; i++) {
        const Item *item = &in->item[i];
        if (item->lab == lab && strcmp(item->path, name) == 0)
            return text_copy(item->why);
        if (item->lab == lab)
            return text_format("%s: %s", item->path, item->why);
    }
    *status = FILE_MISSING;
    for (size_t i = 0; i < in->n_items; i++)
        if (in->item[i].why[0] == '\0' && meant(in, in->item[i].path) == lab)
            return text_format("there is %s, which is not its name",
                               in->item[i].path);
    return text_copy("");
}

static FileStatus note_lab(const Intake *in, size_t lab, const char *to,
                           Report *r)
{
    const Found *f = &in->found[lab];
    FileStatus status = FILE_TAKEN;
    char *name = text_format("%s.c", in->labs->stems[lab]);
    char *why;
    if (f->second != NULL) {
        status = FILE_REFUSED;
        why = text_format("there are two, %s and %s; hand in one", f->path,
                          f->second);
    } else if (f->path == NULL) {
        why = absence(in, lab, name, &status);
    } else {
        why = strcmp(f->path, name) == 0 ? text_copy("")
                                         : text_format("from %s", f->path);
        if (!write_file(to, name, f)) {
            char *message = text_format("%s/%s can't be written: %s", to, name,
                                        strerror(errno));
            report_end(r, BROKEN, message);
            free(message);
        }
    }
    report_add_file(r, name, status, why);
    free(name);
    free(why);
    return status;
}

// Whether an item has become the reason in the note of its lab file.
static bool is_told(const Intake *in, size_t i)
{
    size_t lab = in->item[i].lab;
    if (lab == in->labs->n || in->found[lab].path != NULL)
        return false;
    for (size_t k = 0; k < i; k++)
        if (in->item[k].lab == lab)
            return false;
    return true;
}

static void note_items(const Intake *in, Report *r)
{
    size_t n = 0;
    for (size_t i = 0; i < in->n_items; i++) {
        const Item *item = &in->item[i];
        size_t lab = meant(in, item->path);
        if (is_told(in, i) || ++n > MAX_LISTED)
            continue;
        char *why =
            item->why[0] == '\0' && lab < in->labs->n
                ? text_format("did you mean %s.c?", in->labs->stems[lab])
                : text_copy(item->why);
        report_add_file(r, item->path, FILE_IGNORED, why);
        free(why);
    }
    if (n > MAX_LISTED) {
        char *more = text_format("and %zu more", n - MAX_LISTED);
        report_add_file(r, more, FILE_IGNORED, "");
        free(more);
    }
}

void intake_finish(const Intake *in, const char *to, Report *r)
{
    size_t taken = 0;
    for (size_t i = 0; i < in->labs->n; i++)
        taken += note_lab(in, i, to, r) == FILE_TAKEN;
    note_items(in, r);
    if (taken > 0 || r->outcome != GRADED)
        return;
    char *names = text_copy("");
    for (size_t i = 0; i < in->labs->n; i++) {
        char *longer = text_format("%s%s%s.c", names, i > 0 ? ", " : "",
                                   in->labs->stems[i]);
        free(names);
        names = longer;
    }
    char *message =
        text_format("no lab file can be taken from it; hand in %s", names);
    report_end(r, REFUSED, message);
    free(message);
    free(names);
}
