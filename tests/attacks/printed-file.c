// Tries: to make something else of the file that takes what it prints: longer
// than the disk, locked, immutable, without rights, with words in it that the
// suite and the sandbox would say; then it ends so that somebody looks.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
// Never: FORGED
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

static void spoil(int fd)
{
    static const char words[] = "\nsuite: FORGED\nbwrap: FORGED\n";
    long flags = FS_IMMUTABLE_FL | FS_APPEND_FL | FS_NODUMP_FL;
    char name[16] = "user.a";
    fcntl(fd, F_SETFL, 0);
    for (off_t n = 1 << 12; n > 0 && n < (off_t)1 << 50; n *= 2) {
        fallocate(fd, 0, 0, n);
        fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, n);
        if (ftruncate(fd, n) != 0)
            break;
    }
    for (; name[5] <= 'z'; name[5]++)
        fsetxattr(fd, name, words, sizeof words - 1, 0);
    flock(fd, LOCK_EX | LOCK_NB);
    fcntl(fd, F_SETLEASE, F_WRLCK);
    if (lseek(fd, 0, SEEK_SET) == 0 && write(fd, words, sizeof words - 1) > 0)
        mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
    if (fchown(fd, 0, 0) == 0 || fchmod(fd, 0) == 0)
        ioctl(fd, FS_IOC_SETFLAGS, &flags);
    ioctl(fd, FS_IOC_SETFLAGS, &flags);
}

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    signal(SIGXFSZ, SIG_IGN);
    spoil(STDOUT_FILENO);
    spoil(STDERR_FILENO);
    _exit(3); // as a broken suite does
}
