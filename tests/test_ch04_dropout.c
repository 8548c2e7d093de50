// Suite of chapter 4: dropout's forward pass. The rest of the layer is tested
// in test_ch04_dropout_rest.c, the network in _net.c, its training in _train.c.
#include "test_ch04_dropout.h"

#include <math.h>

const float LADDER[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

DropoutLayer dropout_layer(size_t batch, size_t n)
{
    return (DropoutLayer){
        .forward = "dropout_forward",
        .backward = "dropout_backward",
        .size = {{"batch", batch}, {"n", n}},
        .n_mask = batch * n,
        .area = 1,
        .output = inverted_output,
        .tolerance = CLOSE,
        .output_rule = "A kept unit is x / (1 - drop_prob), a dropped one 0.",
        .draws = "One draw a unit, in the order of the array."};
}

START_TEST(forward_keeps_all_at_zero_and_none_at_one)
{
    DropoutLayer layer = dropout_layer(2, 8);
    check_dropout_ends(&layer);
}
END_TEST

// From state 1 SplitMix64 draws 0.567, 0.746, 0.971, 0.444, ..., 0.436, 0.167:
// worked out apart from rng.h, and the same whatever the seed.
START_TEST(forward_by_hand)
{
    const uint8_t mask[16] = {1, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0};
    const float y[16] = {0, 2, 4, 0, 0, 10, 12, 14, 0, 18, 0, 22, 0, 26, 0, 0};
    DropoutLayer layer = dropout_layer(2, 8);
    DropoutCall f = dropout_call(&layer, LADDER, 0.5f, (Rng){.state = 1});
    call_student(f.call);
    expect_bool(f.call, true, "drop_prob = 0.5 is allowed.");
    expect_u8(f.call, f.mask, mask,
              "A unit is kept, its mask 1, where the draw is at least 0.5.");
    expect_f32(f.call, f.y, y, EXACT,
               "What is kept of 0, 1, ..., 15 is doubled, the rest is 0.");
}
END_TEST

START_TEST(forward_draws_the_exact_mask)
{
    const float probs[] = {0.1f, 0.2f, 0.5f, 0.9f};
    const size_t sizes[][2] = {{3, 0}, {1, 1}, {1, 7}, {2, 8}, {33, 5}};
    DropoutLayer layer = dropout_layer(sizes[_i][0], sizes[_i][1]);
    check_dropout(&layer, probs[_i % 4], (uint64_t)_i);
    layer = dropout_layer(4, 16);
    check_dropout(&layer, probs[_i % 4], 10 + (uint64_t)_i);
}
END_TEST

START_TEST(forward_refuses_what_is_no_probability)
{
    const float wrong[] = {-0.1f, 1.1f, NAN, INFINITY, -INFINITY};
    DropoutLayer layer = dropout_layer(2, 8);
    check_dropout_refuses(&layer, wrong, 5, "drop_prob must be in [0, 1].", 20);
}
END_TEST

START_TEST(forward_gives_zero_for_a_dropped_infinity)
{
    DropoutLayer layer = dropout_layer(2, 3);
    check_dropout(&layer, 0.5f, 30);
    check_dropped_infinity(&layer);
}
END_TEST

START_TEST(forward_works_in_place)
{
    DropoutLayer layer = dropout_layer(4, 6);
    check_dropout_in_place(&layer, 0.25f, 40);
}
END_TEST

// With 6.5 standard deviations to either side a right function fails for fewer
// than one seed in 1e10. The seed is fixed all the same: a function with coins
// of its own would pass too, so this proves no work on drawn inputs.
START_TEST(forward_drops_the_right_share)
{
    enum { ROWS = 200, COLS = 50, N = ROWS * COLS };
    float *x = repeated_f32(N, 1.0f);
    DropoutLayer layer = dropout_layer(ROWS, COLS);
    for (int k = 1; k <= 3; k++) {
        double p = 0.2 * k, kept = 0, sum = 0, repeated = 0;
        DropoutCall f =
            dropout_call(&layer, x, (float)p, rng_seed(50, (uint64_t)k));
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
    tcase_add_test(t, forward_by_hand);
    tcase_add_loop_test(t, forward_draws_the_exact_mask, 0, 5);
    tcase_add_test(t, forward_refuses_what_is_no_probability);
    tcase_add_test(t, forward_gives_zero_for_a_dropped_infinity);
    tcase_add_test(t, forward_works_in_place);
    tcase_add_test(t, forward_drops_the_right_share);
    rest_tasks(suite);
    network_tasks(suite);
    training_tasks(suite);
}
