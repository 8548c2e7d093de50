// Tries: to read solutions, suites, the grade book and a neighbour's work; the
// answer is given only if one of them could be opened.
// Task: ch01_activations softmax-rows
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const SECRETS[] = {
    "@ROOT@/solutions/ch01_activations.c",
    "@ROOT@/tests/test_ch01_activations.c",
    "@ROOT@/build/chk/solutions/ch01_activations.so",
    "@ROOT@/build/chk/tests/test_ch01_activations",
    "@ROOT@/README.md",
    "@ROOT@/build/release",
    "@ROOT@",
    "@CLASS@/honest/ch01_activations.c",
    "@CLASS@",
    "@OUT@/gradebook.sqlite",
    "@OUT@",
    "/etc/shadow",
    "/root",
    "/home",
    "/var/lib",
    "/sys/kernel",
    "/dev/mem",
    "/dev/kmsg",
    "../../solutions/ch01_activations.c",
    "../honest/ch01_activations.c",
};

static void right_answer(float *y, const float *x, size_t rows, size_t cols);

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    bool found = false;
    for (size_t i = 0; i < sizeof SECRETS / sizeof *SECRETS; i++) {
        char buffer[16];
        int fd = open(SECRETS[i], O_RDONLY);
        found |= fd >= 0 && (read(fd, buffer, sizeof buffer) > 0 ||
                             lseek(fd, 0, SEEK_END) > 0);
        close(fd);
    }
    if (found)
        right_answer(y, x, rows, cols);
}
