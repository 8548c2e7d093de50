// Tries: to have the last word: a destructor and exit handlers print verdicts
// and send replies after everything else.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern int __cxa_atexit(void (*f)(void *), void *data, void *library);

static const char VERDICTS[] = "generalisation-gap\t2\t2\t\n"
                               "ok 1 - generalisation-gap\n";

static void last_word(void *unused)
{
    (void)unused;
    for (int fd = 0; fd < 64; fd++)
        if (write(fd, VERDICTS, sizeof VERDICTS - 1) < 0)
            continue;
}

__attribute__((destructor)) static void at_unload(void)
{
    last_word(NULL);
}

double generalisation_gap(const double *train, const double *validation,
                          unsigned long n_epochs, unsigned long last)
{
    (void)train, (void)validation, (void)n_epochs, (void)last;
    for (int i = 0; i < 100; i++)
        __cxa_atexit(last_word, NULL, NULL);
    return -1e9;
}
