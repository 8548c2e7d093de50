// Suite of chapter 3, second part: the penalties and their gradients.
#include "structs.h"
#include "suite.h"

void penalty_tasks(Suite *suite);

static Call *penalty_call(const float *w, size_t n)
{
    Call *c = call_begin("l2_penalty", T_F64);
    arg_in(c, "w", T_F32, w, n);
    arg_size(c, "n", n);
    return c;
}

START_TEST(penalty_by_hand)
{
    const float w[3] = {3, 0, -4};
    Call *c = penalty_call(w, 3);
    call_student(c);
    expect_number(c, 12.5, CLOSE, "(9 + 0 + 16) / 2: half the squares.");
    c = penalty_call(w, 1);
    call_student(c);
    expect_number(c, 4.5, CLOSE, "Half the square, not divided by n.");
    c = penalty_call(NULL, 0);
    call_student(c);
    expect_number(c, 0.0, EXACT, "No weights: 0.");
}
END_TEST

START_TEST(penalty_agrees_with_the_formula)
{
    const size_t sizes[] = {1, 2, 7, 200, 1001, 0};
    for (size_t k = 0; k < 6; k++) {
        Rng rng = test_rng(40 + k);
        float *w = normal_f32(&rng, sizes[k]);
        double sum = 0.0;
        for (size_t i = 0; i < sizes[k]; i++)
            sum += 0.5 * (double)w[i] * (double)w[i];
        Call *c = penalty_call(w, sizes[k]);
        call_both(c);
        expect_number(c, sum, (Tolerance){0.0, 1e-9},
                      "sum w^2 / 2, summed in double.");
        expect_same(c, (Tolerance){0.0, 1e-9}, "sum w^2 / 2.");
    }
}
END_TEST

static Call *add_call(const char *function, const float *g, const float *w,
                      size_t n, float lambda, int *array)
{
    Call *c = call_begin(function, T_VOID);
    *array = arg_inout(c, "g", T_F32, g, n);
    arg_in(c, "w", T_F32, w, n);
    arg_size(c, "n", n);
    arg_f32(c, "lambda", lambda);
    return c;
}

static const char *const ADDERS[] = {"l2_gradient", "l1_gradient"};

START_TEST(gradient_is_added_by_hand)
{
    const float w[5] = {2, -3, 0, -0.0f, 0.5f}, g[5] = {1, 1, 1, -1, 0};
    const float want[2][5] = {{7, -8, 1, -1, 1.5f}, {4, -2, 1, -1, 3}};
    int sum;
    Call *c = add_call(ADDERS[_i], g, w, 5, 3.0f, &sum);
    call_student(c);
    expect_f32(c, sum, want[_i], CLOSE,
               _i == 0 ? "g += lambda w: added to what g holds."
                       : "g += lambda sign(w), and sign(0) is 0.");
    c = add_call(ADDERS[_i], g, w, 5, 0.0f, &sum);
    call_student(c);
    expect_f32(c, sum, g, EXACT, "lambda = 0 adds nothing.");
}
END_TEST

START_TEST(gradient_is_added_at_any_size)
{
    const size_t sizes[] = {1, 7, 200, 333, 0};
    const float lambdas[] = {0.01f, 3.0f, 30.0f, 0.5f, 3.0f};
    for (size_t k = 0; k < 5; k++) {
        Rng rng = test_rng(50 + k);
        float *w = normal_f32(&rng, sizes[k]), *g = normal_f32(&rng, sizes[k]);
        float *want = normal_f32(&rng, sizes[k]);
        for (size_t i = 0; i < sizes[k]; i++) {
            double slope = _i == 0 ? (double)w[i] : w[i] > 0.0f ? 1.0 : -1.0;
            want[i] = (float)((double)g[i] + (double)lambdas[k] * slope);
        }
        int sum;
        Call *c = add_call(ADDERS[_i], g, w, sizes[k], lambdas[k], &sum);
        call_both(c);
        expect_f32(c, sum, want, CLOSE, "lambda times the penalty's slope.");
        expect_same(c, CLOSE, "lambda times the penalty's slope.");
    }
}
END_TEST

static double penalty_loss(void *context)
{
    const float *w = context;
    double l2 = 0.0;
    for (size_t i = 0; i < 5; i++)
        l2 += (double)w[i] * (double)w[i] / 2.0;
    return 3.0 * l2;
}

START_TEST(l2_agrees_with_central_differences)
{
    Rng rng = test_rng(60);
    float *w = normal_f32(&rng, 5);
    float *want = central_differences(penalty_loss, w, w, 5, 0.1f);
    int sum;
    Call *c = add_call("l2_gradient", repeated_f32(5, 0.0f), w, 5, 3.0f, &sum);
    call_student(c);
    expect_f32(c, sum, want, (Tolerance){1e-5, 1e-5},
               "The slope of 3 sum w^2 / 2 is 3 w.");
}
END_TEST

void penalty_tasks(Suite *suite)
{
    TCase *t = task(suite, "l2-penalty");
    tcase_add_test(t, penalty_by_hand);
    tcase_add_test(t, penalty_agrees_with_the_formula);
    t = task(suite, "l2-gradient");
    tcase_add_loop_test(t, gradient_is_added_by_hand, 0, 1);
    tcase_add_loop_test(t, gradient_is_added_at_any_size, 0, 1);
    tcase_add_test(t, l2_agrees_with_central_differences);
    t = task(suite, "l1-gradient");
    tcase_add_loop_test(t, gradient_is_added_by_hand, 1, 2);
    tcase_add_loop_test(t, gradient_is_added_at_any_size, 1, 2);
}
