// Suite of chapter 6, further part: alpha dropout and moments.
#include "test_ch06_variants.h"

#include "dropouts.h"
#include "suite.h"

#include <math.h>

static const double ALPHA = 1.6732632423543772, SCALE = 1.0507009873554805;
#define LOW (-SCALE * ALPHA)

// a and b as Klambauer et al. write them.
static double alpha_a(double p)
{
    double q = 1.0 - p;
    return 1.0 / sqrt(q + LOW * LOW * q * (1.0 - q));
}

static double alpha_output(double x, bool kept, double p)
{
    return alpha_a(p) * (kept ? x : LOW) - alpha_a(p) * p * LOW;
}

static DropoutLayer alpha_layer(size_t n)
{
    return (DropoutLayer){
        .forward = "alpha_dropout_forward",
        .backward = "alpha_dropout_backward",
        .size = {{"n", n}},
        .n_mask = n,
        .area = 1,
        .output = alpha_output,
        .tolerance = {2e-6, 1e-5},
        .output_rule = "y = (u - mean) / sqrt(v), where u is x or SELU_LOW.",
        .draws = "One draw a unit, in order."};
}

START_TEST(alpha_by_hand)
{
    // p = 0.5: mean = -0.879050, v = 0.5 (1 + 0.5 * 3.090913) = 1.272728.
    const float x[4] = {0, 0, 0, 0}, kept = 0.779190f, dropped = -0.779190f;
    DropoutLayer layer = alpha_layer(4);
    const uint8_t mask[4] = {1, 1, 1, 0}; // of draws 0.567 0.746 0.971 0.444
    const float want[4] = {kept, kept, kept, dropped};
    DropoutCall f = dropout_call(&layer, x, 0.5f, EXAMPLE_RNG);
    call_student(f.call);
    expect_u8(f.call, f.mask, mask,
              "A unit is kept, its mask 1, where the draw is at least 0.5.");
    expect_f32(f.call, f.y, want, (Tolerance){1e-5, 1e-5},
               "Of zeros at drop_prob = 0.5 become 0.779 and -0.779.");
    f = dropout_call(&layer, x, 0.0f, EXAMPLE_RNG);
    call_student(f.call);
    expect_f32(f.call, f.y, x, EXACT, "drop_prob = 0 changes nothing.");
}
END_TEST

START_TEST(alpha_draws_the_exact_mask)
{
    const float probs[] = {0.05f, 0.1f, 0.5f, 0.9f};
    const size_t sizes[] = {0, 1, 2, 33};
    DropoutLayer layer = alpha_layer(sizes[_i]);
    check_dropout(&layer, probs[_i], 10 + (uint64_t)_i);
    layer = alpha_layer(257);
    check_dropout(&layer, probs[_i], 20 + (uint64_t)_i);
}
END_TEST

START_TEST(alpha_refuses_what_is_no_probability)
{
    const float wrong[] = {-0.1f, 1.0f, 1.1f, NAN, INFINITY, -INFINITY};
    DropoutLayer layer = alpha_layer(8);
    check_dropout_refuses(&layer, wrong, 6, "drop_prob must be in [0, 1).", 30);
}
END_TEST

START_TEST(alpha_works_in_place)
{
    DropoutLayer layer = alpha_layer(24);
    check_dropout_in_place(&layer, 0.25f, 40);
}
END_TEST

// For normal x the output has mean 0 and variance 1. Its fourth moment is below
// 8 for these p, so mean and variance over N have standard deviations below
// sqrt(1 / N) and sqrt(7 / N); 6.5 of them: less than one false alarm in 1e10.
// The seed is fixed: x itself would pass, so this proves no work on drawn
// inputs.
START_TEST(alpha_keeps_mean_and_variance)
{
    enum { N = 20000 };
    const float probs[] = {0.1f, 0.5f, 0.7f};
    DropoutLayer layer = alpha_layer(N);
    Rng rng = rng_seed(50, 0);
    float *x = normal_f32(&rng, N);
    for (size_t k = 0; k < 3; k++) {
        DropoutCall f = dropout_call(&layer, x, probs[k], rng);
        call_student(f.call);
        const float *y = student_array(f.call, f.y);
        double mean = 0.0, square = 0.0;
        for (int i = 0; i < N; i++) {
            mean += (double)y[i] / N;
            square += (double)y[i] * (double)y[i] / N;
        }
        expect_that(f.call, fabs(mean) < 6.5 * sqrt(1.0 / N),
                    "Alpha dropout keeps the mean at 0.",
                    "N(0, 1) inputs gave a mean of %.4f", mean);
        double variance = square - mean * mean;
        expect_that(f.call, fabs(variance - 1.0) < 6.5 * sqrt(7.0 / N),
                    "Alpha dropout keeps the variance at 1.",
                    "N(0, 1) inputs gave a variance of %.4f", variance);
    }
}
END_TEST

