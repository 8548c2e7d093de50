// Suite of chapter 2, second part: the forward and the backward pass.
#include "test_ch02_gradients.h"

#include <string.h>

void pass_tasks(Suite *suite);

typedef struct Shape {
    size_t n_layers, width[7], max_batch;
} Shape;

static const Shape SHAPES[] = {
    // As deep as the chapter's; 70 and 33 are no multiples of what a matrix
    // product takes at a time.
    {4, {20, 70, 70, 33, 10}, 9},
    {3, {5, 7, 4, 3}, 4},
    {1, {4, 3}, 5}, // no hidden layer
    {2, {1, 1, 2}, 1},
    {6, {3, 5, 2, 6, 1, 4, 2}, 3}};
enum { N_SHAPES = sizeof SHAPES / sizeof *SHAPES, N_ACTIVATIONS = 5 };

Call *deep_forward_call(const Mlp *net, const float *x, size_t batch,
                        MlpArrays *m)
{
    Call *c = call_begin("deep_forward", T_VOID);
    *m = arg_mlp(c, "net", net);
    arg_in(c, "x", T_F32, x, batch * net->width[0]);
    arg_size(c, "batch", batch);
    return c;
}

static void check_logits(const Shape *s, Activation activation, size_t batch,
                         uint64_t stream)
{
    Rng rng = test_rng(stream);
    Mlp *net = test_mlp(&rng, s->width, s->n_layers, s->max_batch, activation);
    float *x = normal_f32(&rng, batch * s->width[0]);
    MlpArrays m;
    Call *c = deep_forward_call(net, x, batch, &m);
    call_both(c);
    // Rows past the batch must be left as they were.
    expect_f32(c, m.z[s->n_layers - 1], reference_logits(net, x, batch),
               (Tolerance){1e-4, 1e-4},
               "net->activation stands between the layers, and what it gives "
               "is what the next layer gets; the logits have none.");
    expect_same(c, (Tolerance){1e-5, 1e-4},
                "a and z of each layer are kept for the way back.");
}

// Each pair of shape, activation and kind of batch occurs, though not each
// triple.
START_TEST(forward_with_every_activation)
{
    for (size_t k = 0; k < N_SHAPES; k++) {
        const Shape *s = &SHAPES[k];
        const size_t batches[] = {s->max_batch, (s->max_batch + 1) / 2, 0};
        uint64_t stream = 300 + 10 * k + (uint64_t)_i;
        check_logits(s, (Activation)_i, batches[(k + (size_t)_i) % 3], stream);
    }
}
END_TEST

START_TEST(forward_by_hand)
{
    Rng rng = EXAMPLE_RNG;
    Mlp *net = test_mlp(&rng, (size_t[]){2, 2, 1, 2}, 3, 1, ACT_RELU);
    const float params[14] = {1,      -1,     2,         1,      /**/ 0,
                              -1,     /**/ 3, -2,        /**/ 1,
                              /**/ 1, -1,     /**/ 0.5f, 0};
    memcpy(net->params, params, net->n_params * sizeof *params);
    const float one[2] = {-1, 3}, two[1] = {-5}, three[2] = {0.5f, 0};
    MlpArrays m;
    Call *c = deep_forward_call(net, (float[]){1, 2}, 1, &m);
    call_student(c);
    expect_f32(c, m.z[0], one, CLOSE, "z[0] = x w[0]^T + b[0].");
    expect_f32(c, m.z[1], two, CLOSE, "relu(-1) = 0 and relu(3) = 3 go on.");
    expect_f32(c, m.z[2], three, CLOSE, "The logits are z of the last layer.");
}
END_TEST

// The state after the solution's forward pass.
static Pass pass_forward(const Shape *s, Activation activation, uint64_t stream)
{
    Rng rng = test_rng(stream);
    Mlp *net = test_mlp(&rng, s->width, s->n_layers, s->max_batch, activation);
    Pass p = pass_begin(&rng, net, s->max_batch);
    MlpArrays m;
    Call *c = deep_forward_call(net, p.x, p.batch, &m);
    call_solution(c);
    take_from_solution(net, c, &m);
    return p;
}

START_TEST(backward_agrees_with_the_solution)
{
    for (size_t k = 0; k < N_SHAPES; k++) {
        uint64_t stream = 400 + 10 * k + (uint64_t)_i;
        Pass p = pass_forward(&SHAPES[k], (Activation)_i, stream);
        p.batch = (size_t[]){p.batch, 1, 0}[(k + (size_t)_i) % 3];
        check_batch("deep_backward", &p);
    }
}
END_TEST

START_TEST(backward_agrees_with_central_differences)
{
    for (size_t k = 1; k < N_SHAPES; k++) {
        uint64_t stream = 460 + 10 * k + (uint64_t)_i;
        Pass p = pass_forward(&SHAPES[k], (Activation)_i, stream);
        check_gradient("deep_backward", &p, (Tolerance){1e-5, 1e-3});
    }
}
END_TEST

void pass_tasks(Suite *suite)
{
    TCase *t = task(suite, "deep-forward");
    tcase_add_test(t, forward_by_hand);
    tcase_add_loop_test(t, forward_with_every_activation, 0, N_ACTIVATIONS);
    t = task(suite, "deep-backward");
    tcase_add_loop_test(t, backward_agrees_with_the_solution, 0, N_ACTIVATIONS);
    tcase_add_loop_test(t, backward_agrees_with_central_differences, 0,
                        N_ACTIVATIONS);
}
