// Suite of chapter 3: the linear model and its loss. Penalties, steps and
// training are tested in tests/test_ch03_l2_*.c.
#include "structs.h"
#include "suite.h"

#include <math.h>

void penalty_tasks(Suite *suite); // in the other files
void step_tasks(Suite *suite);
void train_tasks(Suite *suite);

static const size_t SIZES[][2] = {{1, 1},  {1, 7}, {7, 1}, {10, 200},
                                  {33, 5}, {3, 0}, {0, 3}};
enum { N_SIZES = sizeof SIZES / sizeof *SIZES };

// Sums of many products in float, in any order.
#define SUMMED ((Tolerance){1e-4, 1e-4})

static Call *predict_call(const float *x, const float *w, size_t batch,
                          size_t n, int *y)
{
    Call *c = call_begin("linear_predict", T_VOID);
    *y = arg_out(c, "y", T_F32, batch);
    arg_in(c, "x", T_F32, x, batch * n);
    arg_in(c, "w", T_F32, w, n);
    arg_size(c, "batch", batch);
    arg_size(c, "n", n);
    return c;
}

START_TEST(predict_by_hand)
{
    const float x[6] = {1, 2, 3, 4, 5, 6}, w[3] = {1, -1, 2}, want[2] = {5, 11};
    int y;
    Call *c = predict_call(x, w, 2, 3, &y);
    call_student(c);
    expect_f32(c, y, want, CLOSE,
               "Row i predicts x[i][0] w[0] + x[i][1] w[1] + ...");
    const float zeros[3] = {0};
    c = predict_call(NULL, NULL, 3, 0, &y);
    call_student(c);
    expect_f32(c, y, zeros, EXACT, "Without features the sum is 0.");
}
END_TEST

START_TEST(predict_agrees_with_the_formula)
{
    for (size_t k = 0; k < N_SIZES; k++) {
        size_t batch = SIZES[k][0], n = SIZES[k][1];
        Rng rng = test_rng(k);
        float *x = normal_f32(&rng, batch * n), *w = normal_f32(&rng, n);
        float *want = normal_f32(&rng, batch);
        for (size_t i = 0; i < batch; i++) {
            double sum = 0.0;
            for (size_t j = 0; j < n; j++)
                sum += (double)x[i * n + j] * (double)w[j];
            want[i] = (float)sum;
        }
        int y;
        Call *c = predict_call(x, w, batch, n, &y);
        call_both(c);
        expect_f32(c, y, want, SUMMED, "y = x w, without a bias.");
        expect_same(c, SUMMED, "y = x w, without a bias.");
    }
}
END_TEST

static Call *loss_call(const float *prediction, const float *target,
                       size_t batch)
{
    Call *c = call_begin("squared_loss", T_F64);
    arg_in(c, "prediction", T_F32, prediction, batch);
    arg_in(c, "target", T_F32, target, batch);
    arg_size(c, "batch", batch);
    return c;
}

START_TEST(loss_by_hand)
{
    const float prediction[4] = {1, 2, 3, 4}, target[4] = {2, 2, 1, 7};
    Call *c = loss_call(prediction, target, 4);
    call_student(c);
    expect_number(c, 3.5, CLOSE,
                  "Errors of -1, 0, 2, -3 give (1 + 0 + 4 + 9) / 4: a mean, "
                  "not halved.");
    c = loss_call(prediction, target, 1);
    call_student(c);
    expect_number(c, 1.0, CLOSE, "One error of -1 gives a loss of 1.");
    c = loss_call(NULL, NULL, 0);
    call_student(c);
    expect_number(c, 0.0, EXACT, "No samples: 0, not 0 / 0.");
}
END_TEST

START_TEST(loss_agrees_with_the_formula)
{
    const size_t batches[] = {1, 2, 9, 100};
    for (size_t k = 0; k < 4; k++) {
        Rng rng = test_rng(10 + k);
        float *p = normal_f32(&rng, batches[k]);
        float *t = normal_f32(&rng, batches[k]);
        double sum = 0.0;
        for (size_t i = 0; i < batches[k]; i++)
            sum += pow((double)p[i] - (double)t[i], 2.0);
        Call *c = loss_call(p, t, batches[k]);
        call_both(c);
        expect_number(c, sum / (double)batches[k], CLOSE,
                      "The mean of the squared errors.");
        expect_same(c, CLOSE, "The mean of the squared errors.");
    }
}
END_TEST

