// Chapter 1's experiments with depth: what a stack of linear layers comes down
// to, and what it can and cannot fit.
#include "ch01_activations_parts.h"

#include "ch01_activations.h"
#include "fail.h"
#include "init.h"
#include "layers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 64, SAMPLES = 200, DEPTH = 32, N_X = SAMPLES * WIDTH };

static float *zeros(size_t n)
{
    float *v = calloc(n, sizeof *v);
    if (!v)
        fail("out of memory");
    return v;
}

// An affine map of WIDTH numbers.
typedef struct Affine {
    float w[WIDTH * WIDTH], b[WIDTH];
} Affine;

// all = layer after all: two affine maps are one.
static void compose(Affine *all, const Affine *layer)
{
    Affine next;
    float turned[WIDTH * WIDTH]; // all->w transposed, as linear_forward wants
    for (size_t i = 0; i < WIDTH * WIDTH; i++)
        turned[i] = all->w[i % WIDTH * WIDTH + i / WIDTH];
    linear_forward(next.w, layer->w, turned, NULL, WIDTH, WIDTH, WIDTH);
    linear_forward(next.b, all->b, layer->w, layer->b, 1, WIDTH, WIDTH);
    *all = next;
}

// |a - b| / |c| over n numbers.
static double relative(const float *a, const float *b, const float *c, size_t n)
{
    double difference = 0.0, size = 0.0;
    for (size_t i = 0; i < n; i++) {
        difference += pow((double)(a[i] - b[i]), 2.0);
        size += pow((double)c[i], 2.0);
    }
    return sqrt(difference / size);
}

// For a network that is a straight line between any two inputs this is 0: how
// far the output of the middle of two inputs is from the middle of their
// outputs, against the distance from there to an end. y holds the outputs of
// SAMPLES inputs, of as many others, and of the middles.
static double bend(const float *y)
{
    float chord[N_X], half[N_X];
    for (size_t i = 0; i < N_X; i++) {
        chord[i] = (y[i] + y[N_X + i]) / 2.0f;
        half[i] = (y[i] - y[N_X + i]) / 2.0f;
    }
    return relative(y + 2 * N_X, chord, half, N_X);
}

// One stack, layer by layer; the network of n layers has its activation after
// every layer but the last.
static void deep_run(Run *run, Activation kind)
{
    static Affine all, layer;
    static float a[3 * N_X], z[3 * N_X], x[3 * N_X], once[3 * N_X];
    Rng rng = rng_seed(run->seed, 0);
    init_normal(x, 2 * N_X, 1.0f, &rng);
    for (size_t i = 0; i < N_X; i++)
        x[2 * N_X + i] = (x[i] + x[N_X + i]) / 2.0f;
    memcpy(a, x, sizeof a);
    memset(&all, 0, sizeof all);
    for (size_t i = 0; i < WIDTH; i++)
        all.w[i * WIDTH + i] = 1.0f;
    for (int l = 1; l <= DEPTH; l++) {
        init_lecun(layer.w, WIDTH * WIDTH, WIDTH, &rng);
        init_normal(layer.b, WIDTH, 0.1f, &rng);
        linear_forward(z, a, layer.w, layer.b, 3 * SAMPLES, WIDTH, WIDTH);
        compose(&all, &layer);
        linear_forward(once, x, all.w, all.b, 3 * SAMPLES, WIDTH, WIDTH);
        emit(run, "%s\t%d\t%.5g\t%.5g", activation_name(kind), l,
             relative(z, once, z, N_X), bend(z));
        activation_forward(kind, a, z, 3 * N_X);
    }
}

void deep(Run *run)
{
    deep_run(run, ACT_IDENTITY);
    deep_run(run, ACT_LEAKY_RELU);
    deep_run(run, ACT_RELU);
    deep_run(run, ACT_TANH);
}

enum { POINTS = 101, HIDDEN = 32, STEPS = 4000, EVERY = 40 };
static const Activation KINDS[] = {ACT_IDENTITY, ACT_RELU, ACT_LEAKY_RELU,
                                   ACT_SIGMOID, ACT_TANH};
enum { N_KINDS = sizeof KINDS / sizeof *KINDS };

static float input(size_t i)
{
    return (float)i * 6.0f / (POINTS - 1) - 3.0f;
}

static float target(float x)
{
    return sinf(2.0f * x);
}

// A 1-32-32-1 network with the activation after both hidden layers.
static Mlp *fit_net(Activation kind, Rng *rng)
{
    const size_t width[] = {1, HIDDEN, HIDDEN, 1};
    Mlp *net = mlp_new(width, 3, POINTS, kind);
    if (!net)
        fail("out of memory");
    for (size_t l = 0; l < 3; l++) {
        init_lecun(net->w[l], width[l] * width[l + 1], width[l], rng);
        init_normal(net->b[l], width[l + 1], 0.5f, rng);
    }
    for (size_t i = 0; i < POINTS; i++)
        net->a[0][i] = input(i);
    return net;
}

