// Suite of chapter 2: the step, the statistics of gradients, the zeros. The
// passes and the training are tested in tests/test_ch02_gradients_*.c.
#include "structs.h"
#include "suite.h"

#include "ch02_gradients.h"

#include <math.h>
#include <string.h>

void pass_tasks(Suite *suite); // in test_ch02_gradients_passes.c
void data_tasks(Suite *suite); // in test_ch02_gradients_data.c

static const char STATS_RULE[] =
    "stats[3 l], [3 l + 1], [3 l + 2] are layer l's count, sum of |g| and sum "
    "of g^2, over its weights and on top of what was there.";

static Call *step_call(const float *w, const float *g, size_t n, float lr,
                       int *after)
{
    Call *c = call_begin("sgd_step", T_VOID);
    *after = arg_inout(c, "w", T_F32, w, n);
    arg_in(c, "g", T_F32, g, n);
    arg_size(c, "n", n);
    arg_f32(c, "lr", lr);
    return c;
}

START_TEST(step_by_hand)
{
    const float w[4] = {1, -2, 0.5f, 0}, g[4] = {2, -4, 0, 1};
    const float want[4] = {0.5f, -1, 0.5f, -0.25f};
    int after;
    Call *c = step_call(w, g, 4, 0.25f, &after);
    call_student(c);
    expect_f32(c, after, want, EXACT, "Each weight becomes w - lr g.");
}
END_TEST

START_TEST(step_of_any_size)
{
    const size_t sizes[] = {7, 0, 1, 1001};
    for (size_t k = 0; k < 4; k++) {
        Rng rng = test_rng(200 + k);
        float *w = normal_f32(&rng, sizes[k]), *g = normal_f32(&rng, sizes[k]);
        float *want = normal_f32(&rng, sizes[k]);
        for (size_t i = 0; i < sizes[k]; i++)
            want[i] = (float)((double)w[i] - 0.3 * (double)g[i]);
        int after;
        Call *c = step_call(w, g, sizes[k], 0.3f, &after);
        call_both(c);
        expect_f32(c, after, want, CLOSE, "Each of the n weights is moved.");
        expect_same(c, CLOSE, "Each of the n weights is moved.");
    }
}
END_TEST

START_TEST(step_leaves_where_lr_or_gradient_is_zero)
{
    const float w[3] = {1, -2, 3}, g[3] = {4, 0, -1};
    const float want[3] = {-1, -2, 3.5f};
    int after;
    Call *c = step_call(w, g, 3, 0.5f, &after);
    call_student(c);
    expect_f32(c, after, want, EXACT, "A zero gradient moves nothing.");
    c = step_call(w, g, 3, 0.0f, &after);
    call_student(c);
    expect_f32(c, after, w, EXACT, "lr = 0 moves nothing.");
}
END_TEST

static Call *add_call(const double *stats, const Mlp *net, int *after)
{
    Call *c = call_begin("grad_stats_add", T_VOID);
    *after = arg_inout(c, "stats", T_F64, stats, 3 * net->n_layers);
    arg_mlp(c, "net", net);
    return c;
}

// 2-1-2: weights 2, bias 1, weights 2, biases 2.
static Mlp *small_net(const float grads[7])
{
    Rng rng = EXAMPLE_RNG;
    Mlp *net = test_mlp(&rng, (size_t[]){2, 1, 2}, 2, 1, ACT_RELU);
    memcpy(net->grads, grads, 7 * sizeof *grads);
    return net;
}

START_TEST(add_by_hand)
{
    Mlp *net = small_net((float[]){3, -4, 100, -1, 2, 50, -60});
    const double none[6] = {0}, once[6] = {2, 7, 25, 2, 3, 5};
    const double twice[6] = {4, 14, 50, 4, 6, 10};
    int after;
    Call *c = add_call(none, net, &after);
    call_student(c);
    expect_f64(c, after, once, EXACT, STATS_RULE);
    c = add_call(once, net, &after);
    call_student(c);
    expect_f64(c, after, twice, EXACT, STATS_RULE);
}
END_TEST

