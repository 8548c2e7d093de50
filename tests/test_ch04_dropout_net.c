// Suite of chapter 4, second part: the network for the digits that is written
// by hand.
#include "structs.h"
#include "suite.h"

#include <math.h>
#include <string.h>

void network_tasks(Suite *suite);

static const size_t SHAPES[][3] = {{64, 64, 10}, {5, 7, 3}, {1, 1, 2}};
static const size_t BATCHES[] = {9, 4, 1};

static Call *forward_call(const Mlp *net, const float *x, size_t batch,
                          bool training, Rng rng, MlpArrays *m)
{
    Call *c = call_begin("digits_forward", T_VOID);
    *m = arg_mlp(c, "net", net);
    arg_in(c, "x", T_F32, x, batch * net->width[0]);
    arg_size(c, "batch", batch);
    arg_bool(c, "training", training);
    if (training)
        arg_rng(c, "rng", rng);
    else
        arg_null(c, "rng");
    return c;
}

static Mlp *digits_net(Rng *rng, const size_t *width, size_t max_batch,
                       float drop_input, float drop_hidden)
{
    Mlp *net = test_mlp(rng, width, 2, max_batch, ACT_RELU);
    net->drop_prob[0] = drop_input;
    net->drop_prob[1] = drop_hidden;
    return net;
}

// Class `c` of row `x` without dropout, in double, straight from the formula.
static double reference_logit(const Mlp *net, const float *x, size_t c)
{
    size_t n = net->width[0], h = net->width[1];
    double logit = (double)net->b[1][c];
    for (size_t j = 0; j < h; j++) {
        double z = (double)net->b[0][j];
        for (size_t i = 0; i < n; i++)
            z += (double)x[i] * (double)net->w[0][j * n + i];
        logit += fmax(z, 0.0) * (double)net->w[1][c * h + j];
    }
    return logit;
}

static float *reference_logits(Rng *rng, const Mlp *net, const float *x,
                               size_t batch)
{
    size_t classes = net->width[2];
    float *z = normal_f32(rng, batch * classes);
    for (size_t i = 0; i < batch * classes; i++)
        z[i] = (float)reference_logit(net, x + i / classes * net->width[0],
                                      i % classes);
    return z;
}

static void check_evaluation(size_t k, size_t batch)
{
    Rng rng = test_rng(100 + k);
    Mlp *net = digits_net(&rng, SHAPES[k], BATCHES[k], 0.5f, 0.9f);
    float *x = normal_f32(&rng, batch * SHAPES[k][0]);
    float *want = reference_logits(&rng, net, x, batch);
    // Rows past the batch must be left as they were.
    float *all = repeated_f32(BATCHES[k] * SHAPES[k][2], NAN);
    memcpy(all, want, batch * SHAPES[k][2] * sizeof *all);
    MlpArrays m;
    Call *c = forward_call(net, x, batch, false, rng, &m);
    call_student(c);
    expect_f32(c, m.z[1], all, (Tolerance){1e-4, 1e-4},
               "In evaluation mode nothing is dropped, and the logits are "
               "relu(x w0^T + b0) w1^T + b1.");
}

START_TEST(forward_in_evaluation_mode)
{
    check_evaluation((size_t)_i, BATCHES[_i]);
    check_evaluation((size_t)_i, (BATCHES[_i] + 1) / 2);
}
END_TEST

START_TEST(forward_in_training_mode)
{
    const float probs[][2] = {{0.5f, 0.5f}, {0.2f, 0.0f}, {0.0f, 0.6f}};
    Rng rng = test_rng(110 + (uint64_t)_i);
    Mlp *net = digits_net(&rng, SHAPES[0], 9, probs[_i][0], probs[_i][1]);
    float *x = normal_f32(&rng, 9 * 64);
    MlpArrays m;
    Call *c = forward_call(net, x, 9, true, rng, &m);
    call_both(c);
    expect_same(c, (Tolerance){1e-5, 1e-5},
                "Dropout on the input, then on the hidden units, with "
                "net->drop_prob[0] and [1]; both passes keep what they made.");
}
END_TEST

START_TEST(forward_without_dropout_is_evaluation)
{
    Rng rng = test_rng(120);
    Mlp *net = digits_net(&rng, SHAPES[1], 4, 0.0f, 0.0f);
    float *x = normal_f32(&rng, 4 * 5);
    float *want = reference_logits(&rng, net, x, 4);
    MlpArrays m;
    Call *c = forward_call(net, x, 4, true, rng, &m);
    call_student(c);
    expect_f32(c, m.z[1], want, (Tolerance){1e-4, 1e-4},
               "With drop_prob = 0 training mode computes the plain network.");
}
END_TEST

