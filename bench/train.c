// One training, timed: what `make bench` compares with other libraries.
//
//     train WORK [--epochs N] [--seed N] [--batch N] [--width N] [--rows N]
//           [--products]
//
// Prints a line an epoch: its seconds and the mean loss seen; then, of all, the
// test accuracy and the most memory that was used, in MiB. --rows takes so many
// of the training images; --products only multiplies the matrices of such a
// training. How many threads: OMP_NUM_THREADS.
#define _DEFAULT_SOURCE
#include "work.h"

#include "profile.h"

#include "denormals.h"
#include "experiment.h"
#include "fail.h"
#include "kernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

typedef struct Options {
    Work work;
    size_t epochs, seed, rows;
    bool products;
} Options;

static size_t whole(const char *option, const char *text)
{
    char *end = NULL;
    unsigned long n = text ? strtoul(text, &end, 10) : 0;
    if (n == 0 || *end != '\0')
        fail("%s wants a whole number from 1", option);
    return n;
}

static void set_width(Work *w, size_t width)
{
    for (size_t l = 1; l < w->n_layers; l++)
        w->width[l] = width;
}

static Options options_read(int argc, char **argv)
{
    const Work *work = argc > 1 ? work_named(argv[1]) : NULL;
    if (!work) {
        fputs("train WORK [--epochs N] [--seed N] [--batch N] [--width N] "
              "[--rows N] [--products]\nWORK is one of\n",
              stdout);
        work_list();
        exit(argc > 1 ? 2 : 0);
    }
    Options o = {.work = *work, .epochs = 2, .seed = 1, .rows = SIZE_MAX};
    for (int i = 2; i < argc; i++) {
        const char *name = argv[i];
        if (strcmp(name, "--products") == 0)
            o.products = true;
        else if (strcmp(name, "--epochs") == 0)
            o.epochs = whole(name, argv[++i]);
        else if (strcmp(name, "--seed") == 0)
            o.seed = whole(name, argv[++i]);
        else if (strcmp(name, "--batch") == 0)
            o.work.batch = whole(name, argv[++i]);
        else if (strcmp(name, "--rows") == 0)
            o.rows = whole(name, argv[++i]);
        else if (strcmp(name, "--width") == 0)
            set_width(&o.work, whole(name, argv[++i]));
        else
            fail("%s is unknown; `train` alone tells the options", name);
    }
    return o;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void run(const Options *o, const DataPair *data)
{
    Training t = training_open(&o->work, &data->train, o->seed);
    for (size_t i = 0; i < o->epochs; i++) {
        double begun = now(), loss = 0;
        if (profile_begin)
            profile_begin();
        if (o->products)
            products_epoch(&t, &data->train);
        else
            loss = training_epoch(&t, &data->train);
        printf("epoch\t%.4f\t%.9g\n", now() - begun, loss);
        if (profile_end)
            profile_end(data->train.n);
        fflush(stdout);
    }
    if (!o->products)
        printf("accuracy\t%.4f\n", training_accuracy(&t, &data->test));
    training_close(&t);
}

int main(int argc, char **argv)
{
    Options o = options_read(argc, argv);
    denormals_as_zero();
    DataPair data = experiment_images();
    if (o.rows < data.train.n)
        data.train.n = o.rows;
    run(&o, &data);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("memory\t%ld\n", used.ru_maxrss / 1024);
    data_pair_free(&data);
    return 0;
}
