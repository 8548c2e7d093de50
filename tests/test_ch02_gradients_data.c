// Suite of chapter 2, third part: what runs over a whole data set, dead units
// and the training epoch.
#include "test_ch02_gradients.h"

#include <math.h>
#include <string.h>

void data_tasks(Suite *suite);

static const size_t WIDTH[] = {5, 8, 6, 3};
enum { LAYERS = 3, HIDDEN = 8 + 6 };

static Call *dead_call(const Mlp *net, const Dataset *data, size_t units,
                       int *alive)
{
    Call *c = call_begin("dead_share", T_F64);
    *alive = arg_out(c, "alive", T_U8, units);
    MlpArrays m = arg_mlp(c, "net", net);
    arg_dataset(c, "data", data);
    ignore_workspace(c, &m, net->n_layers);
    return c;
}

START_TEST(dead_by_hand)
{
    // Unit 1 fires for the last sample alone, unit 4 for the first alone.
    Rng rng = EXAMPLE_RNG;
    Mlp *net = test_mlp(&rng, (size_t[]){1, 5, 2}, 2, 2, ACT_RELU);
    float x[5] = {1, 2, 3, 4, 6};
    memcpy(net->w[0], (float[]){1, 1, -1, 0, -1}, 5 * sizeof(float));
    memcpy(net->b[0], (float[]){0, -5, 0, -1, 1.5f}, 5 * sizeof(float));
    Dataset data = {.n = 5, .n_features = 1, .n_classes = 2, .x = x};
    data.y = random_labels(&rng, 5, 2);
    int alive;
    Call *c = dead_call(net, &data, 5, &alive);
    call_student(c);
    expect_u8(c, alive, (uint8_t[]){1, 1, 0, 0, 1},
              "alive is 1 for a unit that some sample makes other than zero.");
    expect_number(c, 0.4, CLOSE,
                  "Two of five units are zero for every sample.");
}
END_TEST

// Units of the reference that some sample makes other than zero.
static void mark_by_reference(uint8_t *alive, const Mlp *net,
                              const Dataset *data)
{
    for (size_t i = 0; i < data->n; i++) {
        ReferenceRow r;
        size_t u = 0;
        reference_row(&r, net, data->x, i, false);
        for (size_t l = 0; l + 1 < net->n_layers; l++)
            for (size_t j = 0; j < net->width[l + 1]; j++, u++)
                alive[u] |=
                    reference_activation(net->activation, r.z[l][j]) != 0.0;
    }
}

START_TEST(dead_in_every_layer)
{
    // Samples: whole blocks of 4, a short last one, one, none.
    const size_t sizes[] = {12, 11, 1, 0};
    const Activation activations[] = {ACT_RELU, ACT_LEAKY_RELU, ACT_TANH};
    for (size_t k = 0; k < 12; k++) {
        Rng rng = test_rng(510 + k);
        Mlp *net = test_mlp(&rng, WIDTH, LAYERS, 4, activations[k % 3]);
        Dataset data = test_dataset(&rng, sizes[k / 3], 5, 3);
        net->b[0][rng_below(&rng, 8)] = -100.0f;
        net->b[0][rng_below(&rng, 8)] = -100.0f;
        net->b[1][rng_below(&rng, 6)] = -100.0f;
        net->b[0][1] = net->b[1][0] = -1.0f;
        uint8_t want[HIDDEN] = {0};
        double dead = 0;
        mark_by_reference(want, net, &data);
        for (size_t u = 0; u < HIDDEN; u++)
            dead += want[u] == 0;
        int alive;
        Call *c = dead_call(net, &data, HIDDEN, &alive);
        call_both(c);
        expect_u8(c, alive, want,
                  "Marks stand layer after layer, for all samples together.");
        expect_number(c, dead / HIDDEN, CLOSE,
                      "The share of units that bear no mark.");
        expect_same(c, CLOSE, "The parameters are left as they were.");
    }
}
END_TEST

static Call *epoch_call(const Mlp *net, const Dataset *data, size_t batch,
                        float lr, Rng rng, MlpArrays *m, int out[2])
{
    Call *c = call_begin("deep_train_epoch", T_VOID);
    out[0] = arg_out(c, "report", T_F64, 3);
    out[1] = arg_out(c, "stats", T_F64, 3 * net->n_layers);
    *m = arg_epoch(c, net, data, batch, lr, rng);
    return c;
}

static void check_epoch(size_t n, size_t batch, size_t k)
{
    const Activation activations[] = {ACT_RELU, ACT_SIGMOID, ACT_TANH};
    Rng rng = test_rng(530 + k);
    Mlp *net = test_mlp(&rng, WIDTH, LAYERS, 7, activations[k % 3]);
    Dataset data = test_dataset(&rng, n, 5, 3);
    MlpArrays m;
    int out[2];
    Call *c = epoch_call(net, &data, batch, 0.1f, rng, &m, out);
    call_both(c);
    expect_same(c, (Tolerance){1e-5, 1e-4},
                "Shuffle once, then a step a batch, the short one too; report "
                "is loss, accuracy, zero share, and stats holds every batch "
                "of this epoch.");
}

