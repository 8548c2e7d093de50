// Suite of chapter 6: spatial dropout. SELU, alpha dropout and moments, and the
// convolutional network are in the further parts tests/test_ch06_variants_*.c.
#include "test_ch06_variants.h"

#include "dropouts.h"
#include "suite.h"

#include <math.h>

static DropoutLayer spatial_layer(size_t batch, size_t maps, size_t area)
{
    return (DropoutLayer){
        .forward = "spatial_dropout_forward",
        .backward = "spatial_dropout_backward",
        .size = {{"batch", batch}, {"maps", maps}, {"area", area}},
        .n_mask = batch * maps,
        .area = area,
        .output = inverted_output,
        .tolerance = CLOSE,
        .output_rule =
            "A kept map is x / (1 - drop_prob), a dropped one 0 all over.",
        .draws = "One draw a map of each sample, in order."};
}

// Batch, maps, area.
static const size_t SHAPES[][3] = {{2, 0, 4}, {1, 1, 1},  {1, 3, 5}, {2, 8, 1},
                                   {3, 5, 0}, {7, 3, 25}, {0, 2, 2}};
enum { N_SHAPES = sizeof SHAPES / sizeof *SHAPES };

static DropoutLayer shape_layer(size_t k)
{
    return spatial_layer(SHAPES[k][0], SHAPES[k][1], SHAPES[k][2]);
}

START_TEST(forward_keeps_all_at_zero_and_none_at_one)
{
    DropoutLayer layer = spatial_layer(2, 2, 3);
    check_dropout_ends(&layer);
}
END_TEST

START_TEST(forward_draws_one_number_a_map)
{
    const float probs[] = {0.1f, 0.25f, 0.5f, 0.9f};
    DropoutLayer layer = shape_layer((size_t)_i);
    check_dropout(&layer, probs[_i % 4], (uint64_t)_i);
    layer = spatial_layer(4, 6, 9);
    check_dropout(&layer, probs[_i % 4], 10 + (uint64_t)_i);
}
END_TEST

START_TEST(forward_refuses_what_is_no_probability)
{
    const float wrong[] = {-0.1f, 1.1f, NAN, INFINITY, -INFINITY};
    DropoutLayer layer = spatial_layer(2, 3, 4);
    check_dropout_refuses(&layer, wrong, 5, "drop_prob must be in [0, 1].", 20);
}
END_TEST

START_TEST(forward_gives_zero_for_a_dropped_infinity)
{
    DropoutLayer layer = spatial_layer(1, 3, 2);
    check_dropped_infinity(&layer);
}
END_TEST

START_TEST(forward_works_in_place)
{
    DropoutLayer layer = spatial_layer(4, 2, 3);
    check_dropout_in_place(&layer, 0.25f, 40);
}
END_TEST

// With 6.5 standard deviations to either side a right function fails for fewer
// than one seed in 1e10. The seed is fixed all the same: a function with coins
// of its own would pass too, so this proves no work on drawn inputs.
START_TEST(forward_drops_the_right_share_of_maps)
{
    enum { BATCH = 200, MAPS = 50, AREA = 4, N = BATCH * MAPS };
    DropoutLayer layer = spatial_layer(BATCH, MAPS, AREA);
    float *x = repeated_f32(N * AREA, 1.0f);
    for (int k = 1; k <= 3; k++) {
        double p = 0.2 * k, kept = 0, sum = 0;
        DropoutCall f =
            dropout_call(&layer, x, (float)p, rng_seed(50, (uint64_t)k));
        call_student(f.call);
        const float *y = student_array(f.call, f.y);
        for (int i = 0; i < N; i++) {
            kept += y[i * AREA] != 0.0f;
            for (int j = 0; j < AREA; j++)
                sum += (double)y[i * AREA + j] / AREA;
        }
        double sd = sqrt(p * (1 - p) * N);
        expect_that(f.call, fabs(kept - (1 - p) * N) < 6.5 * sd,
                    "The share of maps that is kept must be 1 - drop_prob.",
                    "%.0f of %d maps were kept", kept, N);
        expect_that(f.call, fabs(sum - N) < 6.5 * sd / (1 - p),
                    "The expected output must be the input.",
                    "inputs of 1 gave a mean output of %.4f", sum / N);
    }
}
END_TEST

START_TEST(backward_by_hand)
{
    const uint8_t mask[6] = {1, 0, 0, 1, 1, 0};
    const float want[12] = {4, 8, 0, 0, 0, 0, 28, 32, 36, 40, 0, 0};
    const float dy[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    DropoutLayer layer = spatial_layer(2, 3, 2);
    int dx;
    Call *c = dropout_backward_call(&layer, dy, mask, 0.75f, &dx);
    call_student(c);
    expect_f32(c, dx, want, CLOSE,
               "The gradient passes through kept maps, times "
               "1 / (1 - drop_prob).");
}
END_TEST

START_TEST(backward_uses_the_mask_it_is_given)
{
    for (size_t k = 0; k < N_SHAPES; k++) {
        DropoutLayer layer = shape_layer(k);
        check_dropout_backward(&layer, 0.3f, 70 + k);
    }
}
END_TEST

START_TEST(backward_is_zero_when_all_is_dropped)
{
    DropoutLayer layer = spatial_layer(1, 3, 2);
    check_dropout_backward_ends(&layer);
}
END_TEST

START_TEST(backward_agrees_with_central_differences)
{
    DropoutLayer layer = spatial_layer(2, 3, 4);
    check_dropout_slopes(&layer, 0.4f, 80);
}
END_TEST

void suite_tasks(Suite *suite)
{
    TCase *t = task(suite, "spatial-dropout-forward");
    tcase_add_test(t, forward_keeps_all_at_zero_and_none_at_one);
    tcase_add_loop_test(t, forward_draws_one_number_a_map, 0, N_SHAPES);
    tcase_add_test(t, forward_refuses_what_is_no_probability);
    tcase_add_test(t, forward_gives_zero_for_a_dropped_infinity);
    tcase_add_test(t, forward_works_in_place);
    tcase_add_test(t, forward_drops_the_right_share_of_maps);
    t = task(suite, "spatial-dropout-backward");
    tcase_add_test(t, backward_by_hand);
    tcase_add_test(t, backward_uses_the_mask_it_is_given);
    tcase_add_test(t, backward_is_zero_when_all_is_dropped);
    tcase_add_test(t, backward_agrees_with_central_differences);
    selu_tasks(suite);
    alpha_tasks(suite);
    cnn_tasks(suite);
}
