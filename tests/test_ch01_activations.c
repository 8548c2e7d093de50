// Suite of chapter 1: the functions that go element by element, and their
// derivatives. Each is one row of FUNCTIONS and passes the same five tests.
// Softmax and the chain rule are in tests/test_ch01_activations_rows.c.
#include "suite.h"

#include <float.h>
#include <math.h>

void row_tasks(Suite *suite); // in the other file

enum { N_HAND = 7 };
static const float HAND_X[N_HAND] = {-2, -1, -0.5f, 0, 0.5f, 1, 2};

typedef struct Function {
    const char *task, *name;
    // The same in double, by formulas that hold everywhere.
    double (*reference)(double x, double slope);
    // For a derivative: the function that it is the slope of.
    double (*integral)(double x, double slope);
    float slope;           // the argument of leaky ReLU; negative: takes none
    bool exact;            // nothing is rounded in it
    float by_hand[N_HAND]; // at HAND_X
    const char *rule;
} Function;

static double relu(double x, double slope)
{
    (void)slope;
    return x < 0.0 ? 0.0 : x;
}

static double relu_slope(double x, double slope)
{
    (void)slope;
    return isnan(x) ? x : (double)(x > 0.0);
}

static double sigmoid(double x, double slope)
{
    (void)slope;
    double e = exp(-fabs(x));
    return x >= 0.0 ? 1.0 / (1.0 + e) : e / (1.0 + e);
}

static double sigmoid_slope(double x, double slope)
{
    (void)slope;
    double e = exp(-fabs(x));
    return e / ((1.0 + e) * (1.0 + e));
}

static double hyperbolic(double x, double slope)
{
    (void)slope;
    return tanh(x);
}

static double hyperbolic_slope(double x, double slope)
{
    return 4.0 * sigmoid_slope(2.0 * x, slope);
}

static double leaky(double x, double slope)
{
    return x > 0.0 ? x : slope * x;
}

static double leaky_slope(double x, double slope)
{
    return isnan(x) ? x : x > 0.0 ? 1.0 : slope;
}

static const Function FUNCTIONS[] = {
    {"relu-forward",
     "relu_forward",
     relu,
     NULL,
     -1,
     true,
     {0, 0, 0, 0, 0.5f, 1, 2},
     "ReLU is x where x > 0 and 0 where x < 0; NaN stays NaN."},
    {"relu-derivative",
     "relu_derivative",
     relu_slope,
     relu,
     -1,
     true,
     {0, 0, 0, 0, 1, 1, 1},
     "The slope is 1 where x > 0, else 0, also at 0; NaN where x is NaN."},
    {"sigmoid-forward",
     "sigmoid_forward",
     sigmoid,
     NULL,
     -1,
     false,
     {0.1192029f, 0.2689414f, 0.3775407f, 0.5f, 0.6224593f, 0.7310586f,
      0.8807971f},
     "The sigmoid is 1 / (1 + e^-x), from 0 to 1, NaN at NaN alone."},
    {"sigmoid-derivative",
     "sigmoid_derivative",
     sigmoid_slope,
     sigmoid,
     -1,
     false,
     {0.1049936f, 0.1966119f, 0.2350037f, 0.25f, 0.2350037f, 0.1966119f,
      0.1049936f},
     "The slope is s (1 - s) with s the sigmoid of x, NaN at NaN alone."},
    {"tanh-forward",
     "tanh_forward",
     hyperbolic,
     NULL,
     -1,
     false,
     {-0.9640276f, -0.7615942f, -0.4621172f, 0, 0.4621172f, 0.7615942f,
      0.9640276f},
     "tanh goes from -1 to 1; infinity over infinity must not appear."},
    {"tanh-derivative",
     "tanh_derivative",
     hyperbolic_slope,
     hyperbolic,
     -1,
     false,
     {0.0706508f, 0.4199743f, 0.7864477f, 1, 0.7864477f, 0.4199743f,
      0.0706508f},
     "The slope is 1 - y^2 with y = tanh(x), NaN at NaN alone."},
    {"leaky-relu-forward",
     "leaky_relu_forward",
     leaky,
     NULL,
     0.25f,
     false,
     {-0.5f, -0.25f, -0.125f, 0, 0.5f, 1, 2},
     "Leaky ReLU is x where x > 0, else the given slope times x."},
    {"leaky-relu-derivative",
     "leaky_relu_derivative",
     leaky_slope,
     leaky,
     0.25f,
     true,
     {0.25f, 0.25f, 0.25f, 0.25f, 1, 1, 1},
     "It is 1 where x > 0, else the given slope, also at 0; NaN at NaN."},
};
enum { N_FUNCTIONS = sizeof FUNCTIONS / sizeof *FUNCTIONS };

static Tolerance tolerance(const Function *f)
{
    return f->exact ? EXACT : CLOSE;
}

// A call and the numbers of its arrays.
typedef struct Values {
    Call *call;
    int y, x;
} Values;

