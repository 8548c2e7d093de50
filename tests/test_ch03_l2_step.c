// Suite of chapter 3, third part: the steps with a penalty and with weight
// decay.
#include "ch03_l2.h"
#include "structs.h"
#include "suite.h"

#include <string.h>

void step_tasks(Suite *suite);
double penalty_slope(Penalty penalty, double w);
void arg_penalty(Call *c, Penalty penalty);

// Weights and all parameters: no bias, no weight, nothing, a block with both.
static const size_t BLOCKS[][2] = {{1, 1}, {7, 7}, {0, 3}, {0, 0}, {200, 203}};
enum { N_BLOCKS = sizeof BLOCKS / sizeof *BLOCKS };

static const char *show_penalty(const void *value)
{
    static const char *const names[] = {
        [PENALTY_NONE] = "none", [PENALTY_L2] = "L2", [PENALTY_L1] = "L1"};
    int penalty;
    memcpy(&penalty, value, sizeof penalty);
    return words("penalty=%s", names[penalty]);
}

void arg_penalty(Call *c, Penalty penalty)
{
    arg_int(c, "penalty", (int)penalty);
    arg_show(c, show_penalty);
}

static Call *penalty_call(const float *params, const float *g,
                          const size_t block[2], float lr, Penalty penalty,
                          float lambda, int arrays[2])
{
    Call *c = call_begin("sgd_step_penalty", T_VOID);
    arrays[0] = arg_inout(c, "params", T_F32, params, block[1]);
    arrays[1] = arg_inout(c, "g", T_F32, g, block[1]);
    arg_size(c, "n_weights", block[0]);
    arg_size(c, "n", block[1]);
    arg_f32(c, "lr", lr);
    arg_penalty(c, penalty);
    arg_f32(c, "lambda", lambda);
    return c;
}

static Call *decay_call(const float *params, const float *g,
                        const size_t block[2], float lr, float weight_decay,
                        int *after)
{
    Call *c = call_begin("sgd_step_decay", T_VOID);
    *after = arg_inout(c, "params", T_F32, params, block[1]);
    arg_in(c, "g", T_F32, g, block[1]);
    arg_size(c, "n_weights", block[0]);
    arg_size(c, "n", block[1]);
    arg_f32(c, "lr", lr);
    arg_f32(c, "weight_decay", weight_decay);
    return c;
}

// Two weights and a bias.
static const float PARAMS[3] = {2, -4, 6}, GRADS[3] = {1, 1, 1};
static const size_t TWO_OF_THREE[2] = {2, 3};

START_TEST(penalty_step_by_hand)
{
    static const float total[3][3] = {{1, 1, 1}, {7, -11, 1}, {4, -2, 1}};
    static const float after[3][3] = {
        {1.5f, -4.5f, 5.5f}, {-1.5f, 1.5f, 5.5f}, {0, -3, 5.5f}};
    int arrays[2];
    Call *c = penalty_call(PARAMS, GRADS, TWO_OF_THREE, 0.5f, (Penalty)_i, 3.0f,
                           arrays);
    call_student(c);
    expect_f32(c, arrays[0], after[_i], CLOSE,
               "The step is lr (g + lambda * slope of the penalty), and the "
               "bias at the end is not penalised.");
    expect_f32(c, arrays[1], total[_i], CLOSE,
               "g holds the gradient of loss + lambda * penalty.");
}
END_TEST

// The slope of a penalty in one weight.
double penalty_slope(Penalty penalty, double w)
{
    if (penalty == PENALTY_L2)
        return w;
    return penalty == PENALTY_L1 ? (double)(w > 0) - (double)(w < 0) : 0.0;
}