// The state after the solution's forward pass, and what led to it.
typedef struct Pass {
    Mlp *net;
    float *x;
    uint8_t *labels;
    size_t batch;
    Rng masks;
} Pass;

static Pass pass_forward(size_t k, uint64_t stream, float drop_prob)
{
    Rng rng = test_rng(stream);
    Pass p = {.batch = BATCHES[k]};
    p.net = digits_net(&rng, SHAPES[k], p.batch, drop_prob / 2, drop_prob);
    p.x = normal_f32(&rng, p.batch * SHAPES[k][0]);
    p.labels = random_labels(&rng, p.batch, SHAPES[k][2]);
    p.masks = rng;
    MlpArrays m;
    Call *c = forward_call(p.net, p.x, p.batch, true, rng, &m);
    call_solution(c);
    take_from_solution(p.net, c, &m);
    return p;
}

static Call *backward_call(const Pass *p, MlpArrays *m)
{
    Call *c = call_begin("digits_backward", T_F64);
    *m = arg_mlp(c, "net", p->net);
    arg_in(c, "labels", T_U8, p->labels, p->batch);
    arg_size(c, "batch", p->batch);
    return c;
}

START_TEST(backward_agrees_with_the_solution)
{
    for (int k = 0; k < 3; k++) {
        Pass p = pass_forward((size_t)k, 130 + (uint64_t)k, 0.4f);
        MlpArrays m;
        Call *c = backward_call(&p, &m);
        ignore_workspace(c, &m, 2);
        call_both(c);
        expect_same(c, (Tolerance){1e-5, 1e-4},
                    "The loss, and dw and db of both layers.");
    }
}
END_TEST

// Mean cross-entropy of the solution's logits under the pass's own masks.
static double pass_loss(void *context)
{
    const Pass *p = context;
    MlpArrays m;
    Call *c = forward_call(p->net, p->x, p->batch, true, p->masks, &m);
    call_solution(c);
    return reference_cross_entropy(solution_array(c, m.z[1]), p->labels,
                                   p->batch, p->net->width[2]);
}

START_TEST(backward_agrees_with_central_differences)
{
    Pass p = pass_forward(1, 140 + (uint64_t)_i, _i == 0 ? 0.0f : 0.3f);
    MlpArrays m;
    Call *c = backward_call(&p, &m);
    call_student(c);
    expect_number(c, pass_loss(&p), (Tolerance){1e-5, 1e-5},
                  "The loss is the mean cross-entropy over the batch.");
    const float *got = student_array(c, m.grads);
    for (size_t i = 0; i < p.net->n_params; i++) {
        double want =
            central_difference(pass_loss, &p, p.net->params, i, 0.01f);
        expect_that(c, fabs((double)got[i] - want) < 2e-3,
                    "The gradient must be the slope of the loss.",
                    "grads[%zu] is %.6g, but the loss rises by %.6g a unit", i,
                    (double)got[i], want);
    }
}
END_TEST

static Call *epoch_call(const Mlp *net, const Dataset *data, size_t batch,
                        float lr, Rng rng, MlpArrays *m)
{
    Call *c = call_begin("digits_train_epoch", T_F64);
    *m = arg_mlp(c, "net", net);
    arg_dataset(c, "data", data);
    arg_minibatch(c, "mb", data, batch);
    arg_f32(c, "lr", lr);
    arg_rng(c, "rng", rng);
    ignore_workspace(c, m, net->n_layers);
    array_ignore(c, m->grads);
    return c;
}

START_TEST(epoch_agrees_with_the_solution)
{
    // Samples and batch: full batches, a short last one, one, all at once.
    const size_t sizes[][2] = {{12, 4}, {11, 4}, {1, 4}, {5, 1}, {7, 7}};
    for (size_t k = 0; k < 5; k++) {
        Rng rng = test_rng(150 + k);
        Mlp *net = digits_net(&rng, SHAPES[1], 7, 0.2f, 0.5f);
        Dataset data = test_dataset(&rng, sizes[k][0], 5, 3);
        MlpArrays m;
        Call *c = epoch_call(net, &data, sizes[k][1], 0.1f, rng, &m);
        call_both(c);
        expect_same(c, (Tolerance){1e-5, 1e-4},
                    "Shuffle once, then a step a batch, the short one too.");
    }
}
END_TEST

