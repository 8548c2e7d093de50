// Suite of chapter 2, second part: the forward and the backward pass.
#include "test_ch02_gradients.h"

#include <math.h>
#include <string.h>

void pass_tasks(Suite *suite);

typedef struct Shape {
    size_t n_layers, width[7], max_batch;
} Shape;

static const Shape SHAPES[] = {
    {4, {40, 100, 100, 100, 10}, 9}, // the chapter's, with a small input
    {3, {5, 7, 4, 3}, 4},
    {1, {4, 3}, 5}, // no hidden layer
    {2, {1, 1, 2}, 1},
    {6, {3, 5, 2, 6, 1, 4, 2}, 3}};
enum { N_SHAPES = sizeof SHAPES / sizeof *SHAPES, N_ACTIVATIONS = 5 };

static const Tolerance FLOATS = {1e-5, 1e-4};

double reference_activation(Activation activation, double z)
{
    switch (activation) {
    case ACT_RELU:
        return z > 0 ? z : 0;
    case ACT_SIGMOID:
        return 1 / (1 + exp(-z));
    case ACT_TANH:
        return tanh(z);
    case ACT_LEAKY_RELU:
        return z > 0 ? z : 0.01 * z;
    default:
        return z;
    }
}

void reference_forward(Reference *r, const Mlp *net, const float *x)
{
    for (size_t l = 0; l < net->n_layers; l++)
        for (size_t j = 0; j < net->width[l + 1]; j++) {
            double z = (double)net->b[l][j];
            for (size_t i = 0; i < net->width[l]; i++) {
                double a = l == 0 ? (double)x[i]
                                  : reference_activation(net->activation,
                                                         r->z[l - 1][i]);
                z += a * (double)net->w[l][j * net->width[l] + i];
            }
            r->z[l][j] = z;
        }
}

float *reference_logits(const Mlp *net, const float *x, size_t batch)
{
    size_t last = net->n_layers - 1, classes = net->width[last + 1];
    float *logits = repeated_f32(batch * classes, 0.0f);
    for (size_t i = 0; i < batch; i++) {
        Reference r;
        reference_forward(&r, net, x + i * net->width[0]);
        for (size_t k = 0; k < classes; k++)
            logits[i * classes + k] = (float)r.z[last][k];
    }
    return logits;
}

double nearest_kink(const Mlp *net, const float *x, size_t batch)
{
    double nearest = INFINITY;
    for (size_t i = 0; i < batch; i++) {
        Reference r;
        reference_forward(&r, net, x + i * net->width[0]);
        for (size_t l = 0; l + 1 < net->n_layers; l++)
            for (size_t j = 0; j < net->width[l + 1]; j++)
                nearest = fmin(nearest, fabs(r.z[l][j]));
    }
    return nearest;
}

Call *forward_call(const Mlp *net, const float *x, size_t batch, MlpArrays *m)
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
    size_t last = s->n_layers - 1, classes = s->width[last + 1];
    // Rows past the batch must be left as they were.
    float *want = repeated_f32(s->max_batch * classes, NAN);
    memcpy(want, reference_logits(net, x, batch),
           batch * classes * sizeof *want);
    MlpArrays m;
    Call *c = forward_call(net, x, batch, &m);
    call_both(c);
    expect_f32(c, m.z[last], want, (Tolerance){1e-4, 1e-4},
               "net->activation stands between the layers, and what it gives "
               "is what the next layer gets; the logits have none.");
    expect_same(c, FLOATS, "a and z of each layer are kept for the way back.");
}

START_TEST(forward_with_every_activation)
{
    for (size_t k = 0; k < N_SHAPES; k++) {
        const Shape *s = &SHAPES[k];
        uint64_t stream = 300 + 10 * k + (uint64_t)_i;
        check_logits(s, (Activation)_i, s->max_batch, stream);
        check_logits(s, (Activation)_i, (s->max_batch + 1) / 2, stream);
        check_logits(s, (Activation)_i, 0, stream);
    }
}
END_TEST

