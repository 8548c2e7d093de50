// Suite of chapter 6, further part: the backward passes of the convolutional
// network, against the solution and against central differences.
#include "test_ch06_variants.h"

#include "reference.h"
#include "structs.h"
#include "suite.h"

#include <math.h>
#include <string.h>

static const CnnSize SIZES[] = {{1, 10, 10, {2, 3}, 4, 3, 3},
                                {2, 11, 13, {3, 2}, 5, 4, 2},
                                {1, 10, 12, {1, 1}, 1, 2, 1}};
enum { N_SIZES = sizeof SIZES / sizeof *SIZES };

// A network after the solution's forward pass in training mode.
typedef struct Pass {
    Cnn *net;
    size_t stage, batch;
    float *x; // what went in
    uint8_t *labels;
    CnnMasks masks;
    Rng probes;          // draws what is tried one by one
    const float *weight; // the loss of one stage: sum of weight * y
} Pass;

static Pass pass_begin(size_t k, uint64_t stream, float drop_prob, Rng *rng)
{
    *rng = test_rng(stream);
    Pass p = {.net = test_cnn(rng, SIZES[k]), .batch = SIZES[k].max_batch};
    p.net->stage[0].drop_prob = drop_prob;
    p.net->stage[1].drop_prob = drop_prob / 2;
    p.net->drop_prob = drop_prob;
    p.probes = rng_seed(rng->state, 1);
    return p;
}

static size_t n_weights(const CnnStage *t)
{
    return t->maps * t->conv.in_channels * CNN_KERNEL * CNN_KERNEL;
}

static size_t n_y(const CnnStage *t)
{
    return t->conv.batch * t->maps * t->area;
}

static Pass stage_pass(size_t k, size_t stage, float drop_prob)
{
    Rng rng;
    Pass p = pass_begin(k, 200 + 2 * k + stage, drop_prob, &rng);
    CnnStage *t = &p.net->stage[stage];
    p.stage = stage;
    p.x = normal_f32(&rng, p.batch * stage_inputs(t));
    p.weight = normal_f32(&rng, n_y(t));
    CnnArrays m;
    Call *c = cnn_stage_call(p.net, stage, p.x, p.batch, true, rng, &m);
    call_solution(c);
    take_cnn_from_solution(p.net, c, &m);
    p.masks.stage[stage] = t->mask;
    memcpy(t->dy, p.weight, n_y(t) * sizeof *t->dy);
    return p;
}

// dx [batch][n_in] is not wanted where dx is NULL.
static Call *stage_call(const Pass *p, int *dx, CnnArrays *m)
{
    const CnnStage *t = &p->net->stage[p->stage];
    Call *c = call_begin("cnn_stage_backward", T_VOID);
    *m = arg_cnn(c, "net", p->net);
    arg_size(c, "stage", p->stage);
    if (dx)
        *dx = arg_out(c, "dx", T_F32, p->batch * stage_inputs(t));
    else
        arg_null(c, "dx");
    arg_in(c, "x", T_F32, p->x, p->batch * stage_inputs(t));
    arg_size(c, "batch", p->batch);
    array_ignore(c, m->stage[p->stage].dy);
    return c;
}

START_TEST(stage_agrees_with_the_solution)
{
    for (size_t stage = 0; stage < CNN_STAGES; stage++) {
        Pass p = stage_pass((size_t)_i, stage, 0.4f);
        // All rows of the pass; the first alone, or none.
        const size_t batches[] = {p.batch, ((size_t)_i + stage) % 2};
        for (size_t k = 0; k < 2; k++) {
            p.batch = batches[k];
            CnnArrays m;
            int dx;
            Call *c = stage_call(&p, stage == 0 ? NULL : &dx, &m);
            call_both(c);
            expect_same(c, (Tolerance){1e-5, 1e-4},
                        "dw, db and dx of this stage, nothing of the other.");
        }
    }
}
END_TEST

static double stage_loss(void *context)
{
    const Pass *p = context;
    const CnnStage *t = &p->net->stage[p->stage];
    static double x[REFERENCE_MAX], y[REFERENCE_MAX];
    for (size_t i = 0; i < p->batch * stage_inputs(t); i++)
        x[i] = (double)p->x[i];
    reference_stage(y, t, x, p->batch, p->masks.stage[p->stage]);
    double loss = 0.0;
    for (size_t i = 0; i < n_y(t); i++)
        loss += (double)p->weight[i] * y[i];
    return loss;
}

// Compares got[n] with the slopes of the loss in x[n] at up to MAX_PROBES drawn
// places (every place is compared with the solution elsewhere), but for the few
// where a kink lies so close that nothing can be told.
static void check_slopes(Call *c, const float *got, double (*loss)(void *),
                         Pass *p, float *x, size_t n, const char *name)
{
    size_t at[MAX_PROBES], count = draw_probes(at, n, &p->probes);
    double here = loss(p), doubt;
    for (size_t k = 0; k < count; k++) {
        size_t i = at[k];
        double want = reference_slope(&doubt, loss, p, x, i, here);
        double close = 1e-3 + 1e-3 * fabs(want);
        expect_that(c,
                    doubt > close / 2.0 || fabs((double)got[i] - want) < close,
                    "The gradient must be the slope of the loss.",
                    "%s[%zu] is %.6g, but the loss rises by %.6g a unit", name,
                    i, (double)got[i], want);
    }
}

