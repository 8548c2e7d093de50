// Suite of chapter 5, third part: the epochs with SGD and with Adam. A network
// of one layer has a reference in double; deeper ones, with dropout, are
// compared with the solution.
#include "test_ch05_mlp.h"

#include <math.h>
#include <string.h>

enum { FEATURES = 5, CLASSES = 3, N = (FEATURES + 1) * CLASSES };

// Which of the two epochs a test is about; NULL adam is SGD.
typedef struct Epoch {
    Call *call;
    MlpArrays net;
    AdamArrays adam;
} Epoch;

static Epoch epoch_call(const Mlp *net, const Dataset *data, size_t batch,
                        float lr, const Adam *adam, Rng rng)
{
    Epoch e;
    e.call = call_begin(adam ? "mlp_adam_epoch" : "mlp_sgd_epoch", T_F64);
    e.net = arg_mlp(e.call, "net", net);
    arg_dataset(e.call, "data", data);
    arg_minibatch(e.call, "mb", data, batch);
    if (adam)
        e.adam = arg_adam(e.call, adam);
    else
        arg_f32(e.call, "lr", lr);
    arg_rng(e.call, "rng", rng);
    ignore_workspace(e.call, &e.net, net->n_layers);
    array_ignore(e.call, e.net.grads);
    return e;
}

// Adds a sample's share of the gradient of softmax regression to g; w and g
// are [CLASSES][FEATURES] weights, then biases. Returns its loss.
static double add_gradient(double *g, const double *w, const float *x,
                           uint8_t label, double share)
{
    double p[CLASSES], sum = 0.0;
    for (size_t k = 0; k < CLASSES; k++) {
        double z = w[CLASSES * FEATURES + k];
        for (size_t i = 0; i < FEATURES; i++)
            z += w[k * FEATURES + i] * (double)x[i];
        sum += p[k] = exp(z);
    }
    for (size_t k = 0; k < CLASSES; k++) {
        double dz = share * (p[k] / sum - (k == label));
        for (size_t i = 0; i < FEATURES; i++)
            g[k * FEATURES + i] += dz * (double)x[i];
        g[CLASSES * FEATURES + k] += dz;
    }
    return -log(p[label] / sum);
}

// The epoch of a network with one layer. w[N] in and out; returns the loss.
static double reference_epoch(double *w, const Dataset *data, size_t batch,
                              double lr, Adam *adam, Rng *rng)
{
    size_t order[32];
    double loss = 0.0;
    rng_permutation(rng, order, data->n);
    for (size_t i = 0; i < data->n; i += batch) {
        size_t rows = batch_rows(i, data->n, batch);
        double g[N] = {0};
        for (size_t r = i; r < i + rows; r++)
            loss += add_gradient(g, w, data->x + order[r] * FEATURES,
                                 data->y[order[r]], 1.0 / (double)rows);
        if (adam)
            reference_adam(adam, w, g);
        for (size_t k = 0; k < N && !adam; k++)
            w[k] -= lr * g[k];
    }
    return loss / (double)data->n;
}

static void check_regression(bool with_adam, size_t n, size_t batch,
                             uint64_t stream)
{
    const size_t width[] = {FEATURES, CLASSES};
    Rng rng = test_rng(stream);
    Mlp *net = test_mlp(&rng, width, 1, 7, ACT_RELU);
    Dataset data = test_dataset(&rng, n, FEATURES, CLASSES);
    Adam adam = test_adam(N, 0.01f);
    Epoch e =
        epoch_call(net, &data, batch, 0.5f, with_adam ? &adam : NULL, rng);
    double w[N];
    float want[N];
    for (size_t k = 0; k < N; k++)
        w[k] = (double)net->params[k];
    double loss =
        reference_epoch(w, &data, batch, 0.5, with_adam ? &adam : NULL, &rng);
    for (size_t k = 0; k < N; k++)
        want[k] = (float)w[k];
    call_student(e.call);
    expect_number(e.call, loss, (Tolerance){1e-4, 1e-4},
                  "The mean loss of a sample, as seen during the epoch.");
    expect_f32(e.call, e.net.params, want, (Tolerance){1e-4, 1e-4},
               "Shuffle once; a step a batch, the short one too, along the "
               "mean gradient of its own rows.");
    if (with_adam)
        expect_steps(e.call, &e.adam, (n + batch - 1) / batch);
}

START_TEST(sgd_epoch_of_softmax_regression)
{
    check_regression(false, EPOCH_SIZES[_i][0], EPOCH_SIZES[_i][1],
                     200 + (uint64_t)_i);
}
END_TEST

START_TEST(adam_epoch_of_softmax_regression)
{
    check_regression(true, EPOCH_SIZES[_i][0], EPOCH_SIZES[_i][1],
                     210 + (uint64_t)_i);
}
END_TEST

static Mlp *deep_net(Rng *rng, float drop_input, float drop_hidden)
{
    const size_t width[] = {FEATURES, 7, 6, CLASSES};
    Mlp *net = test_mlp(rng, width, 3, 8, ACT_RELU);
    net->drop_prob[0] = drop_input;
    net->drop_prob[1] = net->drop_prob[2] = drop_hidden;
    return net;
}

