// Limits on a whole submission: see cgroup.h and the kernel's cgroup-v2.rst.
#include "cgroup.h"
#include "text.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

// Where our groups shall lie; to be freed.
static char *parent_folder(const char *root)
{
    char line[512];
    if (geteuid() == 0)
        return text_copy(root);
    FILE *in = fopen("/proc/self/cgroup", "r");
    char *found = NULL;
    while (in && !found && fgets(line, sizeof line, in))
        if (!strncmp(line, "0::/", 4)) {
            line[strcspn(line, "\n")] = '\0';
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

char *cgroups_open(const char *root, unsigned slots, const Course *c)
{
    static const char both[] = "+memory +pids";
    char *parent = parent_folder(root);
    char *folder = text_format("%s/grade.%ld", parent, (long)getpid());
    bool ok = has_controllers(parent);
    if (ok)
        set(parent, "cgroup.subtree_control", both); // often so already
    ok = ok && mkdir(folder, 0755) == 0;
    bool made = ok;
    ok = ok && set(folder, "cgroup.subtree_control", both);
    for (unsigned i = 0; ok && i < slots; i++)
        ok = make_slot(folder, i, c);
    free(parent);
    if (ok)
        return folder;
    if (made)
        cgroups_close(folder, slots);
    else
        free(folder);
    return NULL;
}

void cgroups_close(char *folder, unsigned slots)
{
    for (unsigned i = 0; folder && i < slots; i++) {
        char *path = text_format("%s/slot%u", folder, i);
        set(path, "cgroup.kill", "1");
        rmdir(path);
        free(path);
    }
    if (folder)
        rmdir(folder);
    free(folder);
}

void cgroup_enter(const char *folder, unsigned slot)
{
    char *path = folder ? text_format("%s/slot%u", folder, slot) : NULL;
    if (path)
        set(path, "cgroup.procs", "0"); // 0: who writes
    free(path);
}
