// Suite of chapter 5, second part: the forward and the backward pass, and
// evaluation, against the reference in tests/test_ch05_mlp_reference.c.
#include "test_ch05_mlp.h"

#include <math.h>
#include <string.h>

static Call *forward_call(const Mlp *net, const float *x, size_t batch,
                          bool training, Rng rng, MlpArrays *m)
{
    Call *c = call_begin("mlp_forward", T_VOID);
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

// Calls the student's forward pass and compares all that it leaves with the
// reference, which then stands in net. Rows past the batch stay as they were.
static void check_forward(Mlp *net, const float *x, size_t batch, bool training,
                          Rng rng, const char *rule)
{
    const Tolerance close = {2e-5, 1e-5};
    MlpArrays m;
    Call *c = forward_call(net, x, batch, training, rng, &m);
    if (training)
        draw_masks(net, batch, &rng);
    reference_forward(net, x, batch, training);
    call_both(c);
    for (size_t l = 0; l < net->n_layers; l++) {
        if (training)
            expect_u8(c, m.mask[l], net->mask[l],
                      "Masks are drawn layer after layer, and only where "
                      "drop_prob is above 0.");
        expect_f32(c, m.a[l], net->a[l], close, rule);
        expect_f32(c, m.z[l], net->z[l], close, rule);
    }
    expect_same(c, close, "What the solution leaves, the generator included.");
}

START_TEST(forward_by_hand)
{
    const size_t width[] = {2, 2, 2};
    const float params[12] = {1, 0, -1, 1, 0.5f, 1, 2, 3, 1, -1, -1, 0};
    const float x[4] = {1, -2, -1, 2}, z0[4] = {1.5f, -2, -0.5f, 4};
    const float a1[4] = {1.5f, 0, 0, 4}, z1[4] = {2, 1.5f, 11, -4};
    Rng rng = test_rng(100);
    Mlp *net = test_mlp(&rng, width, 2, 2, ACT_RELU);
    memcpy(net->params, params, sizeof params);
    net->drop_prob[0] = net->drop_prob[1] = 0.5f;
    MlpArrays m;
    Call *c = forward_call(net, x, 2, false, rng, &m);
    call_student(c);
    expect_f32(c, m.z[0], z0, CLOSE, "z[0] = x w[0]^T + b[0]");
    expect_f32(c, m.a[1], a1, CLOSE, "a[1] = relu(z[0])");
    expect_f32(c, m.z[1], z1, CLOSE, "z[1] = a[1] w[1]^T + b[1], no ReLU");
}
END_TEST

START_TEST(forward_in_evaluation_mode)
{
    const Shape *s = &SHAPES[_i];
    Rng rng = test_rng(110 + (uint64_t)_i);
    Mlp *net = shape_net(&rng, s);
    float *x = normal_f32(&rng, s->batch * s->width[0]);
    check_forward(net, x, s->batch, false, rng,
                  "In evaluation nothing is dropped: linear, activation, "
                  "linear, ...");
    check_forward(net, x, 0, false, rng, "An empty batch changes nothing.");
}
END_TEST

START_TEST(forward_in_training_mode)
{
    const Shape *s = &SHAPES[_i];
    Rng rng = test_rng(120 + (uint64_t)_i);
    Mlp *net = shape_net(&rng, s);
    float *x = normal_f32(&rng, s->batch * s->width[0]);
    check_forward(net, x, s->batch, true, rng,
                  "The input of layer l is dropped with drop_prob[l], after "
                  "the activation.");
}
END_TEST

START_TEST(forward_without_dropout_draws_nothing)
{
    Rng rng = test_rng(130);
    Mlp *net = shape_net(&rng, &SHAPES[1]);
    float *x = normal_f32(&rng, 5 * 7);
    memset(net->drop_prob, 0, sizeof net->drop_prob);
    check_forward(net, x, 5, true, rng,
                  "With drop_prob = 0 training computes the plain network.");
    net->drop_prob[2] = 1.0f;
    check_forward(net, x, 5, true, rng,
                  "With drop_prob = 1 a layer gets zeros.");
}
END_TEST

// A network after a forward pass in training mode, made by the reference.
typedef struct Pass {
    Mlp *net;
    float *x;
    uint8_t *labels;
    size_t batch;
} Pass;

static Pass pass_forward(const Shape *s, uint64_t stream)
{
    Rng rng = test_rng(stream);
    Pass p = {.net = shape_net(&rng, s), .batch = s->batch};
    p.x = normal_f32(&rng, p.batch * s->width[0]);
    p.labels = random_labels(&rng, p.batch, s->width[s->n_layers]);
    draw_masks(p.net, p.batch, &rng);
    reference_forward(p.net, p.x, p.batch, true);
    return p;
}

static Call *backward_call(const Pass *p, MlpArrays *m)
{
    Call *c = call_begin("mlp_backward", T_F64);
    *m = arg_mlp(c, "net", p->net);
    arg_in(c, "labels", T_U8, p->labels, p->batch);
    arg_size(c, "batch", p->batch);
    ignore_workspace(c, m, p->net->n_layers);
    return c;
}

// Two rows, all weights 0: both classes have probability 1/2.
START_TEST(backward_by_hand)
{
    const Shape s = {1, {2, 2}, 2, 2, ACT_RELU, {0}};
    const float x[4] = {1, 2, -3, 4}, grads[6] = {-1, 0.5f, 1, -0.5f, 0, 0};
    Pass p = pass_forward(&s, 140);
    memcpy(p.x, x, sizeof x);
    memset(p.net->params, 0, 6 * sizeof *p.net->params);
    p.labels[0] = 0;
    p.labels[1] = 1;
    reference_forward(p.net, p.x, 2, true);
    MlpArrays m;
    Call *c = backward_call(&p, &m);
    call_student(c);
    expect_number(c, log(2.0), (Tolerance){1e-6, 0}, "-log(1/2) for each row.");
    expect_f32(c, m.grads, grads, CLOSE,
               "dz = (1/2 - [class is the label]) / 2 rows, dw = dz^T x, db "
               "the sum of dz.");
}
END_TEST

// Mean loss of the reference under the masks that were drawn.
static double pass_loss(void *context)
{
    const Pass *p = context;
    size_t classes = p->net->width[p->net->n_layers];
    double loss = 0.0, logits[MAX_WIDTH];
    for (size_t r = 0; r < p->batch; r++) {
        reference_row(p->net, p->x, r, true, false, logits);
        loss += row_loss(logits, p->labels[r], classes) / (double)p->batch;
    }
    return loss;
}

// In double a step can be so small that no ReLU turns within it.
START_TEST(backward_agrees_with_central_differences)
{
    Pass p = pass_forward(&SHAPES[_i], 150 + (uint64_t)_i);
    MlpArrays m;
    Call *c = backward_call(&p, &m);
    call_both(c);
    expect_number(c, pass_loss(&p), (Tolerance){1e-5, 1e-5},
                  "The loss is the mean cross-entropy over the batch.");
    const float *got = student_array(c, m.grads);
    for (size_t i = 0; i < p.net->n_params; i++) {
        double want =
            central_difference(pass_loss, &p, p.net->params, i, 1e-6f);
        expect_that(c, fabs((double)got[i] - want) < 2e-5,
                    "The gradient must be the slope of the loss.",
                    "grads[%zu] is %.6g, but the loss rises by %.6g a unit", i,
                    (double)got[i], want);
    }
    expect_same(c, (Tolerance){1e-5, 1e-4}, "The solution's gradient.");
}
END_TEST

static Call *evaluate_call(const Mlp *net, const Dataset *data, int *result)
{
    Call *c = call_begin("mlp_evaluate", T_VOID);
    *result = arg_out(c, "result {loss, accuracy}", T_F64, 2);
    MlpArrays m = arg_mlp(c, "net", net);
    arg_dataset(c, "data", data);
    ignore_workspace(c, &m, net->n_layers);
    return c;
}

// Gives the first `right` samples the label that the network would, the others
// another one. Returns the mean loss.
static double label_by_reference(Mlp *net, Dataset *data, size_t right)
{
    size_t classes = data->n_classes;
    double loss = 0.0, logits[MAX_WIDTH];
    for (size_t i = 0; i < data->n; i++) {
        size_t best = 0;
        reference_row(net, data->x, i, false, false, logits);
        for (size_t k = 1; k < classes; k++)
            best = logits[k] > logits[best] ? k : best;
        data->y[i] = (uint8_t)(i < right ? best : (best + 1) % classes);
        loss += row_loss(logits, data->y[i], classes) / (double)data->n;
    }
    return loss;
}

START_TEST(evaluate_any_number_of_samples)
{
    // max_batch is 8: one block, blocks and a short one, one sample.
    const size_t sizes[][2] = {{8, 8}, {19, 7}, {1, 1}, {3, 2}, {32, 0}};
    Rng rng = test_rng(160 + (uint64_t)_i);
    Mlp *net = shape_net(&rng, &SHAPES[1]);
    Dataset data = test_dataset(&rng, sizes[_i][0], 7, 4);
    double loss = label_by_reference(net, &data, sizes[_i][1]);
    const double want[] = {loss, (double)sizes[_i][1] / (double)sizes[_i][0]};
    int result;
    Call *c = evaluate_call(net, &data, &result);
    call_both(c);
    expect_f64(c, result, want, (Tolerance){1e-5, 1e-5},
               "[0] the mean loss and [1] the share that is right, over all "
               "samples, without dropout.");
    expect_same(c, (Tolerance){1e-5, 1e-5},
                "Evaluation changes no weight and no gradient.");
}
END_TEST

START_TEST(evaluate_nothing)
{
    const double zeros[2] = {0};
    Rng rng = test_rng(170);
    Mlp *net = shape_net(&rng, &SHAPES[1]);
    Dataset data = test_dataset(&rng, 0, 7, 4);
    int result;
    Call *c = evaluate_call(net, &data, &result);
    call_student(c);
    expect_f64(c, result, zeros, EXACT, "No data: zeros, not 0 / 0.");
}
END_TEST

void net_tasks(Suite *suite)
{
    TCase *t = task(suite, "mlp-forward");
    tcase_add_test(t, forward_by_hand);
    tcase_add_loop_test(t, forward_in_evaluation_mode, 0, N_SHAPES);
    tcase_add_loop_test(t, forward_in_training_mode, 0, N_SHAPES);
    tcase_add_test(t, forward_without_dropout_draws_nothing);
    t = task(suite, "mlp-backward");
    tcase_add_test(t, backward_by_hand);
    tcase_add_loop_test(t, backward_agrees_with_central_differences, 0,
                        N_SHAPES);
    t = task(suite, "mlp-evaluate");
    tcase_add_loop_test(t, evaluate_any_number_of_samples, 0, 5);
    tcase_add_test(t, evaluate_nothing);
}