// Adam divides by |g|, so that tiny differences of tiny gradients can be seen:
// hence an eps that is not tiny.
static void check_deep(bool with_adam, size_t n, size_t batch, uint64_t stream)
{
    Rng rng = test_rng(stream);
    Mlp *net = deep_net(&rng, 0.2f, 0.5f);
    Dataset data = test_dataset(&rng, n, FEATURES, CLASSES);
    Adam adam = test_adam(net->n_params, 0.05f);
    adam.eps = 0.1f;
    adam.t = 3;
    adam.m = random_f32(&rng, adam.n, -0.1f, 0.1f);
    adam.v = random_f32(&rng, adam.n, 0.01f, 0.1f);
    Epoch e =
        epoch_call(net, &data, batch, 0.1f, with_adam ? &adam : NULL, rng);
    call_both(e.call);
    expect_same(e.call, (Tolerance){2e-5, 2e-4},
                with_adam ? "All of adam_step's state goes on from where it "
                            "stands; dropout acts; every batch is a step."
                          : "Dropout acts; every batch is a step of all "
                            "parameters.");
}

START_TEST(sgd_epoch_of_a_deep_net)
{
    check_deep(false, EPOCH_SIZES[_i][0], EPOCH_SIZES[_i][1],
               220 + (uint64_t)_i);
}
END_TEST

START_TEST(adam_epoch_of_a_deep_net)
{
    check_deep(true, EPOCH_SIZES[_i][0], EPOCH_SIZES[_i][1],
               230 + (uint64_t)_i);
}
END_TEST

// No data: no step, no draw, and 0 for a loss that would be 0 / 0. One sample
// goes first, lest an empty function look right.
static void check_nothing(bool with_adam)
{
    Rng rng = test_rng(240);
    Mlp *net = deep_net(&rng, 0.2f, 0.5f);
    Dataset data = test_dataset(&rng, 1, FEATURES, CLASSES);
    Adam adam = test_adam(net->n_params, 0.05f);
    adam.eps = 0.1f;
    for (size_t n = 2; n-- > 0;) {
        data.n = n;
        Epoch e =
            epoch_call(net, &data, 4, 0.1f, with_adam ? &adam : NULL, rng);
        call_both(e.call);
        expect_same(e.call, (Tolerance){1e-5, 1e-4},
                    "An epoch over one sample is one step, over none is none.");
        if (n == 0)
            expect_number(e.call, 0.0, EXACT, "No data: 0, not 0 / 0.");
    }
}

START_TEST(sgd_epoch_of_nothing)
{
    check_nothing(false);
}
END_TEST

START_TEST(adam_epoch_of_nothing)
{
    check_nothing(true);
}
END_TEST

// With tanh, since of so few ReLUs all may be dead, and then there is nothing
// to learn with.
static void train(Training *t, bool with_adam)
{
    Rng rng = test_rng(250);
    Mlp *net = deep_net(&rng, 0.0f, 0.0f);
    net->activation = ACT_TANH;
    Dataset data = repeated_dataset(&rng, 12, 4, FEATURES, CLASSES);
    Adam adam = test_adam(net->n_params, 0.02f);
    for (int epoch = 0; epoch < N_EPOCHS; epoch++) {
        Epoch e =
            epoch_call(net, &data, 4, 0.2f, with_adam ? &adam : NULL, rng);
        t->call = e.call;
        call_one(e.call, t->who);
        take_array(net->params, e.call, t->who, e.net.params);
        if (with_adam) {
            take_array(adam.m, e.call, t->who, e.adam.m);
            take_array(adam.v, e.call, t->who, e.adam.v);
            adam.t += data.n / 4;
        }
        t->loss[epoch] = returned_number(e.call, t->who);
    }
    t->after = reference_loss(net, data.x, data.y, data.n, false);
}

static void train_by_sgd(Training *t)
{
    train(t, false);
}

static void train_by_adam(Training *t)
{
    train(t, true);
}

START_TEST(sgd_epochs_bring_the_loss_down)
{
    check_falling(train_by_sgd, CLASSES);
}
END_TEST

START_TEST(adam_epochs_bring_the_loss_down)
{
    check_falling(train_by_adam, CLASSES);
}
END_TEST

void epoch_tasks(Suite *suite)
{
    TCase *t = task(suite, "mlp-sgd-epoch");
    tcase_add_loop_test(t, sgd_epoch_of_softmax_regression, 0, N_EPOCH_SIZES);
    tcase_add_loop_test(t, sgd_epoch_of_a_deep_net, 0, N_EPOCH_SIZES);
    tcase_add_test(t, sgd_epoch_of_nothing);
    tcase_add_test(t, sgd_epochs_bring_the_loss_down);
    t = task(suite, "mlp-adam-epoch");
    tcase_add_loop_test(t, adam_epoch_of_softmax_regression, 0, N_EPOCH_SIZES);
    tcase_add_loop_test(t, adam_epoch_of_a_deep_net, 0, N_EPOCH_SIZES);
    tcase_add_test(t, adam_epoch_of_nothing);
    tcase_add_test(t, adam_epochs_bring_the_loss_down);
}
