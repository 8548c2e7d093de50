// Suite of chapter 4, second part: dropout at evaluation, its gradient, and the
// mean over masks.
#include "test_ch04_dropout.h"

#include <math.h>

static Call *inference_call(const float *x, size_t batch, size_t n, int *y)
{
    Call *c = call_begin("dropout_inference", T_VOID);
    *y = arg_out(c, "y", T_F32, batch * n);
    arg_in(c, "x", T_F32, x, batch * n);
    arg_size(c, "batch", batch);
    arg_size(c, "n", n);
    return c;
}

START_TEST(inference_is_the_identity)
{
    int y;
    Call *c = inference_call(LADDER, 2, 8, &y);
    call_student(c);
    expect_f32(c, y, LADDER, EXACT, "In evaluation y is x, unscaled.");
}
END_TEST

START_TEST(inference_copies_any_size_and_value)
{
    const float odd[] = {INFINITY, -INFINITY, NAN, -0.0f, 1e-40f, 3e38f};
    const size_t sizes[][2] = {{1, 1}, {3, 7}, {65, 33}, {0, 4}, {4, 0}};
    for (size_t k = 0; k < 5; k++) {
        Rng rng = test_rng(60 + k);
        int y;
        float *x = normal_f32(&rng, sizes[k][0] * sizes[k][1]);
        Call *c = inference_call(x, sizes[k][0], sizes[k][1], &y);
        call_student(c);
        expect_f32(c, y, x, EXACT, "In evaluation y is x, all of it.");
    }
    int y;
    Call *c = inference_call(odd, 2, 3, &y);
    call_student(c);
    expect_f32(c, y, odd, EXACT, "Special values are copied too.");
}
END_TEST

static Call *backward_call(const float *dy, const uint8_t *mask, size_t batch,
                           size_t n, float drop_prob, int *dx)
{
    Call *c = call_begin("dropout_backward", T_VOID);
    *dx = arg_out(c, "dx", T_F32, batch * n);
    arg_in(c, "dy", T_F32, dy, batch * n);
    arg_in(c, "mask", T_U8, mask, batch * n);
    arg_size(c, "batch", batch);
    arg_size(c, "n", n);
    arg_f32(c, "drop_prob", drop_prob);
    return c;
}

START_TEST(backward_by_hand)
{
    const uint8_t mask[16] = {1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 1};
    const float want[16] = {0, 0,  8, 12, 0,  0,  24, 0,
                            0, 36, 0, 44, 48, 52, 0,  60};
    int dx;
    Call *c = backward_call(LADDER, mask, 2, 8, 0.75f, &dx);
    call_student(c);
    expect_f32(c, dx, want, CLOSE,
               "The gradient passes where the mask is 1, times "
               "1 / (1 - drop_prob).");
}
END_TEST

START_TEST(backward_uses_the_mask_it_is_given)
{
    const size_t sizes[][2] = {{1, 1}, {1, 7}, {5, 9}, {64, 33}, {0, 3}};
    for (size_t k = 0; k < 5; k++) {
        size_t n = sizes[k][0] * sizes[k][1];
        Rng rng = test_rng(70 + k);
        float *dy = normal_f32(&rng, n), *want = normal_f32(&rng, n);
        uint8_t *mask = random_labels(&rng, n, 2);
        for (size_t i = 0; i < n; i++)
            want[i] = mask[i] ? dy[i] / 0.7f : 0.0f;
        int dx;
        Call *c = backward_call(dy, mask, sizes[k][0], sizes[k][1], 0.3f, &dx);
        call_both(c);
        expect_f32(c, dx, want, CLOSE, "The mask of the forward pass counts.");
        expect_same(c, CLOSE, "The mask of the forward pass counts.");
    }
}
END_TEST

START_TEST(backward_is_zero_when_all_is_dropped)
{
    const uint8_t none[4] = {0}, all[4] = {1, 1, 1, 1};
    const float dy[4] = {1, -2, INFINITY, 4}, zeros[4] = {0};
    int dx;
    Call *c = backward_call(dy, all, 2, 2, 0.0f, &dx);
    call_student(c);
    expect_f32(c, dx, dy, EXACT, "drop_prob = 0 lets the gradient through.");
    c = backward_call(dy, none, 2, 2, 1.0f, &dx);
    call_student(c);
    expect_f32(c, dx, zeros, EXACT,
               "drop_prob = 1 stops the gradient: 0, not NaN.");
}
END_TEST