START_TEST(add_keeps_what_is_tiny_and_what_is_large)
{
    const float tiny = 1e-25f;
    const double t = (double)tiny;
    Mlp *net = small_net((float[]){tiny, 0, 0, 1, 1, 0, 0});
    const double before[6] = {0, 0, 0, 1e9, 1e9, 1e9};
    const double want[6] = {2, t, t * t, 1e9 + 2, 1e9 + 2, 1e9 + 2};
    int after;
    Call *c = add_call(before, net, &after);
    call_student(c);
    expect_f64(c, after, want, (Tolerance){0, 1e-12},
               "The sums are kept in double: in a float a tiny square "
               "vanishes, and a long sum stops growing.");
}
END_TEST

START_TEST(add_of_any_depth)
{
    const size_t widths[][6] = {{200, 30, 10}, {3, 2}, {4, 5, 1, 7, 3, 2}};
    const size_t n_layers[] = {2, 1, 5};
    for (size_t k = 0; k < 3; k++) {
        Rng rng = test_rng(220 + k);
        Mlp *net = test_mlp(&rng, widths[k], n_layers[k], 2, ACT_TANH);
        double want[15], before[15];
        for (size_t i = 0; i < net->n_params; i++)
            net->grads[i] = rng_normal(&rng);
        for (size_t l = 0; l < n_layers[k]; l++) {
            double *s = want + 3 * l;
            size_t n = widths[k][l] * widths[k][l + 1];
            for (size_t i = 0; i < 3; i++)
                s[i] = before[3 * l + i] = (double)rng_uniform(&rng);
            for (size_t i = 0; i < n; i++) {
                double g = (double)net->dw[l][i];
                s[0] += 1.0;
                s[1] += fabs(g);
                s[2] += g * g;
            }
        }
        int after;
        Call *c = add_call(before, net, &after);
        call_both(c);
        expect_f64(c, after, want, (Tolerance){1e-9, 1e-9}, STATS_RULE);
        expect_same(c, (Tolerance){1e-9, 1e-9},
                    "The network itself is left as it was.");
    }
}
END_TEST

static Call *finish_call(const double *stats, size_t n_layers, int *mean,
                         int *sd)
{
    Call *c = call_begin("grad_stats_finish", T_VOID);
    *mean = arg_out(c, "mean", T_F64, n_layers);
    *sd = arg_out(c, "sd", T_F64, n_layers);
    arg_in(c, "stats", T_F64, stats, 3 * n_layers);
    arg_size(c, "n_layers", n_layers);
    return c;
}

START_TEST(finish_by_hand)
{
    // |g| of 1 1 3 3, of one 2, and of nothing.
    const double stats[9] = {4, 8, 20, 1, 2, 4, 0, 0, 0};
    const double means[3] = {2, 2, 0}, sds[3] = {1, 0, 0};
    int mean, sd;
    Call *c = finish_call(stats, 3, &mean, &sd);
    call_student(c);
    expect_f64(c, mean, means, CLOSE,
               "mean = sum / count; 0 where count is 0.");
    expect_f64(c, sd, sds, CLOSE,
               "sd is the root of squares / count - mean^2; 0 where count is "
               "0.");
}
END_TEST

START_TEST(finish_survives_rounding)
{
    // What three gradients of 0.1 leave when rounding has the last word.
    const double stats[6] = {3, 0.3, 0.03 * (1 - 4e-15), 2, 2, 4};
    const double sds[2] = {0, 1};
    int mean, sd;
    Call *c = finish_call(stats, 2, &mean, &sd);
    call_student(c);
    expect_f64(c, sd, sds, CLOSE,
               "Where rounding makes the variance negative, sd is 0, not NaN.");
}
END_TEST

