// Limits on a whole submission: see cgroup.h and the kernel's cgroup-v2.rst.
#include "cgroup.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

// Writes text to folder/name; such a file takes it in one write or not at all.
static bool set(const char *folder, const char *name, const char *text)
{
    char *path = text_format("%s/%s", folder, name);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    ssize_t n = (ssize_t)strlen(text);
    bool ok = fd >= 0 && write(fd, text, (size_t)n) == n;
    if (fd >= 0)
        close(fd);
    free(path);
    return ok;
}

// Whether both controllers are named in folder/cgroup.controllers.
static bool has_controllers(const char *folder)
{
    char *path = text_format("%s/cgroup.controllers", folder), line[256] = " ";
    FILE *in = fopen(path, "r");
    free(path);
    if (!in)
        return false;
    bool any = fgets(line + 1, sizeof line - 2, in);
    fclose(in);
    line[strcspn(line, "\n")] = ' ';
    return any && strstr(line, " memory ") && strstr(line, " pids ");
}

// Above the group that we are in, where ours can lie beside it: the kernel
// gives no limits below a group that holds processes itself. To be freed.
static char *folder_above(const char *root)
{
    char line[512];
    char *found = NULL;
    FILE *in = fopen("/proc/self/cgroup", "r");
    while (in && !found && fgets(line, sizeof line, in)) {
        char *last = strrchr(line, '/');
        if (strncmp(line, "0::/", 4) != 0)
            continue;
        *last = '\0';
        found = text_format("%s%s", root, line + 3);
    }
    if (in)
        fclose(in);
    return found ? found : text_copy(root);
}

static bool make_slot(const char *folder, unsigned slot, const Course *c)
{
    const Limits *a = &c->settings.compile, *b = &c->settings.run;
    unsigned most = a->memory > b->memory ? a->memory : b->memory;
    // The suite, which is in it too, takes a few.
    unsigned processes = a->processes + b->processes + 8;
    char *path = text_format("%s/slot%u", folder, slot);
    char *memory = text_format("%llu", (unsigned long long)most << 21);
    char *pids = text_format("%u", processes);
    bool ok = mkdir(path, 0755) == 0 && set(path, "memory.max", memory) &&
              set(path, "pids.max", pids);
    set(path, "memory.swap.max", "0"); // not every kernel has it
    free(pids);
    free(memory);
    free(path);
    return ok;
}

static void end_slot(const char *folder, const char *name)
{
    char *path = text_format("%s/%s", folder, name);
    set(path, "cgroup.kill", "1");
    // What is killed needs a moment to be gone.
    for (int i = 0; rmdir(path) != 0 && errno == EBUSY && i < 200; i++)
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    free(path);
}

static void end_group(const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));)
        if (!strncmp(e->d_name, "slot", 4))
            end_slot(folder, e->d_name);
    if (dir)
        closedir(dir);
    rmdir(folder);
}

void cgroups_end_old(const char *parent)
{
    DIR *dir = opendir(parent);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        long pid = 0;
        char more;
        if (sscanf(e->d_name, "grade.%ld%c", &pid, &more) != 1 || pid <= 0 ||
            (pid != getpid() && (kill((pid_t)pid, 0) == 0 || errno != ESRCH)))
            continue;
        char *folder = text_format("%s/%s", parent, e->d_name);
        end_group(folder);
        free(folder);
    }
    if (dir)
        closedir(dir);
}

// Makes the groups below `parent`; NULL if that can't be done.
static char *open_below(const char *parent, unsigned slots, const Course *c)
{
    static const char both[] = "+memory +pids";
    if (!has_controllers(parent))
        return NULL;
    cgroups_end_old(parent);
    set(parent, "cgroup.subtree_control", both); // often so already
    char *folder = text_format("%s/grade.%ld", parent, (long)getpid());
    bool made = mkdir(folder, 0755) == 0;
    bool ok = made && set(folder, "cgroup.subtree_control", both);
    for (unsigned i = 0; ok && i < slots; i++)
        ok = make_slot(folder, i, c);
    if (ok)
        return folder;
    if (made)
        end_group(folder);
    free(folder);
    return NULL;
}

char *cgroups_open(const char *root, unsigned slots, const Course *c)
{
    char *folder = geteuid() == 0 ? open_below(root, slots, c) : NULL;
    char *above = folder ? NULL : folder_above(root);
    if (above)
        folder = open_below(above, slots, c);
    free(above);
    return folder;
}

void cgroups_close(char *folder)
{
    if (folder)
        end_group(folder);
    free(folder);
}

void cgroup_enter(const char *folder, unsigned slot)
{
    char *path = folder ? text_format("%s/slot%u", folder, slot) : NULL;
    if (path)
        set(path, "cgroup.procs", "0"); // 0: who writes
    free(path);
}
