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

START_TEST(backward_by_hand)
{
    const uint8_t mask[16] = {1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 1};
    const float want[16] = {0, 0,  8, 12, 0,  0,  24, 0,
                            0, 36, 0, 44, 48, 52, 0,  60};
    DropoutLayer layer = dropout_layer(2, 8);
    int dx;
    Call *c = dropout_backward_call(&layer, LADDER, mask, 0.75f, &dx);
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
        DropoutLayer layer = dropout_layer(sizes[k][0], sizes[k][1]);
        check_dropout_backward(&layer, 0.3f, 70 + k);
    }
}
END_TEST

START_TEST(backward_is_zero_when_all_is_dropped)
{
    DropoutLayer layer = dropout_layer(2, 3);
    check_dropout_backward_ends(&layer);
}
END_TEST

START_TEST(backward_agrees_with_central_differences)
{
    DropoutLayer layer = dropout_layer(3, 5);
    check_dropout_slopes(&layer, 0.4f, 80);
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
    const size_t sizes[] = {7, 1, 0}, counts[] = {1, 2, 3, 10};
    for (size_t k = 0; k < 12; k++) {
        size_t n = sizes[k / 4], masks = counts[k % 4];
        double want[7] = {0};
        Rng draws = rng;
        for (size_t i = 0; i < n * masks; i++)
            if (rng_uniform(&draws) >= 0.5f)
                want[i % n] += 2.0 * (double)x[i % n] / (double)masks;
        int mean;
        Call *c = mean_call(x, n, masks, 0.5f, rng, &mean);
        call_both(c);
        expect_f64(c, mean, want, CLOSE, "The mean over n_masks masks.");
        expect_same(c, CLOSE, "n draws a mask, mask after mask.");
    }
}
END_TEST

// The mean of m masks has variance x^2 p / (1 - p) / m; 6.5 standard
// deviations are exceeded less often than once in 1e10. The answer is x for
// every seed, so the seed is fixed.
START_TEST(mean_tends_to_the_input)
{
    enum { MASKS = 5000 };
    const float x[3] = {1.0f, -2.0f, 0.5f};
    int mean;
    Call *c = mean_call(x, 3, MASKS, 0.6f, EXAMPLE_RNG, &mean);
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