START_TEST(loss_is_summed_in_double)
{
    enum { N = 3000 };
    float *p = repeated_f32(N, 0.001f), *zero = repeated_f32(N, 0.0f);
    p[0] = 1000.0f;
    Call *c = loss_call(p, zero, N);
    call_student(c);
    double small = (double)0.001f;
    expect_number(c, (1e6 + (N - 1) * small * small) / N,
                  (Tolerance){0.0, 1e-11},
                  "Sum in double: in float the small errors beside a large one "
                  "are lost.");
}
END_TEST

static Call *gradient_call(const float *x, const float *prediction,
                           const float *target, size_t batch, size_t n, int *dw)
{
    Call *c = call_begin("squared_loss_gradient", T_VOID);
    *dw = arg_out(c, "dw", T_F32, n);
    arg_in(c, "x", T_F32, x, batch * n);
    arg_in(c, "prediction", T_F32, prediction, batch);
    arg_in(c, "target", T_F32, target, batch);
    arg_size(c, "batch", batch);
    arg_size(c, "n", n);
    return c;
}

START_TEST(gradient_by_hand)
{
    const float x[4] = {1, 2, 3, -1}, prediction[2] = {3, 1};
    const float target[2] = {1, 2}, want[2] = {-1, 5}, zeros[2] = {0};
    int dw;
    Call *c = gradient_call(x, prediction, target, 2, 2, &dw);
    call_student(c);
    expect_f32(c, dw, want, CLOSE,
               "Errors 2 and -1: dw = 2 / 2 * (2 * row 0 - 1 * row 1).");
    c = gradient_call(NULL, NULL, NULL, 0, 2, &dw);
    call_student(c);
    expect_f32(c, dw, zeros, EXACT, "An empty batch has gradient 0.");
}
END_TEST

START_TEST(gradient_agrees_with_the_formula)
{
    for (size_t k = 0; k < N_SIZES; k++) {
        size_t batch = SIZES[k][0], n = SIZES[k][1];
        Rng rng = test_rng(20 + k);
        float *x = normal_f32(&rng, batch * n), *p = normal_f32(&rng, batch);
        float *t = normal_f32(&rng, batch), *want = normal_f32(&rng, n);
        for (size_t j = 0; j < n; j++) {
            double sum = 0.0;
            for (size_t i = 0; i < batch; i++)
                sum += ((double)p[i] - (double)t[i]) * (double)x[i * n + j];
            want[j] = (float)(2.0 * sum / fmax((double)batch, 1.0));
        }
        int dw;
        Call *c = gradient_call(x, p, t, batch, n, &dw);
        call_both(c);
        expect_f32(c, dw, want, SUMMED, "dw = 2 / batch x^T (y - target).");
        expect_same(c, SUMMED, "dw = 2 / batch x^T (y - target).");
    }
}
END_TEST

enum { ROWS = 4, FEATURES = 3 };

typedef struct Fit {
    const float *x, *target;
    float *w;
} Fit;

static const float *fit_prediction(const Fit *f)
{
    int y;
    Call *c = predict_call(f->x, f->w, ROWS, FEATURES, &y);
    call_solution(c);
    return solution_array(c, y);
}

static double fit_loss(void *context)
{
    const Fit *f = context;
    const float *y = fit_prediction(f);
    double loss = 0.0;
    for (size_t i = 0; i < ROWS; i++)
        loss += pow((double)y[i] - (double)f->target[i], 2.0) / ROWS;
    return loss;
}

START_TEST(gradient_agrees_with_central_differences)
{
    Rng rng = test_rng(30);
    Fit f = {.x = normal_f32(&rng, ROWS * FEATURES),
             .target = normal_f32(&rng, ROWS),
             .w = normal_f32(&rng, FEATURES)};
    const float *y = fit_prediction(&f);
    float *want = central_differences(fit_loss, &f, f.w, FEATURES, 0.1f);
    int dw;
    Call *c = gradient_call(f.x, y, f.target, ROWS, FEATURES, &dw);
    call_student(c);
    expect_f32(c, dw, want, (Tolerance){1e-4, 1e-4},
               "dw must be the slope of the loss in each weight.");
}
END_TEST

void suite_tasks(Suite *suite)
{
    TCase *t = task(suite, "linear-predict");
    tcase_add_test(t, predict_by_hand);
    tcase_add_test(t, predict_agrees_with_the_formula);
    t = task(suite, "squared-loss");
    tcase_add_test(t, loss_by_hand);
    tcase_add_test(t, loss_agrees_with_the_formula);
    tcase_add_test(t, loss_is_summed_in_double);
    t = task(suite, "squared-loss-gradient");
    tcase_add_test(t, gradient_by_hand);
    tcase_add_test(t, gradient_agrees_with_the_formula);
    tcase_add_test(t, gradient_agrees_with_central_differences);
    penalty_tasks(suite);
    step_tasks(suite);
    train_tasks(suite);
}
