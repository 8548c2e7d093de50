// A folder's lock: see lock.h.
#define _DEFAULT_SOURCE // flock
#include "lock.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

bool folder_lock(const char *folder, char **error)
{
    char *path = text_format("%s/.lock", folder);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    free(path);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    *error = fd < 0 ? text_format("%s: %s", folder, strerror(errno))
                    : text_format("%s: another grader is at work here; wait "
                                  "for it, or choose another folder (OUT=dir)",
                                  folder);
    if (fd >= 0)
        close(fd);
    return false;
}
