// Tries: to make later comparisons wrong: another locale, other digits,
// another time zone, another folder, a stranger's generator of random numbers.
// Task: ch01_activations softmax-rows
// Loses: chapter
#define _GNU_SOURCE
#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    (void)y, (void)x, (void)rows, (void)cols;
    setlocale(LC_ALL, "de_DE.UTF-8");
    setenv("LC_ALL", "tr_TR.UTF-8", 1);
    setenv("TZ", "Nowhere/Else", 1);
    setenv("LD_PRELOAD", "/tmp/evil.so", 1);
    tzset();
    umask(0);
    srand(1);
    if (chdir("/") != 0)
        clearenv();
}
