// Suite of chapter 4, third part: both passes of the network for the digits.
#include "test_ch04_dropout.h"

#include <math.h>
#include <string.h>

static const size_t SHAPES[][3] = {{64, 64, 10}, {5, 7, 3}, {1, 1, 2}};
static const size_t BATCHES[] = {9, 4, 1};

static Call *net_call(const Mlp *net, const float *x, size_t batch,
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

Mlp *digits_net(Rng *rng, const size_t *width, size_t max_batch,
                float drop_input, float drop_hidden)
{
    Mlp *net = test_mlp(rng, width, 2, max_batch, ACT_RELU);
    net->drop_prob[0] = drop_input;
    net->drop_prob[1] = drop_hidden;
    return net;
}

double reference_logit(const Mlp *net, const float *x, size_t label)
{
    size_t n = net->width[0], h = net->width[1];
    double logit = (double)net->b[1][label];
    for (size_t j = 0; j < h; j++) {
        double z = (double)net->b[0][j];
        for (size_t i = 0; i < n; i++)
            z += (double)x[i] * (double)net->w[0][j * n + i];
        logit += fmax(z, 0.0) * (double)net->w[1][label * h + j];
    }
    return logit;
}

float *reference_logits(Rng *rng, const Mlp *net, const float *x, size_t batch)
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
    Call *c = net_call(net, x, batch, false, rng, &m);
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
    Call *c = net_call(net, x, 9, true, rng, &m);
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
    Call *c = net_call(net, x, 4, true, rng, &m);
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
    Call *c = net_call(p.net, p.x, p.batch, true, rng, &m);
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
    Call *c = net_call(p->net, p->x, p->batch, true, p->masks, &m);
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

void network_tasks(Suite *suite)
{
    TCase *t = task(suite, "digits-forward");
    tcase_add_loop_test(t, forward_in_evaluation_mode, 0, 3);
    tcase_add_loop_test(t, forward_in_training_mode, 0, 3);
    tcase_add_test(t, forward_without_dropout_is_evaluation);
    t = task(suite, "digits-backward");
    tcase_add_test(t, backward_agrees_with_the_solution);
    tcase_add_loop_test(t, backward_agrees_with_central_differences, 0, 2);
}