static Values function_call(const Function *f, const float *x, size_t n,
                            float slope)
{
    Values v = {.call = call_begin(f->name, T_VOID)};
    v.y = arg_out(v.call, f->integral ? "d" : "y", T_F32, n);
    v.x = arg_in(v.call, "x", T_F32, x, n);
    arg_size(v.call, "n", n);
    if (f->slope >= 0.0f)
        arg_f32(v.call, "slope", slope);
    return v;
}

// Compares the student's values with the reference at x[n].
static void expect_reference(const Function *f, const Values *v, const float *x,
                             size_t n, float slope)
{
    float *want = repeated_f32(n, 0.0f);
    for (size_t i = 0; i < n; i++)
        want[i] = (float)f->reference((double)x[i], (double)slope);
    expect_f32(v->call, v->y, want, tolerance(f), f->rule);
}

static Call *check_points(const Function *f, const float *x, size_t n,
                          float slope)
{
    Values v = function_call(f, x, n, slope);
    call_both(v.call);
    expect_reference(f, &v, x, n, slope);
    return v.call;
}

START_TEST(values_by_hand)
{
    const Function *f = &FUNCTIONS[_i];
    Values v = function_call(f, HAND_X, N_HAND, f->slope);
    call_student(v.call);
    expect_f32(v.call, v.y, f->by_hand, tolerance(f), f->rule);
}
END_TEST

// A thousand points over [-10, 10]. Our tolerance is the rounding of a few
// float operations, far below the 1e-4 that would do for drawing. Of these
// values a student sees a figure.
START_TEST(thousand_points)
{
    enum { N = 1000 };
    float x[N];
    for (int i = 0; i < N; i++)
        x[i] = (float)(-10.0 + 20.0 * i / (N - 1));
    Values v = function_call(&FUNCTIONS[_i], x, N, 0.01f);
    call_both(v.call);
    curve(v.call, v.x, v.y, "x");
    expect_reference(&FUNCTIONS[_i], &v, x, N, 0.01f);
}
END_TEST

// Where e^x or e^-x leaves the range of a float, and beyond.
START_TEST(far_outside)
{
    static const float x[] = {
        -15,    15,    -20,     20,     -44.5f,   44.5f,   -88.5f,  88.5f,
        -88.9f, 88.9f, -104,    104,    -1000,    1000,    -1e4f,   1e4f,
        -1e30f, 1e30f, -1e-30f, 1e-30f, -FLT_MAX, FLT_MAX, -1e-45f, 1e-45f};
    check_points(&FUNCTIONS[_i], x, sizeof x / sizeof *x, 0.01f);
}
END_TEST

START_TEST(nan_and_infinity)
{
    const float x[] = {1, NAN, -INFINITY, INFINITY, -NAN, -1};
    check_points(&FUNCTIONS[_i], x, sizeof x / sizeof *x, 0.5f);
}
END_TEST

START_TEST(any_size)
{
    static const size_t sizes[] = {1, 0, 2, 3, 17, 255, 1001};
    static const float slopes[] = {0.01f, 0.5f, 0.125f};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        Rng rng = test_rng(10 * (uint64_t)_i + k);
        float *x = random_f32(&rng, sizes[k], -6.0f, 6.0f);
        Call *c = check_points(&FUNCTIONS[_i], x, sizes[k], slopes[k % 3]);
        expect_same(c, tolerance(&FUNCTIONS[_i]), FUNCTIONS[_i].rule);
    }
}
END_TEST

// The slope against (f(x + h) - f(x - h)) / 2h in double, whose own error is
// below 1e-9 here; the points keep more than h away from the kink at 0.
START_TEST(slope_by_central_differences)
{
    enum { N = 200 };
    const Function *f = &FUNCTIONS[_i];
    const double h = 1e-5;
    float x[N], want[N];
    for (int i = 0; i < N; i++) {
        x[i] = (float)(-8.0 + 16.0 * (i + 0.5) / N);
        double up = f->integral((double)x[i] + h, 0.125);
        double down = f->integral((double)x[i] - h, 0.125);
        want[i] = (float)((up - down) / (2.0 * h));
    }
    Values v = function_call(f, x, N, 0.125f);
    call_student(v.call);
    expect_f32(v.call, v.y, want, CLOSE,
               "d must be the slope of the function at x.");
}
END_TEST

void suite_tasks(Suite *suite)
{
    for (int i = 0; i < N_FUNCTIONS; i++) {
        TCase *t = task(suite, FUNCTIONS[i].task);
        tcase_add_loop_test(t, values_by_hand, i, i + 1);
        tcase_add_loop_test(t, thousand_points, i, i + 1);
        tcase_add_loop_test(t, far_outside, i, i + 1);
        tcase_add_loop_test(t, nan_and_infinity, i, i + 1);
        tcase_add_loop_test(t, any_size, i, i + 1);
        if (FUNCTIONS[i].integral)
            tcase_add_loop_test(t, slope_by_central_differences, i, i + 1);
    }
    row_tasks(suite);
}