START_TEST(epoch_returns_the_mean_loss)
{
    Rng rng = test_rng(160);
    Mlp *net = digits_net(&rng, SHAPES[1], 4, 0.0f, 0.0f);
    Dataset data = test_dataset(&rng, 10, 5, 3);
    float *z = reference_logits(&rng, net, data.x, 10);
    MlpArrays m;
    Call *c = epoch_call(net, &data, 4, 0.0f, rng, &m);
    call_student(c);
    expect_number(c, reference_cross_entropy(z, data.y, 10, 3),
                  (Tolerance){1e-5, 1e-5},
                  "Without steps (lr = 0) the mean over 4 + 4 + 2 samples is "
                  "that of the whole set.");
    expect_f32(c, m.params, net->params, EXACT, "lr = 0 changes no weight.");
}
END_TEST

START_TEST(epochs_bring_the_loss_down)
{
    Rng rng = test_rng(170);
    Mlp *net = digits_net(&rng, SHAPES[1], 8, 0.0f, 0.0f);
    Dataset data = test_dataset(&rng, 24, 5, 3);
    double first = 0.0, last = 0.0;
    Call *c = NULL;
    for (int epoch = 0; epoch < 60; epoch++) {
        MlpArrays m;
        c = epoch_call(net, &data, 8, 0.3f, rng, &m);
        call_student(c);
        memcpy(net->params, student_array(c, m.params),
               net->n_params * sizeof(float));
        last = student_result(c);
        first = epoch == 0 ? last : first;
    }
    expect_that(c, last < 0.7 * first && last > 0.0,
                "Training must bring the loss down.",
                "60 epochs took the loss from %.4g to %.4g", first, last);
}
END_TEST

static Call *accuracy_call(const Mlp *net, const Dataset *data)
{
    Call *c = call_begin("digits_accuracy", T_F64);
    MlpArrays m = arg_mlp(c, "net", net);
    arg_dataset(c, "data", data);
    ignore_workspace(c, &m, net->n_layers);
    return c;
}

// Labels for which exactly the first `right` samples are classified rightly.
static void label_by_reference(Mlp *net, Dataset *data, size_t right)
{
    for (size_t i = 0; i < data->n; i++) {
        size_t best = 0;
        const float *x = data->x + i * data->n_features;
        for (size_t k = 1; k < data->n_classes; k++)
            if (reference_logit(net, x, k) > reference_logit(net, x, best))
                best = k;
        data->y[i] = (uint8_t)(i < right ? best : (best + 1) % 3);
    }
}

START_TEST(accuracy_is_the_share_that_is_right)
{
    // Samples, right ones: with max_batch 4 blocks are whole, short, single.
    const size_t sizes[][2] = {{8, 8}, {10, 7}, {1, 1}, {3, 2}, {4, 1}};
    for (size_t k = 0; k < 5; k++) {
        Rng rng = test_rng(180 + k);
        Mlp *net = digits_net(&rng, SHAPES[1], 4, 0.5f, 0.9f);
        Dataset data = test_dataset(&rng, sizes[k][0], 5, 3);
        label_by_reference(net, &data, sizes[k][1]);
        Call *c = accuracy_call(net, &data);
        call_student(c);
        expect_number(c, (double)sizes[k][1] / (double)sizes[k][0], CLOSE,
                      "The share of all samples that is right, without "
                      "dropout.");
    }
}
END_TEST

START_TEST(accuracy_of_nothing_is_zero)
{
    Rng rng = test_rng(190);
    Mlp *net = digits_net(&rng, SHAPES[1], 4, 0.5f, 0.5f);
    Dataset data = test_dataset(&rng, 6, 5, 3);
    label_by_reference(net, &data, 6);
    Call *c = accuracy_call(net, &data);
    call_student(c);
    expect_number(c, 1.0, CLOSE, "All six are right.");
    data.n = 0;
    c = accuracy_call(net, &data);
    call_student(c);
    expect_number(c, 0.0, EXACT, "No data: 0, not 0 / 0.");
}
END_TEST

void network_tasks(Suite *suite)
{
    TCase *t = task(suite, "digits-forward");
    tcase_add_loop_test(t, forward_in_evaluation_mode, 0, 3);
    tcase_add_loop_test(t, forward_in_training_mode, 0, 3);
    tcase_add_test(t, forward_without_dropout_is_evaluation);
    t = task(suite, "digits-backward");
    tcase_add_test(t, backward_agrees_with_the_solution);
    tcase_add_loop_test(t, backward_agrees_with_central_differences, 0, 2);
    t = task(suite, "digits-train-epoch");
    tcase_add_test(t, epoch_agrees_with_the_solution);
    tcase_add_test(t, epoch_returns_the_mean_loss);
    tcase_add_test(t, epochs_bring_the_loss_down);
    t = task(suite, "digits-accuracy");
    tcase_add_test(t, accuracy_is_the_share_that_is_right);
    tcase_add_test(t, accuracy_of_nothing_is_zero);
}