START_TEST(penalty_step_at_any_size)
{
    for (size_t k = 0; k < N_BLOCKS; k++) {
        size_t n = BLOCKS[k][1];
        Penalty penalty = (Penalty)_i;
        Rng rng = test_rng(100 + k);
        float *params = normal_f32(&rng, n), *g = normal_f32(&rng, n);
        float *total = normal_f32(&rng, n), *after = normal_f32(&rng, n);
        for (size_t i = 0; i < n; i++) {
            double extra = i < BLOCKS[k][0]
                               ? 3.0 * penalty_slope(penalty, (double)params[i])
                               : 0;
            total[i] = (float)((double)g[i] + extra);
            after[i] =
                (float)((double)params[i] - 0.1 * ((double)g[i] + extra));
        }
        int arrays[2];
        Call *c =
            penalty_call(params, g, BLOCKS[k], 0.1f, penalty, 3.0f, arrays);
        call_both(c);
        expect_f32(c, arrays[0], after, CLOSE,
                   "Weights are penalised, biases are not.");
        expect_f32(c, arrays[1], total, CLOSE,
                   "The penalty's gradient is added to that of the loss.");
        expect_same(c, CLOSE, "One step on loss + lambda * penalty.");
    }
}
END_TEST

START_TEST(decay_step_by_hand)
{
    const float after[3] = {0.5f, -2.5f, 5.5f}, plain[3] = {1.5f, -4.5f, 5.5f};
    int array;
    Call *c = decay_call(PARAMS, GRADS, TWO_OF_THREE, 0.5f, 1.0f, &array);
    call_student(c);
    expect_f32(c, array, after, CLOSE,
               "w -= lr (g + weight_decay w) for the weights; the bias at the "
               "end takes the step alone.");
    c = decay_call(PARAMS, GRADS, TWO_OF_THREE, 0.5f, 0.0f, &array);
    call_student(c);
    expect_f32(c, array, plain, CLOSE, "weight_decay = 0 is plain SGD.");
    c = decay_call(PARAMS, GRADS, TWO_OF_THREE, 0.0f, 1.0f, &array);
    call_student(c);
    expect_f32(c, array, PARAMS, EXACT,
               "lr = 0 moves nothing: the decay is multiplied by lr too.");
}
END_TEST

START_TEST(decay_step_at_any_size)
{
    for (size_t k = 0; k < N_BLOCKS; k++) {
        size_t n = BLOCKS[k][1];
        Rng rng = test_rng(110 + k);
        float *params = normal_f32(&rng, n), *g = normal_f32(&rng, n);
        float *after = normal_f32(&rng, n);
        for (size_t i = 0; i < n; i++) {
            double w = (double)params[i];
            double decay = i < BLOCKS[k][0] ? 3.0 * w : 0.0;
            after[i] = (float)(w - 0.1 * ((double)g[i] + decay));
        }
        int array;
        Call *c = decay_call(params, g, BLOCKS[k], 0.1f, 3.0f, &array);
        call_both(c);
        expect_f32(c, array, after, CLOSE,
                   "Weights decay, biases don't, and the step is lr g.");
        expect_same(c, CLOSE, "w -= lr (g + weight_decay w).");
    }
}
END_TEST

START_TEST(decay_is_the_penalty_under_sgd)
{
    const size_t block[2] = {20, 22};
    Rng rng = test_rng(120);
    float *params = normal_f32(&rng, 22), *want = normal_f32(&rng, 22);
    memcpy(want, params, 22 * sizeof *want);
    Call *c = NULL;
    int array = 0;
    for (int step = 0; step < 10; step++) {
        float *g = normal_f32(&rng, 22);
        for (size_t i = 0; i < 22; i++) {
            float extra = i < 20 ? 3.0f * want[i] : 0.0f;
            want[i] -= 0.05f * (g[i] + extra);
        }
        c = decay_call(params, g, block, 0.05f, 3.0f, &array);
        call_student(c);
        memcpy(params, student_array(c, array), 22 * sizeof *params);
    }
    expect_f32(c, array, want, (Tolerance){1e-5, 1e-4},
               "After ten steps of SGD the weights are those of the penalty in "
               "the loss.");
}
END_TEST

void step_tasks(Suite *suite)
{
    TCase *t = task(suite, "sgd-step-penalty");
    tcase_add_loop_test(t, penalty_step_by_hand, 0, 3);
    tcase_add_loop_test(t, penalty_step_at_any_size, 0, 3);
    t = task(suite, "sgd-step-decay");
    tcase_add_test(t, decay_step_by_hand);
    tcase_add_test(t, decay_step_at_any_size);
    tcase_add_test(t, decay_is_the_penalty_under_sgd);
}