START_TEST(epoch_agrees_with_the_solution)
{
    for (size_t k = 0; k < N_EPOCH_SIZES; k++)
        check_epoch(EPOCH_SIZES[k][0], EPOCH_SIZES[k][1], k);
    check_epoch(0, 3, N_EPOCH_SIZES);
}
END_TEST

// Loss, accuracy and zero share of the whole set, from the formulas.
static void report_by_reference(double report[3], const Mlp *net,
                                const Dataset *data)
{
    double right = 0, zeros = 0;
    for (size_t i = 0; i < data->n; i++) {
        ReferenceRow r;
        reference_row(&r, net, data->x, i, false);
        right += reference_class(net, data->x, i) == data->y[i];
        for (size_t j = 0; j < WIDTH[1]; j++)
            zeros += r.z[0][j] <= 0;
        for (size_t j = 0; j < WIDTH[2]; j++)
            zeros += r.z[1][j] <= 0;
    }
    double n = (double)data->n;
    report[0] = reference_loss(net, data->x, data->y, data->n, false);
    report[1] = right / n;
    report[2] = zeros / (n * HIDDEN);
}

START_TEST(epoch_reports_on_all_samples)
{
    Rng rng = test_rng(540);
    Mlp *net = test_mlp(&rng, WIDTH, LAYERS, 4, ACT_RELU);
    Dataset data = test_dataset(&rng, 10, 5, 3);
    double want[3];
    report_by_reference(want, net, &data);
    MlpArrays m;
    int out[2];
    Call *c = epoch_call(net, &data, 4, 0.0f, rng, &m, out);
    call_student(c);
    expect_f64(c, out[0], want, (Tolerance){1e-5, 1e-5},
               "Without steps (lr = 0) loss, accuracy and zero share over "
               "4 + 4 + 2 samples are those of the whole set.");
    expect_f32(c, m.params, net->params, EXACT, "lr = 0 changes no weight.");
}
END_TEST

// The sums of |g| and g^2 over the batches of one sample each, by the
// solution's passes.
static void stats_by_solution(double *stats, Mlp *net, const Dataset *data)
{
    for (size_t i = 0; i < data->n; i++) {
        MlpArrays m;
        Call *c = deep_forward_call(net, data->x + i * 5, 1, &m);
        call_solution(c);
        take_from_solution(net, c, &m);
        Pass p = {.net = net, .labels = data->y + i, .batch = 1};
        c = backward_call("deep_backward", &p, &m);
        call_solution(c);
        take_from_solution(net, c, &m);
        for (size_t l = 0; l < LAYERS; l++)
            for (size_t k = 0; k < WIDTH[l] * WIDTH[l + 1]; k++) {
                double g = (double)net->dw[l][k];
                stats[3 * l] += 1;
                stats[3 * l + 1] += fabs(g);
                stats[3 * l + 2] += g * g;
            }
    }
}

START_TEST(epoch_gathers_every_batch)
{
    Rng rng = test_rng(550);
    Mlp *net = test_mlp(&rng, WIDTH, LAYERS, 4, ACT_TANH);
    Dataset data = test_dataset(&rng, 6, 5, 3);
    double want[3 * LAYERS] = {0};
    stats_by_solution(want, net, &data);
    MlpArrays m;
    int out[2];
    Call *c = epoch_call(net, &data, 1, 0.0f, rng, &m, out);
    call_student(c);
    expect_f64(c, out[1], want, (Tolerance){1e-6, 1e-4},
               "stats begins at zero and counts the weights' gradients of "
               "every mini-batch, not of the last alone.");
}
END_TEST

static void train(Training *t)
{
    Rng rng = test_rng(560);
    Mlp *net = test_mlp(&rng, WIDTH, LAYERS, 8, ACT_TANH);
    Dataset data = repeated_dataset(&rng, 12, 4, 5, 3);
    for (int epoch = 0; epoch < N_EPOCHS; epoch++) {
        MlpArrays m;
        int out[2];
        double report[3];
        t->call = epoch_call(net, &data, 4, 0.2f, rng, &m, out);
        call_one(t->call, t->who);
        take_array(net->params, t->call, t->who, m.params);
        take_array(report, t->call, t->who, out[0]);
        t->loss[epoch] = report[0];
    }
    t->after = reference_loss(net, data.x, data.y, data.n, false);
}

START_TEST(epochs_bring_the_loss_down)
{
    check_falling(train, WIDTH[LAYERS]);
}
END_TEST

void data_tasks(Suite *suite)
{
    TCase *t = task(suite, "dead-share");
    tcase_add_test(t, dead_by_hand);
    tcase_add_test(t, dead_in_every_layer);
    t = task(suite, "deep-train-epoch");
    tcase_add_test(t, epoch_agrees_with_the_solution);
    tcase_add_test(t, epoch_reports_on_all_samples);
    tcase_add_test(t, epoch_gathers_every_batch);
    tcase_add_test(t, epochs_bring_the_loss_down);
}
