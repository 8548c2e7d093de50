// Suite of chapter 4: dropout's forward pass. The rest of the layer is tested
// in test_ch04_dropout_rest.c, the network in _net.c, its training in _train.c.
#include "test_ch04_dropout.h"

#include <math.h>
#include <string.h>

Forward forward_call(const float *x, size_t batch, size_t n, float drop_prob,
                     Rng rng)
{
    Forward f = {.call = call_begin("dropout_forward", T_BOOL)};
    f.y = arg_out(f.call, "y", T_F32, batch * n);
    f.mask = arg_out(f.call, "mask", T_U8, batch * n);
    arg_in(f.call, "x", T_F32, x, batch * n);
    arg_size(f.call, "batch", batch);
    arg_size(f.call, "n", n);
    arg_f32(f.call, "drop_prob", drop_prob);
    f.rng = arg_rng(f.call, "rng", rng);
    return f;
}

START_TEST(forward_keeps_all_at_zero_and_none_at_one)
{
    uint8_t all[16], none[16] = {0};
    const float zeros[16] = {0};
    memset(all, 1, sizeof all);
    Forward f = forward_call(LADDER, 2, 8, 0.0f, test_rng(1));
    call_student(f.call);
    expect_bool(f.call, true, "drop_prob = 0 is allowed.");
    expect_f32(f.call, f.y, LADDER, EXACT, "Nothing is dropped: y is x.");
    expect_u8(f.call, f.mask, all, "The mask is 1 where a unit is kept.");
    f = forward_call(LADDER, 2, 8, 1.0f, test_rng(1));
    call_student(f.call);
    expect_bool(f.call, true, "drop_prob = 1 is allowed.");
    expect_f32(f.call, f.y, zeros, EXACT,
               "Everything is dropped: y is 0, and 0 / 0 must not appear.");
    expect_u8(f.call, f.mask, none, "The mask is 0 where a unit is dropped.");
}
END_TEST

// The draws are fixed by the generator, so mask and output are known exactly.
static void check_exact(size_t batch, size_t n, float drop_prob,
                        uint64_t stream)
{
    Rng rng = test_rng(stream);
    float *x = normal_f32(&rng, batch * n), *y = normal_f32(&rng, batch * n);
    uint8_t *mask = random_labels(&rng, batch * n, 2);
    Forward f = forward_call(x, batch, n, drop_prob, rng);
    for (size_t i = 0; i < batch * n; i++) {
        mask[i] = rng_uniform(&rng) >= drop_prob;
        y[i] = mask[i] ? (float)(x[i] / (1.0 - (double)drop_prob)) : 0.0f;
    }
    call_both(f.call);
    expect_bool(f.call, true, "This drop_prob is allowed.");
    expect_u8(f.call, f.mask, mask,
              "A unit is kept if its rng_uniform draw >= drop_prob.");
    expect_f32(f.call, f.y, y, CLOSE,
               "A kept unit is x / (1 - drop_prob), a dropped one 0.");
    expect_same(f.call, CLOSE, "One draw a unit, in the order of the array.");
}

START_TEST(forward_draws_the_exact_mask)
{
    const float probs[] = {0.1f, 0.2f, 0.5f, 0.9f};
    const size_t sizes[][2] = {{3, 0}, {1, 1}, {1, 7}, {2, 8}, {33, 5}};
    check_exact(sizes[_i][0], sizes[_i][1], probs[_i % 4], (uint64_t)_i);
    check_exact(4, 16, probs[_i % 4], 10 + (uint64_t)_i);
}
END_TEST

START_TEST(forward_refuses_what_is_no_probability)
{
    const float wrong[] = {-0.1f, 1.1f, NAN, INFINITY, -INFINITY};
    check_exact(2, 8, 0.5f, 20);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Forward f = forward_call(LADDER, 2, 8, wrong[i], test_rng(21));
        call_both(f.call);
        expect_bool(f.call, false, "drop_prob must be in [0, 1].");
        expect_same(f.call, EXACT,
                    "A refused call writes nothing and draws nothing.");
    }
}
END_TEST

START_TEST(forward_gives_zero_for_a_dropped_infinity)
{
    const float x[4] = {INFINITY, -INFINITY, NAN, 3e38f};
    const float zeros[4] = {0};
    check_exact(1, 4, 0.5f, 30);
    Forward f = forward_call(x, 1, 4, 1.0f, test_rng(31));
    call_student(f.call);
    expect_f32(f.call, f.y, zeros, EXACT,
               "A dropped unit is exactly 0: infinity times 0 is NaN.");
}
END_TEST

START_TEST(forward_works_in_place)
{
    Rng rng = test_rng(40);
    float *x = normal_f32(&rng, 24), y[24];
    Call *c = call_begin("dropout_forward", T_BOOL);
    int both = arg_inout(c, "y = x", T_F32, x, 24);
    arg_out(c, "mask", T_U8, 24);
    arg_array(c, "x", both);
    arg_size(c, "batch", 4);
    arg_size(c, "n", 6);
    arg_f32(c, "drop_prob", 0.25f);
    arg_rng(c, "rng", rng);
    call_student(c);
    for (size_t i = 0; i < 24; i++)
        y[i] = rng_uniform(&rng) >= 0.25f ? x[i] / 0.75f : 0.0f;
    expect_f32(c, both, y, CLOSE, "y may be x itself.");
}
END_TEST

// A false alarm needs a deviation of 6.5 standard deviations: less than 1e-10.
START_TEST(forward_drops_the_right_share)
{
    enum { ROWS = 100, COLS = 500, N = ROWS * COLS };
    Rng rng = test_rng(50);
    float *x = random_f32(&rng, N, 1.0f, 1.0f);
    for (int k = 1; k <= 3; k++) {
        double p = 0.2 * k, kept = 0, sum = 0, repeated = 0;
        Forward f =
            forward_call(x, ROWS, COLS, (float)p, rng_seed(50, (uint64_t)k));
        call_student(f.call);
        const float *y = student_array(f.call, f.y);
        for (int i = 0; i < N; i++) {
            kept += y[i] != 0.0f;
            sum += (double)y[i];
            repeated += (y[i] != 0.0f) == (y[i % COLS] != 0.0f);
        }
        double sd = sqrt(p * (1 - p) * N), same = 1 - 2 * p * (1 - p);
        expect_that(f.call, fabs(kept - (1 - p) * N) < 6.5 * sd,
                    "The share that is kept must be 1 - drop_prob.",
                    "%.0f of %d units were kept", kept, N);
        expect_that(f.call, fabs(sum - N) < 6.5 * sd / (1 - p),
                    "The expected output must be the input.",
                    "inputs of 1 gave a mean output of %.4f", sum / N);
        double others = N - COLS, mean = COLS + same * others;
        expect_that(
            f.call,
            fabs(repeated - mean) < 6.5 * COLS * sqrt(ROWS * same * (1 - same)),
            "Each row of a batch has a mask of its own.",
            "rows agree with the first row in %.0f of %d units", repeated, N);
    }
}
END_TEST

void suite_tasks(Suite *suite)
{
    TCase *t = task(suite, "dropout-forward");
    tcase_add_test(t, forward_keeps_all_at_zero_and_none_at_one);
    tcase_add_loop_test(t, forward_draws_the_exact_mask, 0, 5);
    tcase_add_test(t, forward_refuses_what_is_no_probability);
    tcase_add_test(t, forward_gives_zero_for_a_dropped_infinity);
    tcase_add_test(t, forward_works_in_place);
    tcase_add_test(t, forward_drops_the_right_share);
    rest_tasks(suite);
    network_tasks(suite);
    training_tasks(suite);
}
