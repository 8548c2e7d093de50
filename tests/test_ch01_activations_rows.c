// Suite of chapter 1, second part: softmax over rows, and the chain rule at an
// activation.
#include "structs.h"
#include "suite.h"

#include <float.h>
#include <math.h>
#include <string.h>

void row_tasks(Suite *suite);

static Call *softmax_call(const float *x, size_t rows, size_t cols, int *y)
{
    Call *c = call_begin("softmax_rows", T_VOID);
    *y = arg_out(c, "y", T_F32, rows * cols);
    arg_in(c, "x", T_F32, x, rows * cols);
    arg_size(c, "rows", rows);
    arg_size(c, "cols", cols);
    return c;
}

// In double, where e^x of our inputs, up to 30, needs no maximum.
static float *softmax_reference(const float *x, size_t rows, size_t cols)
{
    float *y = repeated_f32(rows * cols, 0.0f);
    for (size_t r = 0; r < rows; r++) {
        double sum = 0.0;
        for (size_t i = r * cols; i < (r + 1) * cols; i++)
            sum += exp((double)x[i]);
        for (size_t i = r * cols; i < (r + 1) * cols; i++)
            y[i] = (float)(exp((double)x[i]) / sum);
    }
    return y;
}

START_TEST(softmax_by_hand)
{
    // e^log(k) is k: a row with log 1, log 2, log 5 has shares 1/8, 2/8, 5/8.
    const float x[] = {0,     0.6931472f, 1.6094379f, -3,    -3, -3,
                       10.0f, 10.0f,      -100.0f,    -7.5f, 0,  100.0f};
    const float want[] = {0.125f, 0.25f, 0.625f, 1 / 3.f, 1 / 3.f, 1 / 3.f,
                          0.5f,   0.5f,  0,      0,       0,       1};
    int y;
    Call *c = softmax_call(x, 4, 3, &y);
    call_student(c);
    expect_f32(c, y, want, CLOSE, "y is e^x over the sum of e^x of its row.");
}
END_TEST

START_TEST(softmax_of_any_shape)
{
    static const size_t shapes[][2] = {{1, 1},  {1, 10}, {7, 3}, {64, 10},
                                       {5, 1},  {0, 4},  {0, 0}, {3, 5},
                                       {2, 33}, {1, 999}};
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
        size_t rows = shapes[k][0], cols = shapes[k][1];
        Rng rng = test_rng(200 + k);
        float *x = random_f32(&rng, rows * cols, -8.0f, 8.0f);
        int y;
        Call *c = softmax_call(x, rows, cols, &y);
        call_both(c);
        expect_f32(c, y, softmax_reference(x, rows, cols), CLOSE,
                   "Every row is a softmax of its own.");
        expect_same(c, CLOSE, "Every row is a softmax of its own.");
    }
}
END_TEST

START_TEST(softmax_rows_sum_to_one)
{
    enum { ROWS = 50, COLS = 37 };
    Rng rng = test_rng(220);
    float *x = random_f32(&rng, ROWS * COLS, -30.0f, 30.0f);
    int y;
    Call *c = softmax_call(x, ROWS, COLS, &y);
    call_student(c);
    const float *got = student_array(c, y);
    for (size_t r = 0; r < ROWS; r++) {
        double sum = 0.0;
        for (size_t k = 0; k < COLS; k++) {
            double p = (double)got[r * COLS + k];
            expect_that(c, p >= 0.0 && p <= 1.0 + 1e-6,
                        "Every entry is a share, from 0 to 1.",
                        "y[%zu] is %.9g", r * COLS + k, p);
            sum += p;
        }
        expect_that(c, fabs(sum - 1.0) < 1e-5, "Each row must sum to 1.",
                    "row %zu sums to %.9g", r, sum);
    }
    // Else a row of equal shares would do.
    expect_f32(c, y, softmax_reference(x, ROWS, COLS), CLOSE,
               "y is e^x over the sum of e^x of its row.");
}
END_TEST

