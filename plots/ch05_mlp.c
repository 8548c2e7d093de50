// Chapter 5's experiments: does dropout help on Fashion-MNIST? Run by `make
// plots ONLY=ch05_mlp`; ch05_mlp_train.c trains, ch05_mlp_numbers.c sums up.
#include "ch05_mlp_parts.h"

#include "progress.h"

#define WIDE_NET 3, {784, 256, 256, 10}, 0.01f, false, 0.5f, 256
#define DEEP_NET 4, {784, 256, 128, 64, 10}, 0.0f, true, 0.001f, 64
// The wide network, trained as the deep one is.
#define SWEEP_NET 3, {784, 256, 256, 10}, 0.0f, true, 0.001f, 64

static const Recipe WIDE[2] = {{"plain", WIDE_NET, {0.0f}},
                               {"dropout", WIDE_NET, {0.0f, 0.2f, 0.5f}}};

const Recipe DEEP[N_DEEP] = {{"plain", DEEP_NET, {0.0f}},
                             {"hidden", DEEP_NET, {0.0f, 0.3f, 0.3f, 0.3f}},
                             {"input", DEEP_NET, {0.2f, 0.3f, 0.3f, 0.3f}}};

// The training images on which accuracy and loss are measured after an epoch:
// the first MEASURED, since all of them would take a quarter of the time.
static Dataset measured(const Dataset *train)
{
    return dataset_part(train, 0, train->n < MEASURED ? train->n : MEASURED);
}

// Two wide hidden layers, SGD, all training images, ten epochs. gain: how far
// test accuracy is ahead of that without dropout, same seed and epoch.
static void wide(Run *run)
{
    DataPair data = experiment_images();
    Dataset sample = measured(&data.train);
    double plain[WIDE_EPOCHS];
    progress_begin(2 * WIDE_EPOCHS);
    for (int k = 0; k < 2; k++) {
        Training t = training_open(&WIDE[k], &data.train, run->seed);
        for (int epoch = 0; epoch < WIDE_EPOCHS; epoch++) {
            double seen = training_epoch(&t, &data.train);
            Evaluation train = {0}, test = {0};
            mlp_evaluate(&train, t.net, &sample);
            mlp_evaluate(&test, t.net, &data.test);
            if (k == 0)
                plain[epoch] = test.accuracy;
            emit(run, "%s\t%d\t%.6g\t%.6g\t%.6g\t%.6g\t%.6g\t%.6g",
                 WIDE[k].name, epoch + 1, seen, train.loss, train.accuracy,
                 test.loss, test.accuracy, test.accuracy - plain[epoch]);
        }
        training_close(&t);
    }
    data_pair_free(&data);
}

// Three narrowing hidden layers, Adam, thirty epochs, 5,000 images held out.
static void deep(Run *run)
{
    DataPair data = experiment_images();
    Dataset valid = dataset_part(&data.train, 0, 5000);
    Dataset rest = dataset_part(&data.train, 5000, data.train.n - 5000);
    Dataset sample = measured(&rest);
    progress_begin(N_DEEP * DEEP_EPOCHS);
    for (int k = 0; k < N_DEEP; k++) {
        Training t = training_open(&DEEP[k], &rest, run->seed);
        for (int epoch = 1; epoch <= DEEP_EPOCHS; epoch++) {
            double seen = training_epoch(&t, &rest);
            Evaluation train = {0}, held_out = {0}, test = {0};
            mlp_evaluate(&train, t.net, &sample);
            mlp_evaluate(&held_out, t.net, &valid);
            mlp_evaluate(&test, t.net, &data.test);
            emit(run, "%s\t%d\t%.6g\t%.6g\t%.6g\t%.6g\t%.6g\t%.6g\t%.6g",
                 DEEP[k].name, epoch, seen, train.loss, train.accuracy,
                 held_out.loss, held_out.accuracy, test.loss, test.accuracy);
        }
        training_close(&t);
    }
    data_pair_free(&data);
}

// One p of a sweep: training and test accuracy, means over the last epochs.
static void sweep_point(Run *run, const char *name, const DataPair *data,
                        float p, int n_epochs)
{
    Recipe recipe = {"sweep", SWEEP_NET, {0.0f, p, p}};
    Training t = training_open(&recipe, &data->train, run->seed);
    Dataset sample = measured(&data->train);
    double train_sum = 0.0, test_sum = 0.0;
    for (int epoch = 1; epoch <= n_epochs; epoch++) {
        training_epoch(&t, &data->train);
        if (epoch <= n_epochs - SWEEP_LAST)
            continue;
        Evaluation train = {0}, test = {0};
        mlp_evaluate(&train, t.net, &sample);
        mlp_evaluate(&test, t.net, &data->test);
        train_sum += train.accuracy / SWEEP_LAST;
        test_sum += test.accuracy / SWEEP_LAST;
    }
    emit(run, "%s\t%.1f\t%.6g\t%.6g", name, (double)p, train_sum, test_sum);
    training_close(&t);
}

// The same p after both hidden layers, and Adam, since SGD at a rate of 0.5 is
// too restless to compare nine runs: on all training images, and on the first
// 5,000 of them.
static void sweep(Run *run)
{
    DataPair all = experiment_images();
    DataPair few = {dataset_part(&all.train, 0, 5000), all.test};
    progress_begin(9 * (SWEEP_ALL + SWEEP_FEW));
    for (int k = 0; k <= 8; k++)
        sweep_point(run, "all", &all, (float)k / 10.0f, SWEEP_ALL);
    for (int k = 0; k <= 8; k++)
        sweep_point(run, "few", &few, (float)k / 10.0f, SWEEP_FEW);
    data_pair_free(&all);
}

int main(int argc, char **argv)
{
    // The longest first, so that at the end no processor waits for long.
    static const Experiment experiments[] = {
        {"deep",
         "run\tepoch\tseen\ttrain_loss\ttrain_accuracy\tvalid_loss\t"
         "valid_accuracy\ttest_loss\ttest_accuracy",
         2, 0, deep},
        {"sweep", "data\tp\ttrain\ttest", 2, 0, sweep},
        {"wide",
         "run\tepoch\tseen\ttrain_loss\ttrain_accuracy\ttest_loss\t"
         "test_accuracy\tgain",
         2, 0, wide}};
    return experiment_main(argc, argv, "ch05_mlp", experiments,
                           sizeof experiments / sizeof *experiments,
                           chapter_numbers);
}