static void fit_forward(Mlp *net)
{
    for (size_t l = 0; l < 3; l++) {
        size_t n_out = net->width[l + 1];
        linear_forward(net->z[l], net->a[l], net->w[l], net->b[l], POINTS,
                       net->width[l], n_out);
        if (l < 2)
            activation_forward(net->activation, net->a[l + 1], net->z[l],
                               POINTS * n_out);
    }
}

// The gradients of the mean squared error, which is returned.
static double fit_backward(Mlp *net)
{
    double loss = 0.0;
    for (size_t i = 0; i < POINTS; i++) {
        float miss = net->z[2][i] - target(input(i));
        loss += (double)(miss * miss) / POINTS;
        net->dz[2][i] = 2.0f * miss / POINTS;
    }
    for (size_t l = 3; l-- > 0;) {
        float *dx = l > 0 ? net->dz[l - 1] : NULL;
        linear_backward(dx, net->dw[l], net->db[l], net->dz[l], net->a[l],
                        net->w[l], POINTS, net->width[l], net->width[l + 1]);
        if (dx)
            activation_backward(net->activation, dx, dx, net->z[l - 1],
                                POINTS * HIDDEN);
    }
    return loss;
}

// Gradient descent with momentum over all points at once. Emits the loss if
// run is not NULL.
static void train(Mlp *net, Run *run)
{
    const float lr = 0.01f, momentum = 0.9f;
    float *speed = zeros(net->n_params);
    for (int step = 0; step <= STEPS; step++) {
        fit_forward(net);
        double loss = fit_backward(net);
        if (run && step % EVERY == 0)
            emit(run, "%s\t%d\t%.6g", activation_name(net->activation), step,
                 loss);
        for (size_t i = 0; i < net->n_params; i++) {
            speed[i] = momentum * speed[i] - lr * net->grads[i];
            net->params[i] += speed[i];
        }
    }
    free(speed);
}

void fit(Run *run)
{
    for (size_t k = 0; k < N_KINDS; k++) {
        Rng rng = rng_seed(run->seed, 0);
        Mlp *net = fit_net(KINDS[k], &rng);
        train(net, run);
        mlp_free(net);
    }
}

// The straight line of least squares; x is symmetric around 0, and so the
// target, odd, has no constant part.
static double line_slope(void)
{
    double xy = 0.0, xx = 0.0;
    for (size_t i = 0; i < POINTS; i++) {
        double x = (double)input(i);
        xy += x * (double)target(input(i));
        xx += x * x;
    }
    return xy / xx;
}

static double line_loss(void)
{
    double loss = 0.0, slope = line_slope();
    for (size_t i = 0; i < POINTS; i++) {
        double miss = slope * (double)input(i) - (double)target(input(i));
        loss += miss * miss / POINTS;
    }
    return loss;
}

void fitted(Run *run)
{
    for (size_t k = 0; k < N_KINDS; k++) {
        Rng rng = rng_seed(run->seed, 0);
        Mlp *net = fit_net(KINDS[k], &rng);
        train(net, NULL);
        fit_forward(net);
        for (size_t i = 0; i < POINTS; i++)
            emit(run, "%s\t%.4f\t%.6g\t%.6g\t%.6g", activation_name(KINDS[k]),
                 (double)input(i), (double)net->z[2][i],
                 (double)target(input(i)), line_slope() * (double)input(i));
        mlp_free(net);
    }
}

void deep_numbers(Numbers *n)
{
    static const char *const nets[] = {"relu", "leaky_relu", "tanh"};
    char name[48], where[48];
    Table t = numbers_table(n, "deep");
    number(n, "collapsed-2", "%.0e",
           table_mean(&t, "run=identity layers=2", "collapsed", NULL));
    number(n, "collapsed-32", "%.0e",
           table_mean(&t, "run=identity layers=32", "collapsed", NULL));
    number(n, "bend-identity-32", "%.0e",
           table_mean(&t, "run=identity layers=32", "bend", NULL));
    for (size_t k = 0; k < 3; k++) {
        snprintf(where, sizeof where, "run=%s layers=2", nets[k]);
        snprintf(name, sizeof name, "bend-%s-2", nets[k]);
        number(n, name, "%.2f", table_mean(&t, where, "bend", NULL));
        snprintf(where, sizeof where, "run=%s layers=32", nets[k]);
        snprintf(name, sizeof name, "bend-%s-32", nets[k]);
        number(n, name, "%.2f", table_mean(&t, where, "bend", NULL));
    }
    table_free(&t);
    t = numbers_table(n, "fit");
    number(n, "fit-steps", "%d", STEPS);
    number(n, "fit-params", "%d", HIDDEN * HIDDEN + 4 * HIDDEN + 1);
    number(n, "fit-line", "%.4f", line_loss());
    for (size_t k = 0; k < N_KINDS; k++) {
        snprintf(where, sizeof where, "run=%s step=%d",
                 activation_name(KINDS[k]), STEPS);
        snprintf(name, sizeof name, "fit-%s", activation_name(KINDS[k]));
        number(n, name, "%.4f", table_mean(&t, where, "loss", NULL));
    }
    table_free(&t);
}