// The same for block[n], a part of the parameters.
static void check_block(Call *c, const float *grads, double (*loss)(void *),
                        Pass *p, float *block, size_t n, const char *name)
{
    check_slopes(c, grads + (block - p->net->params), loss, p, block, n, name);
}

START_TEST(stage_agrees_with_central_differences)
{
    for (size_t stage = 0; stage < CNN_STAGES; stage++) {
        Pass p = stage_pass((size_t)_i % 2, stage, _i < 2 ? 0.0f : 0.5f);
        CnnStage *t = &p.net->stage[stage];
        CnnArrays m;
        int dx;
        Call *c = stage_call(&p, &dx, &m);
        call_student(c);
        const float *grads = student_array(c, m.grads);
        check_block(c, grads, stage_loss, &p, t->w, n_weights(t), "dw");
        check_block(c, grads, stage_loss, &p, t->b, t->maps, "db");
        check_slopes(c, student_array(c, dx), stage_loss, &p, p.x,
                     p.batch * stage_inputs(t), "dx");
    }
}
END_TEST

static Pass network_pass(size_t k, uint64_t stream, float drop_prob)
{
    Rng rng;
    Pass p = pass_begin(k, stream, drop_prob, &rng);
    p.x = normal_f32(&rng, p.batch * stage_inputs(&p.net->stage[0]));
    p.labels = random_labels(&rng, p.batch, SIZES[k].n_classes);
    CnnArrays m;
    Call *c = cnn_forward_call(p.net, p.x, p.batch, true, rng, &m);
    call_solution(c);
    take_cnn_from_solution(p.net, c, &m);
    p.masks = draw_cnn_masks(&rng, p.net, p.batch);
    return p;
}

static Call *backward_call(const Pass *p, CnnArrays *m)
{
    Call *c = call_begin("cnn_backward", T_F64);
    *m = arg_cnn(c, "net", p->net);
    arg_in(c, "x", T_F32, p->x, p->batch * stage_inputs(&p->net->stage[0]));
    arg_in(c, "labels", T_U8, p->labels, p->batch);
    arg_size(c, "batch", p->batch);
    ignore_cnn_workspace(c, m);
    return c;
}

START_TEST(backward_agrees_with_the_solution)
{
    for (size_t size = 0; size < N_SIZES; size++) {
        Pass p = network_pass(size, 220 + size, 0.3f);
        const size_t batches[] = {p.batch, size % 2};
        for (size_t k = 0; k < 2; k++) {
            p.batch = batches[k];
            CnnArrays m;
            Call *c = backward_call(&p, &m);
            call_both(c);
            expect_same(c, (Tolerance){1e-5, 1e-4},
                        "The loss, and dw and db of all four layers.");
        }
    }
}
END_TEST

static double network_loss(void *context)
{
    const Pass *p = context;
    return reference_cnn_loss(p->net, p->x, p->labels, p->batch, &p->masks);
}

START_TEST(backward_agrees_with_central_differences)
{
    Pass p =
        network_pass((size_t)_i % 2, 230 + (uint64_t)_i, _i < 2 ? 0.0f : 0.3f);
    CnnArrays m;
    Call *c = backward_call(&p, &m);
    call_student(c);
    expect_number(c, network_loss(&p), (Tolerance){1e-5, 1e-5},
                  "The loss is the mean cross-entropy over the batch.");
    const float *grads = student_array(c, m.grads);
    const size_t *n = p.net->width;
    for (size_t k = 0; k < CNN_STAGES; k++) {
        const CnnStage *t = &p.net->stage[k];
        check_block(c, grads, network_loss, &p, t->w, n_weights(t),
                    k == 0 ? "stage[0].dw" : "stage[1].dw");
        check_block(c, grads, network_loss, &p, t->b, t->maps,
                    k == 0 ? "stage[0].db" : "stage[1].db");
    }
    for (size_t l = 0; l < 2; l++) {
        check_block(c, grads, network_loss, &p, p.net->w[l], n[l] * n[l + 1],
                    l == 0 ? "dw[0]" : "dw[1]");
        check_block(c, grads, network_loss, &p, p.net->b[l], n[l + 1],
                    l == 0 ? "db[0]" : "db[1]");
    }
}
END_TEST

void cnn_gradient_tasks(Suite *suite)
{
    TCase *t = task(suite, "cnn-stage-backward");
    tcase_add_loop_test(t, stage_agrees_with_the_solution, 0, N_SIZES);
    tcase_add_loop_test(t, stage_agrees_with_central_differences, 0, 4);
    t = task(suite, "cnn-backward");
    tcase_add_test(t, backward_agrees_with_the_solution);
    tcase_add_loop_test(t, backward_agrees_with_central_differences, 0, 4);
}