START_TEST(finish_agrees_with_the_long_way)
{
    const size_t sizes[] = {4, 1, 0, 16};
    for (size_t k = 0; k < 4; k++) {
        enum { N = 50 };
        Rng rng = test_rng(230 + k);
        double stats[48], means[16], sds[16];
        for (size_t l = 0; l < sizes[k]; l++) {
            float *g = random_f32(&rng, N, 0.0f, 3.0f);
            double sum = 0, squares = 0, variance = 0;
            for (size_t i = 0; i < N; i++) {
                sum += (double)g[i];
                squares += (double)g[i] * (double)g[i];
            }
            means[l] = sum / N;
            for (size_t i = 0; i < N; i++)
                variance += pow((double)g[i] - means[l], 2) / N;
            sds[l] = sqrt(variance);
            memcpy(stats + 3 * l, (double[]){N, sum, squares},
                   3 * sizeof *stats);
        }
        int mean, sd;
        Call *c = finish_call(stats, sizes[k], &mean, &sd);
        call_both(c);
        expect_f64(c, mean, means, CLOSE, "The mean of |g|.");
        expect_f64(c, sd, sds, CLOSE, "The standard deviation of |g|.");
        expect_same(c, CLOSE, "Mean and standard deviation, layer by layer.");
    }
}
END_TEST

static Call *zero_call(const Mlp *net, size_t batch)
{
    Call *c = call_begin("zero_share", T_F64);
    arg_mlp(c, "net", net);
    arg_size(c, "batch", batch);
    return c;
}

START_TEST(zeros_by_hand)
{
    // Input and third row are full of zeros, and neither counts.
    Rng rng = EXAMPLE_RNG;
    Mlp *net = test_mlp(&rng, (size_t[]){4, 2, 3, 2}, 3, 3, ACT_RELU);
    memset(net->a[0], 0, 12 * sizeof(float));
    const float one[6] = {0, 5, 1e-40f, 2, 0, 0};
    const float two[9] = {-0.0f, 1, 2, -1, NAN, 0, 0, 0, 0};
    memcpy(net->a[1], one, sizeof one);
    memcpy(net->a[2], two, sizeof two);
    Call *c = zero_call(net, 2);
    call_student(c);
    expect_number(c, 0.3, CLOSE,
                  "3 of the 10 hidden activations of this batch are 0.");
    c = zero_call(net, 1);
    call_student(c);
    expect_number(c, 0.4, CLOSE, "2 of the first row's 5 are 0.");
}
END_TEST

START_TEST(zeros_of_any_depth)
{
    const size_t widths[][5] = {{2, 101, 7, 33, 2}, {1, 1, 2}, {3, 4}};
    const size_t n_layers[] = {4, 2, 1}, batches[] = {5, 1, 4};
    for (size_t k = 0; k < 3; k++) {
        Rng rng = test_rng(250 + k);
        Mlp *net = test_mlp(&rng, widths[k], n_layers[k], 5, ACT_RELU);
        double zeros = 0, all = 0;
        for (size_t l = 0; l < n_layers[k]; l++)
            for (size_t i = 0; i < batches[k] * widths[k][l]; i++) {
                bool zero = k == 1 || rng_uniform(&rng) < 0.6f;
                net->a[l][i] = zero ? 0.0f : rng_normal(&rng);
                zeros += l > 0 && zero;
                all += l > 0;
            }
        Call *c = zero_call(net, batches[k]);
        call_both(c);
        expect_number(c, all > 0 ? zeros / all : 0.0, CLOSE,
                      "A share of the hidden activations; 0 of none is 0.");
        expect_same(c, CLOSE, "The network itself is left as it was.");
        c = zero_call(net, 0);
        call_student(c);
        expect_number(c, 0.0, EXACT,
                      "An empty batch has no zeros: 0, not NaN.");
    }
}
END_TEST

void suite_tasks(Suite *suite)
{
    TCase *t = task(suite, "sgd-step");
    tcase_add_test(t, step_by_hand);
    tcase_add_test(t, step_of_any_size);
    tcase_add_test(t, step_leaves_where_lr_or_gradient_is_zero);
    pass_tasks(suite);
    t = task(suite, "grad-stats-add");
    tcase_add_test(t, add_by_hand);
    tcase_add_test(t, add_keeps_what_is_tiny_and_what_is_large);
    tcase_add_test(t, add_of_any_depth);
    t = task(suite, "grad-stats-finish");
    tcase_add_test(t, finish_by_hand);
    tcase_add_test(t, finish_survives_rounding);
    tcase_add_test(t, finish_agrees_with_the_long_way);
    t = task(suite, "zero-share");
    tcase_add_test(t, zeros_by_hand);
    tcase_add_test(t, zeros_of_any_depth);
    data_tasks(suite);
}