// Multiples of 1/8, so that adding the shift is exact in float.
START_TEST(softmax_does_not_see_a_shift)
{
    enum { ROWS = 5, COLS = 7, N = ROWS * COLS };
    static const float shift[ROWS] = {0, 100, -200, 1e4f, -1e4f};
    Rng rng = test_rng(230);
    float x[N], shifted[N];
    for (size_t i = 0; i < N; i++) {
        x[i] = (float)rng_below(&rng, 64) / 8.0f - 4.0f;
        shifted[i] = x[i] + shift[i / COLS];
    }
    int y;
    Call *c = softmax_call(shifted, ROWS, COLS, &y);
    call_student(c);
    expect_f32(c, y, softmax_reference(x, ROWS, COLS), CLOSE,
               "A number added to a whole row changes nothing: subtract the "
               "row's maximum, or e^x overflows.");
}
END_TEST

START_TEST(softmax_of_extreme_rows)
{
    const float x[] = {1e4f,    -1e4f,    0,       -1e4f,    -1e4f,    -1e4f,
                       FLT_MAX, -FLT_MAX, FLT_MAX, -FLT_MAX, -FLT_MAX, 1e30f,
                       0,       NAN,      1,       1,        1,        89};
    const float want[] = {1, 0, 0, 1 / 3.f, 1 / 3.f, 1 / 3.f, 0.5f, 0, 0.5f,
                          0, 0, 1, NAN,     NAN,     NAN,     0,    0, 1};
    int y;
    Call *c = softmax_call(x, 6, 3, &y);
    call_student(c);
    expect_f32(c, y, want, CLOSE,
               "Rows of any size hold, each with its own maximum; a NaN makes "
               "all of its row NaN.");
}
END_TEST

// activation_backward and the slopes it multiplies by, in double.
static const Activation KINDS[] = {ACT_IDENTITY, ACT_RELU, ACT_SIGMOID,
                                   ACT_TANH, ACT_LEAKY_RELU};
enum { N_KINDS = sizeof KINDS / sizeof *KINDS };
// Slopes that are CLOSE, times |dy|, which for normal numbers from 2^24 draws
// stays below 6. Measured: where tanh is 2 s(2x) - 1 dx is off by up to 1.5e-6.
#define TIMES_DY ((Tolerance){6e-6, 1e-5})

static double slope_at(Activation kind, double x)
{
    double e;
    switch (kind) {
    case ACT_RELU:
        return x > 0.0 ? 1.0 : 0.0;
    case ACT_SIGMOID:
        e = exp(-fabs(x));
        return e / ((1.0 + e) * (1.0 + e));
    case ACT_TANH:
        return 1.0 - tanh(x) * tanh(x);
    case ACT_LEAKY_RELU:
        return x > 0.0 ? 1.0 : 0.01;
    default:
        return 1.0;
    }
}

static const char *show_activation(const void *value)
{
    int kind;
    memcpy(&kind, value, sizeof kind);
    return words("activation=%s", activation_name((Activation)kind));
}

static void arg_activation(Call *c, Activation kind)
{
    arg_int(c, "activation", (int)kind);
    arg_show(c, show_activation);
}

static float *backward_reference(Activation kind, const float *dy,
                                 const float *x, size_t n)
{
    float *dx = repeated_f32(n, 0.0f);
    for (size_t i = 0; i < n; i++)
        dx[i] = (float)((double)dy[i] * slope_at(kind, (double)x[i]));
    return dx;
}

// dx is an array of its own, or, in place, dy itself.
static Call *backward_call(Activation kind, const float *dy, const float *x,
                           size_t n, bool in_place, int *dx)
{
    Call *c = call_begin("activation_backward", T_VOID);
    arg_activation(c, kind);
    if (in_place) {
        *dx = arg_inout(c, "dx = dy", T_F32, dy, n);
        arg_array(c, "dy", *dx);
    } else {
        *dx = arg_out(c, "dx", T_F32, n);
        arg_in(c, "dy", T_F32, dy, n);
    }
    arg_in(c, "x", T_F32, x, n);
    arg_size(c, "n", n);
    return c;
}

