// Suite of chapter 4, third part: both passes of the network for the digits.
#include "test_ch04_dropout.h"

static const char FORWARD[] = "digits_forward";
static const size_t SHAPES[][3] = {{64, 64, 10}, {5, 7, 3}, {1, 1, 2}};
static const size_t BATCHES[] = {9, 4, 1};

Mlp *digits_net(Rng *rng, const size_t *width, size_t max_batch,
                float drop_input, float drop_hidden)
{
    Mlp *net = test_mlp(rng, width, 2, max_batch, ACT_RELU);
    net->drop_prob[0] = drop_input;
    net->drop_prob[1] = drop_hidden;
    return net;
}

static void check_evaluation(size_t k, size_t batch)
{
    Rng rng = test_rng(100 + k);
    Mlp *net = digits_net(&rng, SHAPES[k], BATCHES[k], 0.5f, 0.9f);
    float *x = normal_f32(&rng, batch * SHAPES[k][0]);
    MlpArrays m;
    Call *c = forward_call(FORWARD, net, x, batch, false, rng, &m);
    call_student(c);
    // Rows past the batch must be left as they were.
    expect_f32(c, m.z[1], reference_logits(net, x, batch),
               (Tolerance){1e-4, 1e-4},
               "In evaluation mode nothing is dropped, and the logits are "
               "relu(x w0^T + b0) w1^T + b1.");
}

START_TEST(forward_in_evaluation_mode)
{
    check_evaluation((size_t)_i, BATCHES[_i]);
    check_evaluation((size_t)_i, (BATCHES[_i] + 1) / 2);
    check_evaluation((size_t)_i, 0);
}
END_TEST

START_TEST(forward_in_training_mode)
{
    const float probs[][2] = {{0.5f, 0.5f}, {0.2f, 0.0f}, {0.0f, 0.6f}};
    Rng rng = test_rng(110 + (uint64_t)_i);
    Mlp *net = digits_net(&rng, SHAPES[0], 9, probs[_i][0], probs[_i][1]);
    float *x = normal_f32(&rng, 9 * 64);
    for (size_t k = 0; k < 3; k++) {
        const size_t batches[] = {9, 1, 0};
        MlpArrays m;
        Call *c = forward_call(FORWARD, net, x, batches[k], true, rng, &m);
        call_both(c);
        expect_same(c, (Tolerance){1e-5, 1e-5},
                    "Dropout on the input, then on the hidden units, with "
                    "net->drop_prob[0] and [1]; both passes keep what they "
                    "made.");
    }
}
END_TEST

START_TEST(forward_without_dropout_is_evaluation)
{
    Rng rng = test_rng(120);
    Mlp *net = digits_net(&rng, SHAPES[1], 4, 0.0f, 0.0f);
    float *x = normal_f32(&rng, 4 * 5);
    MlpArrays m;
    Call *c = forward_call(FORWARD, net, x, 4, true, rng, &m);
    call_student(c);
    expect_f32(c, m.z[1], reference_logits(net, x, 4), (Tolerance){1e-4, 1e-4},
               "With drop_prob = 0 training mode computes the plain network.");
}
END_TEST

// The state after the solution's forward pass.
static Pass pass_forward(size_t k, uint64_t stream, float drop_prob)
{
    Rng rng = test_rng(stream);
    Mlp *net =
        digits_net(&rng, SHAPES[k], BATCHES[k], drop_prob / 2, drop_prob);
    Pass p = pass_begin(&rng, net, BATCHES[k]);
    MlpArrays m;
    Call *c = forward_call(FORWARD, net, p.x, p.batch, true, rng, &m);
    call_solution(c);
    take_from_solution(net, c, &m);
    return p;
}

START_TEST(backward_agrees_with_the_solution)
{
    for (size_t k = 0; k < 3; k++) {
        Pass p = pass_forward(k, 130 + k, 0.4f);
        check_batches("digits_backward", &p);
    }
}
END_TEST

START_TEST(backward_agrees_with_central_differences)
{
    Pass p = pass_forward(1, 140 + (uint64_t)_i, _i == 0 ? 0.0f : 0.3f);
    check_gradient("digits_backward", &p, (Tolerance){2e-5, 0});
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
