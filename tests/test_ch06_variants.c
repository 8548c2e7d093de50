// Suite of chapter 6: spatial dropout. SELU, alpha dropout and moments, and the
// convolutional network are in the further parts tests/test_ch06_variants_*.c.
#include "test_ch06_variants.h"

#include "structs.h"
#include "suite.h"

#include <math.h>
#include <string.h>

static const float LADDER[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

// Batch, maps, area.
typedef struct Shape {
    size_t batch, maps, area;
} Shape;
static const Shape SHAPES[] = {{2, 0, 4}, {1, 1, 1},  {1, 3, 5}, {2, 8, 1},
                               {3, 5, 0}, {7, 3, 25}, {0, 2, 2}};
enum { N_SHAPES = sizeof SHAPES / sizeof *SHAPES };

static size_t numbers(Shape s)
{
    return s.batch * s.maps * s.area;
}

static void arg_shape(Call *c, Shape s)
{
    arg_size(c, "batch", s.batch);
    arg_size(c, "maps", s.maps);
    arg_size(c, "area", s.area);
}

typedef struct Forward {
    Call *call;
    int y, mask;
} Forward;

static Forward forward_call(const float *x, Shape s, float drop_prob, Rng rng)
{
    Forward f = {.call = call_begin("spatial_dropout_forward", T_BOOL)};
    f.y = arg_out(f.call, "y", T_F32, numbers(s));
    f.mask = arg_out(f.call, "mask", T_U8, s.batch * s.maps);
    arg_in(f.call, "x", T_F32, x, numbers(s));
    arg_shape(f.call, s);
    arg_f32(f.call, "drop_prob", drop_prob);
    arg_rng(f.call, "rng", rng);
    return f;
}

START_TEST(forward_keeps_all_at_zero_and_none_at_one)
{
    const Shape s = {2, 2, 3};
    const uint8_t all[4] = {1, 1, 1, 1}, none[4] = {0};
    const float zeros[12] = {0};
    Forward f = forward_call(LADDER, s, 0.0f, test_rng(1));
    call_student(f.call);
    expect_bool(f.call, true, "drop_prob = 0 is allowed.");
    expect_f32(f.call, f.y, LADDER, EXACT, "Nothing is dropped: y is x.");
    expect_u8(f.call, f.mask, all, "The mask is 1 where a map is kept.");
    f = forward_call(LADDER, s, 1.0f, test_rng(1));
    call_student(f.call);
    expect_bool(f.call, true, "drop_prob = 1 is allowed.");
    expect_f32(f.call, f.y, zeros, EXACT,
               "Everything is dropped: y is 0, and 0 / 0 must not appear.");
    expect_u8(f.call, f.mask, none, "The mask is 0 where a map is dropped.");
}
END_TEST

// The draws are fixed by the generator, so mask and output are known exactly.
static void check_exact(Shape s, float drop_prob, uint64_t stream)
{
    Rng rng = test_rng(stream);
    float *x = normal_f32(&rng, numbers(s)), *y = normal_f32(&rng, numbers(s));
    uint8_t *mask = random_labels(&rng, s.batch * s.maps, 2);
    Forward f = forward_call(x, s, drop_prob, rng);
    for (size_t i = 0; i < s.batch * s.maps; i++) {
        mask[i] = rng_uniform(&rng) >= drop_prob;
        for (size_t j = i * s.area; j < (i + 1) * s.area; j++)
            y[j] = mask[i] ? (float)(x[j] / (1.0 - (double)drop_prob)) : 0.0f;
    }
    call_both(f.call);
    expect_bool(f.call, true, "This drop_prob is allowed.");
    expect_u8(f.call, f.mask, mask,
              "A map is kept if its one rng_uniform draw >= drop_prob.");
    expect_f32(f.call, f.y, y, CLOSE,
               "A kept map is x / (1 - drop_prob), a dropped one 0 all over.");
    expect_same(f.call, CLOSE, "One draw a map of each sample, in order.");
}

START_TEST(forward_draws_one_number_a_map)
{
    const float probs[] = {0.1f, 0.25f, 0.5f, 0.9f};
    check_exact(SHAPES[_i], probs[_i % 4], (uint64_t)_i);
    check_exact((Shape){4, 6, 9}, probs[_i % 4], 10 + (uint64_t)_i);
}
END_TEST

START_TEST(forward_refuses_what_is_no_probability)
{
    const float wrong[] = {-0.1f, 1.1f, NAN, INFINITY, -INFINITY};
    check_exact((Shape){2, 3, 4}, 0.5f, 20);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Forward f =
            forward_call(LADDER, (Shape){2, 2, 3}, wrong[i], test_rng(21));
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
    Forward f = forward_call(x, (Shape){1, 2, 2}, 1.0f, test_rng(31));
    call_student(f.call);
    expect_f32(f.call, f.y, zeros, EXACT,
               "A dropped map is exactly 0: infinity times 0 is NaN.");
}
END_TEST

START_TEST(forward_works_in_place)
{
    Rng rng = test_rng(40);
    float *x = normal_f32(&rng, 24), y[24];
    Call *c = call_begin("spatial_dropout_forward", T_BOOL);
    int both = arg_inout(c, "y = x", T_F32, x, 24);
    arg_out(c, "mask", T_U8, 8);
    arg_array(c, "x", both);
    arg_shape(c, (Shape){4, 2, 3});
    arg_f32(c, "drop_prob", 0.25f);
    arg_rng(c, "rng", rng);
    call_student(c);
    for (size_t i = 0; i < 8; i++) {
        float factor = rng_uniform(&rng) >= 0.25f ? 1.0f / 0.75f : 0.0f;
        for (size_t j = 3 * i; j < 3 * i + 3; j++)
            y[j] = x[j] * factor;
    }
    expect_f32(c, both, y, CLOSE, "y may be x itself.");
}
END_TEST

// A false alarm needs a deviation of 6.5 standard deviations: less than 1e-10.
START_TEST(forward_drops_the_right_share_of_maps)
{
    enum { BATCH = 200, MAPS = 50, AREA = 4, N = BATCH * MAPS };
    const Shape s = {BATCH, MAPS, AREA};
    float *x = repeated_f32(numbers(s), 1.0f);
    for (int k = 1; k <= 3; k++) {
        double p = 0.2 * k, kept = 0, sum = 0;
        Forward f = forward_call(x, s, (float)p, test_rng(50 + (uint64_t)k));
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

static Call *backward_call(const float *dy, const uint8_t *mask, Shape s,
                           float drop_prob, int *dx)
{
    Call *c = call_begin("spatial_dropout_backward", T_VOID);
    *dx = arg_out(c, "dx", T_F32, numbers(s));
    arg_in(c, "dy", T_F32, dy, numbers(s));
    arg_in(c, "mask", T_U8, mask, s.batch * s.maps);
    arg_shape(c, s);
    arg_f32(c, "drop_prob", drop_prob);
    return c;
}

START_TEST(backward_by_hand)
{
    const uint8_t mask[6] = {1, 0, 0, 1, 1, 0};
    const float want[12] = {4, 8, 0, 0, 0, 0, 28, 32, 36, 40, 0, 0};
    int dx;
    Call *c = backward_call(LADDER, mask, (Shape){2, 3, 2}, 0.75f, &dx);
    call_student(c);
    expect_f32(c, dx, want, CLOSE,
               "The gradient passes through kept maps, times "
               "1 / (1 - drop_prob).");
}
END_TEST

START_TEST(backward_uses_the_mask_it_is_given)
{
    for (size_t k = 0; k < N_SHAPES; k++) {
        Shape s = SHAPES[k];
        Rng rng = test_rng(70 + k);
        float *dy = normal_f32(&rng, numbers(s));
        float *want = normal_f32(&rng, numbers(s));
        uint8_t *mask = random_labels(&rng, s.batch * s.maps, 2);
        for (size_t i = 0; i < numbers(s); i++)
            want[i] = mask[i / s.area] ? dy[i] / 0.7f : 0.0f;
        int dx;
        Call *c = backward_call(dy, mask, s, 0.3f, &dx);
        call_both(c);
        expect_f32(c, dx, want, CLOSE, "The mask of the forward pass counts.");
        expect_same(c, CLOSE, "The mask of the forward pass counts.");
    }
}
END_TEST

START_TEST(backward_is_zero_when_all_is_dropped)
{
    const uint8_t none[2] = {0}, all[2] = {1, 1};
    const float dy[4] = {1, -2, INFINITY, 4}, zeros[4] = {0};
    int dx;
    Call *c = backward_call(dy, all, (Shape){1, 2, 2}, 0.0f, &dx);
    call_student(c);
    expect_f32(c, dx, dy, EXACT, "drop_prob = 0 lets the gradient through.");
    c = backward_call(dy, none, (Shape){1, 2, 2}, 1.0f, &dx);
    call_student(c);
    expect_f32(c, dx, zeros, EXACT,
               "drop_prob = 1 stops the gradient: 0, not NaN.");
}
END_TEST

// loss = sum of weight * y, where y is the output under a fixed mask.
typedef struct FixedMask {
    float *x;
    const float *weight;
    Rng rng;
} FixedMask;

static const Shape SMALL = {2, 3, 4};

static double fixed_mask_loss(void *context)
{
    const FixedMask *m = context;
    Forward f = forward_call(m->x, SMALL, 0.4f, m->rng);
    call_solution(f.call);
    const float *y = solution_array(f.call, f.y);
    double loss = 0.0;
    for (size_t i = 0; i < numbers(SMALL); i++)
        loss += (double)m->weight[i] * (double)y[i];
    return loss;
}

START_TEST(backward_agrees_with_central_differences)
{
    Rng rng = test_rng(80);
    FixedMask m = {.x = normal_f32(&rng, numbers(SMALL)),
                   .weight = normal_f32(&rng, numbers(SMALL))};
    m.rng = rng;
    Forward f = forward_call(m.x, SMALL, 0.4f, m.rng);
    call_solution(f.call);
    float want[24];
    for (size_t i = 0; i < numbers(SMALL); i++)
        want[i] = (float)central_difference(fixed_mask_loss, &m, m.x, i, 0.1f);
    int dx;
    Call *c = backward_call(m.weight, solution_array(f.call, f.mask), SMALL,
                            0.4f, &dx);
    call_student(c);
    expect_f32(c, dx, want, (Tolerance){1e-4, 1e-4},
               "dx must be the slope of the loss in x.");
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