START_TEST(backward_by_hand)
{
    const float x[] = {-1, 0, 0.5f, 2}, dy[] = {10, -20, 30, -40};
    const float want[N_KINDS][4] = {
        {10, -20, 30, -40},
        {0, 0, 30, -40},
        {1.966119f, -5, 7.050112f, -4.199743f},
        {4.199743f, -20, 23.593432f, -2.826033f},
        {0.1f, -0.2f, 30, -40},
    };
    int dx;
    Call *c = backward_call(KINDS[_i], dy, x, 4, false, &dx);
    call_student(c);
    expect_f32(c, dx, want[_i], CLOSE,
               "dx is dy times the slope of the activation at x.");
}
END_TEST

START_TEST(backward_of_any_size)
{
    static const size_t sizes[] = {1, 0, 7, 256, 257, 1023, 2000};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        size_t n = sizes[k];
        Rng rng = test_rng(300 + 10 * (uint64_t)_i + k);
        float *x = random_f32(&rng, n, -5.0f, 5.0f), *dy = normal_f32(&rng, n);
        int dx;
        Call *c = backward_call(KINDS[_i], dy, x, n, false, &dx);
        call_both(c);
        expect_f32(c, dx, backward_reference(KINDS[_i], dy, x, n), TIMES_DY,
                   "dx is dy times the slope, for every element.");
        expect_same(c, TIMES_DY, "The solution's dx.");
    }
}
END_TEST

START_TEST(backward_in_place)
{
    for (size_t n = 1; n < 1200; n = 3 * n + 2) {
        Rng rng = test_rng(400 + 10 * (uint64_t)_i);
        float *x = random_f32(&rng, n, -3.0f, 3.0f);
        float *dy = random_f32(&rng, n, 1.0f, 2.0f);
        x[0] = -1.0f; // the slope is not 1 here, so dy alone is wrong
        float *want = backward_reference(KINDS[_i], dy, x, n);
        int dx;
        Call *c = backward_call(KINDS[_i], dy, x, n, true, &dx);
        call_student(c);
        expect_f32(c, dx, want, TIMES_DY,
                   "dx may be dy: don't overwrite dy before it is used.");
    }
}
END_TEST

enum { N_POINTS = 12 };

static const float *activation_output(void *context, const float *x)
{
    const Activation *kind = context;
    Call *c = call_begin("activation_forward", T_VOID);
    arg_activation(c, *kind);
    int y = arg_out(c, "y", T_F32, N_POINTS);
    arg_in(c, "x", T_F32, x, N_POINTS);
    arg_size(c, "n", N_POINTS);
    call_solution(c);
    return solution_array(c, y);
}

// The loss is the sum of dy * y. With a step of 0.01 both the cut-off terms and
// the rounding of a float stay below 1e-4 for |dy| up to 2; x keeps away from
// the kink at 0.
START_TEST(backward_agrees_with_central_differences)
{
    Rng rng = test_rng(500 + (uint64_t)_i);
    float *dy = random_f32(&rng, N_POINTS, -2.0f, 2.0f);
    float *x = random_f32(&rng, N_POINTS, 0.05f, 3.0f);
    for (size_t i = 0; i < N_POINTS; i += 2)
        x[i] = -x[i];
    Activation kind = KINDS[_i];
    float *want = element_slopes(activation_output, &kind, x, N_POINTS, 0.01f);
    for (size_t i = 0; i < N_POINTS; i++)
        want[i] *= dy[i];
    int dx;
    Call *c = backward_call(kind, dy, x, N_POINTS, false, &dx);
    call_student(c);
    expect_f32(c, dx, want, (Tolerance){2e-4, 2e-4},
               "dx must be the slope of the loss in x.");
}
END_TEST

void row_tasks(Suite *suite)
{
    TCase *t = task(suite, "softmax-rows");
    tcase_add_test(t, softmax_by_hand);
    tcase_add_test(t, softmax_of_any_shape);
    tcase_add_test(t, softmax_rows_sum_to_one);
    tcase_add_test(t, softmax_does_not_see_a_shift);
    tcase_add_test(t, softmax_of_extreme_rows);
    t = task(suite, "activation-backward");
    tcase_add_loop_test(t, backward_by_hand, 0, N_KINDS);
    tcase_add_loop_test(t, backward_of_any_size, 0, N_KINDS);
    tcase_add_loop_test(t, backward_in_place, 1, N_KINDS); // not identity
    tcase_add_loop_test(t, backward_agrees_with_central_differences, 0,
                        N_KINDS);
}