START_TEST(forward_by_hand)
{
    Rng rng = test_rng(360);
    Mlp *net = test_mlp(&rng, (size_t[]){2, 2, 1, 2}, 3, 1, ACT_RELU);
    const float params[14] = {1,      -1,     2,         1,      /**/ 0,
                              -1,     /**/ 3, -2,        /**/ 1,
                              /**/ 1, -1,     /**/ 0.5f, 0};
    memcpy(net->params, params, net->n_params * sizeof *params);
    const float one[2] = {-1, 3}, two[1] = {-5}, three[2] = {0.5f, 0};
    MlpArrays m;
    Call *c = forward_call(net, (float[]){1, 2}, 1, &m);
    call_student(c);
    expect_f32(c, m.z[0], one, CLOSE, "z[0] = x w[0]^T + b[0].");
    expect_f32(c, m.z[1], two, CLOSE, "relu(-1) = 0 and relu(3) = 3 go on.");
    expect_f32(c, m.z[2], three, CLOSE, "The logits are z of the last layer.");
}
END_TEST

// The state after the solution's forward pass, and what led to it.
typedef struct Pass {
    Mlp *net;
    float *x;
    uint8_t *labels;
    size_t batch;
} Pass;

static Pass pass_forward(const Shape *s, Activation activation, uint64_t stream)
{
    Rng rng = test_rng(stream);
    Pass p = {.batch = s->max_batch};
    do {
        p.net = test_mlp(&rng, s->width, s->n_layers, p.batch, activation);
        p.x = normal_f32(&rng, p.batch * s->width[0]);
    } while (p.net->n_params < 200 &&
             nearest_kink(p.net, p.x, p.batch) < 0.002);
    p.labels = random_labels(&rng, p.batch, s->width[s->n_layers]);
    MlpArrays m;
    Call *c = forward_call(p.net, p.x, p.batch, &m);
    call_solution(c);
    take_from_solution(p.net, c, &m);
    return p;
}

Call *backward_call(const Mlp *net, const uint8_t *labels, size_t batch,
                    MlpArrays *m)
{
    Call *c = call_begin("deep_backward", T_F64);
    *m = arg_mlp(c, "net", net);
    arg_in(c, "labels", T_U8, labels, batch);
    arg_size(c, "batch", batch);
    ignore_workspace(c, m, net->n_layers);
    return c;
}

START_TEST(backward_agrees_with_the_solution)
{
    for (size_t k = 0; k < N_SHAPES; k++) {
        uint64_t stream = 400 + 10 * k + (uint64_t)_i;
        Pass p = pass_forward(&SHAPES[k], (Activation)_i, stream);
        const size_t batches[] = {p.batch, 1, 0};
        for (size_t i = 0; i < 3; i++) {
            MlpArrays m;
            Call *c = backward_call(p.net, p.labels, batches[i], &m);
            call_both(c);
            expect_same(c, FLOATS, "The loss, and dw and db of every layer.");
        }
    }
}
END_TEST

static double pass_loss(void *context)
{
    const Pass *p = context;
    size_t last = p->net->n_layers - 1;
    double loss = 0.0;
    for (size_t i = 0; i < p->batch; i++) {
        Reference r;
        double sum = 0.0;
        reference_forward(&r, p->net, p->x + i * p->net->width[0]);
        for (size_t k = 0; k < p->net->width[last + 1]; k++)
            sum += exp(r.z[last][k] - r.z[last][p->labels[i]]);
        loss += log(sum) / (double)p->batch;
    }
    return loss;
}

static void check_slopes(const Shape *s, Activation activation, uint64_t stream)
{
    Pass p = pass_forward(s, activation, stream);
    MlpArrays m;
    Call *c = backward_call(p.net, p.labels, p.batch, &m);
    call_student(c);
    expect_number(c, pass_loss(&p), (Tolerance){1e-5, 1e-5},
                  "The loss is the mean cross-entropy over the batch.");
    const float *got = student_array(c, m.grads);
    for (size_t i = 0; i < p.net->n_params; i++) {
        double want =
            central_difference(pass_loss, &p, p.net->params, i, 1e-4f);
        expect_that(c, fabs((double)got[i] - want) < 1e-5 + 1e-3 * fabs(want),
                    "The gradient must be the slope of the loss.",
                    "grads[%zu] is %.6g, but the loss rises by %.6g a unit", i,
                    (double)got[i], want);
    }
}

START_TEST(backward_agrees_with_central_differences)
{
    for (size_t k = 1; k < N_SHAPES; k++)
        check_slopes(&SHAPES[k], (Activation)_i, 460 + 10 * k + (uint64_t)_i);
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
