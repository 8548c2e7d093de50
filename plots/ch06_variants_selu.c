// Chapter 6's experiments with SELU and alpha dropout.
#include "ch06_variants_parts.h"

#include "ch02_gradients.h"
#include "ch04_dropout.h"
#include "ch05_mlp.h"
#include "ch06_variants.h"
#include "init.h"
#include "layers.h"
#include "progress.h"

#include <stdlib.h>

// What happens to a layer's output in training.
typedef enum Kind { NONE, PLAIN, ALPHA } Kind;
static const char *const KINDS[] = {"none", "plain", "alpha"};
static const float DROP_PROB = 0.1f;

static void drop(Kind kind, float *x, uint8_t *mask, size_t n, Rng *rng)
{
    if (kind == PLAIN)
        dropout_forward(x, mask, x, 1, n, DROP_PROB, rng);
    if (kind == ALPHA)
        alpha_dropout_forward(x, mask, x, n, DROP_PROB, rng);
}

static void drop_backward(Kind kind, float *dx, const uint8_t *mask, size_t n)
{
    if (kind == PLAIN)
        dropout_backward(dx, dx, mask, 1, n, DROP_PROB);
    if (kind == ALPHA)
        alpha_dropout_backward(dx, dx, mask, n, DROP_PROB);
}

enum { ROWS = 1000 }; // inputs of `depth`

// Mean and variance of the activations after each of 16 layers of SELU units
// with LeCun-normal weights, each followed by dropout.
void depth(Run *run)
{
    enum { LAYERS = 16, WIDTH = 256, N = ROWS * WIDTH };
    static float x[N], z[N], w[WIDTH * WIDTH];
    static uint8_t mask[N];
    for (Kind kind = NONE; kind <= ALPHA; kind++) {
        Rng weights = rng_seed(run->seed, 0), rng = rng_seed(run->seed, 1);
        init_normal(x, N, 1.0f, &rng);
        for (int layer = 0; layer <= LAYERS; layer++) {
            double mean = 0.0, variance = 0.0;
            moments(&mean, &variance, x, N);
            emit(run, "%s\t%d\t%.6g\t%.6g", KINDS[kind], layer, mean, variance);
            init_lecun(w, WIDTH * WIDTH, WIDTH, &weights);
            linear_forward(z, x, w, NULL, ROWS, WIDTH, WIDTH);
            selu_forward(x, z, N);
            drop(kind, x, mask, N, &rng);
        }
    }
}

enum { HIDDEN_1 = 256, HIDDEN_2 = 128, CLASSES = 10, BATCH = 128, EPOCHS = 10 };
enum { IMAGES = 20000 };
static const float LR = 0.05f, LAST_LR = 0.005f;
enum { LAST = 2 }; // epochs with the small rate, so that training ends at rest

// mlp_forward of chapter 5 with SELU, and with a choice of dropout; NONE is
// also evaluation mode. a[0] is x itself.
static void selu_net_forward(Mlp *net, Kind kind, const float *x, size_t batch,
                             Rng *rng)
{
    for (size_t l = 0; l < net->n_layers; l++) {
        const size_t *n = &net->width[l];
        linear_forward(net->z[l], l == 0 ? x : net->a[l], net->w[l], net->b[l],
                       batch, n[0], n[1]);
        if (l + 1 == net->n_layers)
            return;
        selu_forward(net->a[l + 1], net->z[l], batch * n[1]);
        drop(kind, net->a[l + 1], net->mask[l + 1], batch * n[1], rng);
    }
}

static double selu_net_backward(Mlp *net, Kind kind, const float *x,
                                const uint8_t *labels, size_t batch)
{
    static float slope[BATCH * HIDDEN_1];
    size_t last = net->n_layers - 1;
    double loss = softmax_cross_entropy(net->dz[last], net->z[last], labels,
                                        batch, CLASSES);
    for (size_t l = last;; l--) {
        size_t n_in = net->width[l], n = batch * n_in;
        float *da = l > 0 ? net->dz[l - 1] : NULL;
        linear_backward(da, net->dw[l], net->db[l], net->dz[l],
                        l == 0 ? x : net->a[l], net->w[l], batch, n_in,
                        net->width[l + 1]);
        if (l == 0)
            return loss;
        drop_backward(kind, da, net->mask[l], n);
        selu_derivative(slope, net->z[l - 1], n);
        for (size_t i = 0; i < n; i++)
            da[i] *= slope[i];
    }
}

