// Suite of chapter 5, second part: the forward and the backward pass, and
// evaluation.
#include "test_ch05_mlp.h"

#include <math.h>
#include <string.h>

static const char FORWARD[] = "mlp_forward", BACKWARD[] = "mlp_backward";

// Networks of one to five layers, and batches: whole, short, single.
typedef struct Shape {
    size_t n_layers, width[6], max_batch, batch;
    Activation activation;
    float drop_prob[5];
} Shape;

enum { N_SHAPES = 6 };
static const Shape SHAPES[N_SHAPES] = {
    {3, {64, 32, 16, 10}, 9, 9, ACT_RELU, {0.0f, 0.2f, 0.5f}},
    {4, {7, 5, 6, 3, 4}, 8, 5, ACT_RELU, {0.2f, 0.3f, 0.3f, 0.3f}},
    {1, {5, 3}, 4, 4, ACT_RELU, {0.4f}},
    {2, {1, 1, 2}, 3, 1, ACT_SIGMOID, {0.0f, 0.5f}},
    {5, {3, 9, 4, 8, 2, 3}, 7, 7, ACT_TANH, {0.1f, 0.0f, 0.6f, 0.0f, 0.2f}},
    {2, {6, 8, 3}, 5, 3, ACT_LEAKY_RELU, {0.5f, 0.0f}}};

static Mlp *shape_net(Rng *rng, const Shape *s)
{
    Mlp *net =
        test_mlp(rng, s->width, s->n_layers, s->max_batch, s->activation);
    memcpy(net->drop_prob, s->drop_prob, sizeof s->drop_prob);
    return net;
}

// Calls the student's forward pass and compares all that it leaves with the
// reference, which then stands in net. Rows past the batch stay as they were.
static void check_forward(Mlp *net, const float *x, size_t batch, bool training,
                          Rng rng, const char *rule)
{
    const Tolerance close = {2e-5, 1e-5};
    MlpArrays m;
    Call *c = forward_call(FORWARD, net, x, batch, training, rng, &m);
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
    Rng rng = EXAMPLE_RNG;
    Mlp *net = test_mlp(&rng, width, 2, 2, ACT_RELU);
    memcpy(net->params, params, sizeof params);
    net->drop_prob[0] = net->drop_prob[1] = 0.5f;
    MlpArrays m;
    Call *c = forward_call(FORWARD, net, x, 2, false, rng, &m);
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
    check_forward(net, x, 1, false, rng, "One row is a batch too.");
    check_forward(net, x, 0, false, rng, "An empty batch changes nothing.");
}
END_TEST

START_TEST(forward_in_training_mode)
{
    const Shape *s = &SHAPES[_i];
    Rng rng = test_rng(120 + (uint64_t)_i);
    Mlp *net = shape_net(&rng, s);
    float *x = normal_f32(&rng, s->batch * s->width[0]);
    const size_t batches[] = {s->batch, 1, 0};
    for (size_t k = 0; k < 3; k++)
        check_forward(net, x, batches[k], true, rng,
                      "The input of layer l is dropped with drop_prob[l], "
                      "after the activation.");
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
static Pass pass_forward(const Shape *s, Rng rng)
{
    Pass p = pass_begin(&rng, shape_net(&rng, s), s->batch);
    draw_masks(p.net, p.batch, &rng);
    reference_forward(p.net, p.x, p.batch, true);
    return p;
}

// Two rows, all weights 0: both classes have probability 1/2.
START_TEST(backward_by_hand)
{
    const Shape s = {1, {2, 2}, 2, 2, ACT_RELU, {0}};
    const float x[4] = {1, 2, -3, 4}, grads[6] = {-1, 0.5f, 1, -0.5f, 0, 0};
    Pass p = pass_forward(&s, EXAMPLE_RNG);
    memcpy(p.x, x, sizeof x);
    memset(p.net->params, 0, 6 * sizeof *p.net->params);
    p.labels[0] = 0;
    p.labels[1] = 1;
    reference_forward(p.net, p.x, 2, true);
    MlpArrays m;
    Call *c = backward_call(BACKWARD, &p, &m);
    call_student(c);
    expect_number(c, log(2.0), (Tolerance){1e-6, 0}, "-log(1/2) for each row.");
    expect_f32(c, m.grads, grads, CLOSE,
               "dz = (1/2 - [class is the label]) / 2 rows, dw = dz^T x, db "
               "the sum of dz.");
}
END_TEST

START_TEST(backward_agrees_with_central_differences)
{
    Pass p = pass_forward(&SHAPES[_i], test_rng(150 + (uint64_t)_i));
    check_gradient(BACKWARD, &p, (Tolerance){2e-5, 0});
}
END_TEST

START_TEST(backward_agrees_with_the_solution)
{
    Pass p = pass_forward(&SHAPES[_i], test_rng(180 + (uint64_t)_i));
    check_batches(BACKWARD, &p);
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

START_TEST(evaluate_any_number_of_samples)
{
    // max_batch is 8: one block, blocks and a short one, one sample.
    const size_t sizes[] = {8, 19, 1, 3, 32};
    Rng rng = test_rng(160 + (uint64_t)_i);
    Mlp *net = shape_net(&rng, &SHAPES[1]);
    Dataset data = test_dataset(&rng, sizes[_i], 7, 4);
    size_t right = (size_t)rng_below(&rng, sizes[_i] + 1);
    label_by_reference(net, &data, right);
    double loss = reference_loss(net, data.x, data.y, data.n, false);
    const double want[] = {loss, (double)right / (double)sizes[_i]};
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
    Rng rng = EXAMPLE_RNG;
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
    tcase_add_loop_test(t, backward_agrees_with_the_solution, 0, N_SHAPES);
    t = task(suite, "mlp-evaluate");
    tcase_add_loop_test(t, evaluate_any_number_of_samples, 0, 5);
    tcase_add_test(t, evaluate_nothing);
}