START_TEST(alpha_backward_by_hand)
{
    const uint8_t mask[4] = {1, 0, 1, 0};
    const float dy[4] = {1, 2, -3, INFINITY};
    const float want[4] = {0.886402f, 0, -2.659206f, 0};
    DropoutLayer layer = alpha_layer(4);
    int dx;
    Call *c = dropout_backward_call(&layer, dy, mask, 0.5f, &dx);
    call_student(c);
    expect_f32(c, dx, want, (Tolerance){1e-5, 1e-5},
               "A kept unit's gradient is dy / sqrt(v), a dropped one's 0.");
}
END_TEST

START_TEST(alpha_backward_uses_the_mask_it_is_given)
{
    const size_t sizes[] = {1, 7, 0, 65};
    const float probs[] = {0.0f, 0.1f, 0.2f, 0.8f};
    for (size_t k = 0; k < 4; k++) {
        DropoutLayer layer = alpha_layer(sizes[k]);
        check_dropout_backward(&layer, probs[k], 60 + k);
    }
}
END_TEST

START_TEST(alpha_backward_agrees_with_central_differences)
{
    DropoutLayer layer = alpha_layer(12);
    check_dropout_slopes(&layer, 0.3f, 70);
}
END_TEST

#define IN_DOUBLE ((Tolerance){1e-9, 1e-9})

static void check_moments(const float *x, size_t n, double mean,
                          double variance, Tolerance close, const char *rule)
{
    Call *c = call_begin("moments", T_VOID);
    int m = arg_out(c, "mean", T_F64, 1), v = arg_out(c, "variance", T_F64, 1);
    arg_in(c, "x", T_F32, x, n);
    arg_size(c, "n", n);
    call_student(c);
    expect_f64(c, m, &mean, close, rule);
    // Whoever goes over x once has the variance a little less exactly.
    close.relative = fmax(close.relative, 1e-6);
    expect_f64(c, v, &variance, close, rule);
}

START_TEST(moments_by_hand)
{
    const float x[4] = {1, 2, 3, 6};
    check_moments(x, 4, 3.0, 3.5, IN_DOUBLE,
                  "mean 12 / 4, variance (4 + 1 + 0 + 9) / 4.");
    check_moments(x + 3, 1, 6.0, 0.0, IN_DOUBLE,
                  "One number: variance 0, not 0 / 0.");
    check_moments(x, 0, 0.0, 0.0, IN_DOUBLE, "No numbers: 0 and 0, not 0 / 0.");
}
END_TEST

START_TEST(moments_agree_with_the_formula)
{
    const size_t sizes[] = {1, 2, 7, 64, 333};
    for (size_t k = 0; k < 5; k++) {
        Rng rng = test_rng(80 + k);
        size_t n = sizes[k];
        float *x = random_f32(&rng, n, -3.0f, 5.0f);
        double mean = 0.0, variance = 0.0;
        for (size_t i = 0; i < n; i++)
            mean += (double)x[i] / (double)n;
        for (size_t i = 0; i < n; i++)
            variance += pow((double)x[i] - mean, 2.0) / (double)n;
        check_moments(x, n, mean, variance, (Tolerance){1e-5, 1e-5},
                      "The mean, and the mean square distance from it.");
    }
}
END_TEST

START_TEST(moments_keep_digits_beside_a_large_mean)
{
    float x[1000];
    for (int i = 0; i < 1000; i++)
        x[i] = 1e7f + (float)(i % 2);
    check_moments(x, 1000, 1e7 + 0.5, 0.25, IN_DOUBLE,
                  "A variance of 0.25 beside a mean of 1e7: squares of 1e14 "
                  "have no digits left for it.");
}
END_TEST

START_TEST(moments_sum_in_double)
{
    enum { N = 20000 };
    float *x = repeated_f32(N, 0.1f);
    double mean = (double)0.1f;
    check_moments(x, N, mean, 0.0, IN_DOUBLE,
                  "Of many equal numbers the mean, summed in double, is that "
                  "number, and the variance 0.");
}
END_TEST

void alpha_tasks(Suite *suite)
{
    TCase *t = task(suite, "alpha-dropout-forward");
    tcase_add_test(t, alpha_by_hand);
    tcase_add_loop_test(t, alpha_draws_the_exact_mask, 0, 4);
    tcase_add_test(t, alpha_refuses_what_is_no_probability);
    tcase_add_test(t, alpha_works_in_place);
    tcase_add_test(t, alpha_keeps_mean_and_variance);
    t = task(suite, "alpha-dropout-backward");
    tcase_add_test(t, alpha_backward_by_hand);
    tcase_add_test(t, alpha_backward_uses_the_mask_it_is_given);
    tcase_add_test(t, alpha_backward_agrees_with_central_differences);
    t = task(suite, "moments");
    tcase_add_test(t, moments_by_hand);
    tcase_add_test(t, moments_agree_with_the_formula);
    tcase_add_test(t, moments_keep_digits_beside_a_large_mean);
    tcase_add_test(t, moments_sum_in_double);
}