static double selu_epoch(Mlp *net, Kind kind, const Dataset *data,
                         Minibatch *mb, float lr, Rng *rng)
{
    double sum = 0.0;
    size_t done = 0, rows;
    rng_permutation(rng, mb->order, data->n);
    while ((rows = minibatch_take(mb, data, done)) > 0) {
        selu_net_forward(net, kind, mb->x, rows, rng);
        sum += selu_net_backward(net, kind, mb->x, mb->y, rows) * (double)rows;
        sgd_step(net->params, net->grads, net->n_params, lr);
        done += rows;
    }
    return sum / (double)data->n;
}

static double accuracy(Mlp *net, const Dataset *data)
{
    size_t right = 0;
    for (size_t i = 0; i < data->n; i += BATCH) {
        size_t rows = batch_rows(i, data->n, BATCH);
        const float *x = data->x + i * data->n_features;
        selu_net_forward(net, NONE, x, rows, NULL);
        right += count_correct(net->z[net->n_layers - 1], data->y + i, rows,
                               CLASSES);
    }
    return (double)right / (double)data->n;
}

static DataPair normalised_images(void)
{
    DataPair data = load_images(IMAGES);
    double mean, sd;
    dataset_moments(&data.train, &mean, &sd);
    dataset_normalise(&data.train, mean, sd);
    dataset_normalise(&data.test, mean, sd);
    return data;
}

// 784-256-128-10 with SELU: no dropout, plain dropout, alpha dropout.
void selu_training(Run *run)
{
    DataPair data = normalised_images();
    const size_t width[] = {data.train.n_features, HIDDEN_1, HIDDEN_2, CLASSES};
    progress_begin(3 * EPOCHS);
    for (Kind kind = NONE; kind <= ALPHA; kind++) {
        Rng weights = rng_seed(run->seed, 1), rng = rng_seed(run->seed, 2);
        Mlp *net = have_memory(mlp_new(width, 3, BATCH, ACT_IDENTITY));
        Minibatch *mb = have_memory(minibatch_new(&data.train, BATCH));
        for (size_t l = 0; l < 3; l++)
            init_lecun(net->w[l], width[l] * width[l + 1], width[l], &weights);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            float lr = epoch > EPOCHS - LAST ? LAST_LR : LR;
            double loss = selu_epoch(net, kind, &data.train, mb, lr, &rng);
            progress_step(data.train.n);
            emit(run, "%s\t%d\t%.6g\t%.6g\t%.6g", KINDS[kind], epoch, loss,
                 accuracy(net, &data.train), accuracy(net, &data.test));
        }
        mlp_free(net);
        minibatch_free(mb);
    }
    data_pair_free(&data);
}

void selu_numbers(Numbers *n)
{
    Table t = numbers_table(n, "depth"), s = numbers_table(n, "selu");
    for (Kind kind = NONE; kind <= ALPHA; kind++) {
        char where[48], name[32];
        snprintf(where, sizeof where, "run=%s layer=16", KINDS[kind]);
        snprintf(name, sizeof name, "depth-%s-mean", KINDS[kind]);
        number(n, name, "%.2f", table_mean(&t, where, "mean", NULL));
        snprintf(name, sizeof name, "depth-%s-variance", KINDS[kind]);
        number(n, name, "%.2f", table_mean(&t, where, "variance", NULL));
        snprintf(where, sizeof where, "run=%s epoch=%d", KINDS[kind], EPOCHS);
        snprintf(name, sizeof name, "selu-%s-test", KINDS[kind]);
        double sd, mean = table_mean(&s, where, "test", &sd);
        number(n, name, "%.1f", 100 * mean);
        snprintf(name, sizeof name, "selu-%s-sd", KINDS[kind]);
        number(n, name, "%.1f", 100 * sd);
        snprintf(name, sizeof name, "selu-%s-train", KINDS[kind]);
        percent(n, name, &s, where, "train");
    }
    number(n, "depth-rows", "%d", ROWS);
    table_free(&t);
    table_free(&s);
}
