// Suite of chapter 6, further part: SELU.
#include "test_ch06_variants.h"

#include "structs.h"
#include "suite.h"

#include <math.h>

static const double ALPHA = 1.6732632423543772, SCALE = 1.0507009873554805;

// A call and the numbers of its arrays.
typedef struct Values {
    Call *call;
    int out, x;
} Values;

static Values elements_call(const char *function, const char *out_name,
                            const float *x, size_t n)
{
    Values v = {.call = call_begin(function, T_VOID)};
    v.out = arg_out(v.call, out_name, T_F32, n);
    v.x = arg_in(v.call, "x", T_F32, x, n);
    arg_size(v.call, "n", n);
    return v;
}

static double selu(double x)
{
    return SCALE * (x > 0.0 ? x : ALPHA * expm1(x));
}

static double selu_slope(double x)
{
    return SCALE * (x > 0.0 ? 1.0 : ALPHA * exp(x));
}

// Compares what call_both brought with the formula in double; x is [n].
static void expect_formula(const Values *v, double (*formula)(double),
                           const float *x, size_t n, const char *rule)
{
    float *want = repeated_f32(n, 0.0f);
    for (size_t i = 0; i < n; i++)
        want[i] = (float)formula((double)x[i]);
    expect_f32(v->call, v->out, want, (Tolerance){1e-37, 1e-6}, rule);
    expect_same(v->call, (Tolerance){1e-37, 1e-6}, rule);
}

static void check_elements(const char *function, const char *out_name,
                           double (*formula)(double), const float *x, size_t n,
                           const char *rule)
{
    Values v = elements_call(function, out_name, x, n);
    call_both(v.call);
    expect_formula(&v, formula, x, n, rule);
}

static void check_formula(const char *function, const char *out_name,
                          double (*formula)(double))
{
    enum { N = 1001 };
    float x[N];
    for (int i = 0; i < N; i++)
        x[i] = 0.02f * (float)(i - 500);
    Values v = elements_call(function, out_name, x, N);
    call_both(v.call);
    curve(v.call, v.x, v.out, "x");
    expect_formula(&v, formula, x, N, "The formula, on [-10, 10].");
    Rng rng = test_rng(1);
    const size_t sizes[] = {1, 2, 7, 33};
    for (size_t k = 0; k < 4; k++)
        check_elements(function, out_name, formula, normal_f32(&rng, sizes[k]),
                       sizes[k], "The formula, for any n.");
}

// Ends that overflow and values next to 0 must not lose a digit.
static void check_ends(const char *function, const char *out_name,
                       double (*formula)(double))
{
    const float x[] = {0.0f,    -0.0f,  1e-6f, -1e-6f, -1e-4f,    -1e-3f,   89,
                       1e4f,    3e37f,  -89,   -1e4f,  -3e38f,    INFINITY, NAN,
                       -1e-30f, 1e-30f, -104,  -20,    -INFINITY, 0.5f};
    check_elements(function, out_name, formula, x, sizeof x / sizeof *x,
                   "For every float: no overflow, no NaN but for NaN, and all "
                   "digits close to 0.");
    call_student(elements_call(function, out_name, x, 0).call);
}

START_TEST(selu_by_hand)
{
    const float x[5] = {0, 1, 2, -100, -1};
    const float want[5] = {0, 1.050701f, 2.101402f, -1.758099f, -1.111331f};
    Values v = elements_call("selu_forward", "y", x, 5);
    call_student(v.call);
    expect_f32(v.call, v.out, want, (Tolerance){1e-5, 1e-6},
               "selu(1) is the scale, selu(-100) is -scale * alpha.");
}
END_TEST

START_TEST(selu_follows_the_formula)
{
    check_formula("selu_forward", "y", selu);
}
END_TEST

START_TEST(selu_holds_at_the_ends)
{
    check_ends("selu_forward", "y", selu);
}
END_TEST

START_TEST(selu_slope_by_hand)
{
    const float x[4] = {0, 1, 50, -1};
    const float want[4] = {1.758099f, 1.050701f, 1.050701f, 0.646769f};
    Values v = elements_call("selu_derivative", "d", x, 4);
    call_student(v.call);
    expect_f32(v.call, v.out, want, (Tolerance){1e-5, 1e-6},
               "The slope is scale for x > 0, scale alpha e^x else, also at "
               "0.");
}
END_TEST

START_TEST(selu_slope_follows_the_formula)
{
    check_formula("selu_derivative", "d", selu_slope);
}
END_TEST

START_TEST(selu_slope_holds_at_the_ends)
{
    check_ends("selu_derivative", "d", selu_slope);
}
END_TEST

enum { N_POINTS = 5 };

static const float *selu_output(void *context, const float *x)
{
    (void)context;
    Values v = elements_call("selu_forward", "y", x, N_POINTS);
    call_solution(v.call);
    return solution_array(v.call, v.out);
}

START_TEST(selu_slope_agrees_with_central_differences)
{
    float x[N_POINTS] = {-4.0f, -1.5f, -0.3f, 0.4f, 2.0f};
    float *want = element_slopes(selu_output, NULL, x, N_POINTS, 0.02f);
    Values v = elements_call("selu_derivative", "d", x, N_POINTS);
    call_student(v.call);
    expect_f32(v.call, v.out, want, (Tolerance){2e-4, 2e-4},
               "d must be the slope of selu_forward.");
}
END_TEST

void selu_tasks(Suite *suite)
{
    TCase *t = task(suite, "selu-forward");
    tcase_add_test(t, selu_by_hand);
    tcase_add_test(t, selu_follows_the_formula);
    tcase_add_test(t, selu_holds_at_the_ends);
    t = task(suite, "selu-derivative");
    tcase_add_test(t, selu_slope_by_hand);
    tcase_add_test(t, selu_slope_follows_the_formula);
    tcase_add_test(t, selu_slope_holds_at_the_ends);
    tcase_add_test(t, selu_slope_agrees_with_central_differences);
}