// loss = sum of weight * y, where y = dropout_forward(x) under a fixed mask.
typedef struct FixedMask {
    float *x;
    const float *weight;
    Rng rng;
} FixedMask;

static double fixed_mask_loss(void *context)
{
    const FixedMask *m = context;
    Forward f = forward_call(m->x, 3, 5, 0.4f, m->rng);
    call_solution(f.call);
    const float *y = solution_array(f.call, f.y);
    double loss = 0.0;
    for (size_t i = 0; i < 15; i++)
        loss += (double)m->weight[i] * (double)y[i];
    return loss;
}

START_TEST(backward_agrees_with_central_differences)
{
    Rng rng = test_rng(80);
    FixedMask m = {.x = normal_f32(&rng, 15), .weight = normal_f32(&rng, 15)};
    m.rng = rng;
    Forward f = forward_call(m.x, 3, 5, 0.4f, m.rng);
    call_solution(f.call);
    float want[15];
    for (size_t i = 0; i < 15; i++)
        want[i] = (float)central_difference(fixed_mask_loss, &m, m.x, i, 0.1f);
    int dx;
    Call *c = backward_call(m.weight, solution_array(f.call, f.mask), 3, 5,
                            0.4f, &dx);
    call_student(c);
    expect_f32(c, dx, want, (Tolerance){1e-4, 1e-4},
               "dx must be the slope of the loss in x.");
}
END_TEST

static Call *mean_call(const float *x, size_t n, size_t n_masks,
                       float drop_prob, Rng rng, int *mean)
{
    Call *c = call_begin("dropout_mean", T_VOID);
    *mean = arg_out(c, "mean", T_F64, n);
    arg_in(c, "x", T_F32, x, n);
    arg_size(c, "n", n);
    arg_size(c, "n_masks", n_masks);
    arg_f32(c, "drop_prob", drop_prob);
    arg_rng(c, "rng", rng);
    return c;
}

START_TEST(mean_averages_the_masks)
{
    Rng rng = test_rng(90);
    float *x = normal_f32(&rng, 7);
    const size_t counts[] = {1, 2, 3, 10};
    for (size_t k = 0; k < 4; k++) {
        double want[7] = {0};
        Rng draws = rng;
        for (size_t i = 0; i < 7 * counts[k]; i++)
            if (rng_uniform(&draws) >= 0.5f)
                want[i % 7] += 2.0 * (double)x[i % 7] / (double)counts[k];
        int mean;
        Call *c = mean_call(x, 7, counts[k], 0.5f, rng, &mean);
        call_both(c);
        expect_f64(c, mean, want, CLOSE, "The mean over n_masks masks.");
        expect_same(c, CLOSE, "n draws a mask, mask after mask.");
    }
}
END_TEST

// The mean of m masks has variance x^2 p / (1 - p) / m; 6.5 standard
// deviations are exceeded less often than once in 1e10.
START_TEST(mean_tends_to_the_input)
{
    enum { MASKS = 20000 };
    const float x[3] = {1.0f, -2.0f, 0.5f};
    int mean;
    Call *c = mean_call(x, 3, MASKS, 0.6f, test_rng(91), &mean);
    call_student(c);
    const double *got = student_array(c, mean);
    for (int i = 0; i < 3; i++) {
        double sd = fabs((double)x[i]) * sqrt(0.6 / 0.4 / MASKS);
        expect_that(c, fabs(got[i] - (double)x[i]) < 6.5 * sd,
                    "The mean of many masks must tend to x.",
                    "the mean of x[%d] = %g is %.6g", i, (double)x[i], got[i]);
    }
}
END_TEST

void rest_tasks(Suite *suite)
{
    TCase *t = task(suite, "dropout-inference");
    tcase_add_test(t, inference_is_the_identity);
    tcase_add_test(t, inference_copies_any_size_and_value);
    t = task(suite, "dropout-backward");
    tcase_add_test(t, backward_by_hand);
    tcase_add_test(t, backward_uses_the_mask_it_is_given);
    tcase_add_test(t, backward_is_zero_when_all_is_dropped);
    tcase_add_test(t, backward_agrees_with_central_differences);
    t = task(suite, "dropout-mean");
    tcase_add_test(t, mean_averages_the_masks);
    tcase_add_test(t, mean_tends_to_the_input);
}
