// Suite of chapter 5: counting parameters, the step of Adam. The passes are
// tested in tests/test_ch05_mlp_net.c, the epochs in
// tests/test_ch05_mlp_epoch.c and the gap in tests/test_ch05_mlp_gap.c.
#include "test_ch05_mlp.h"

#include <math.h>
#include <string.h>

static Call *count_call(const size_t *width, size_t n_layers)
{
    Call *c = call_begin("mlp_count_params", T_SIZE);
    arg_in(c, "width", T_SIZE, width, n_layers + 1);
    arg_size(c, "n_layers", n_layers);
    return c;
}

START_TEST(count_of_known_networks)
{
    const size_t one[] = {3, 2}, deep[] = {784, 256, 128, 64, 10};
    const size_t wide[] = {784, 256, 256, 10};
    Call *c = count_call(one, 1);
    call_student(c);
    expect_number(c, 8, EXACT, "3 x 2 weights and 2 biases.");
    c = count_call(one, 0);
    call_student(c);
    expect_number(c, 0, EXACT, "Without layers there is nothing to learn.");
    c = count_call(wide, 3);
    call_student(c);
    expect_number(c, 269322, EXACT, "200960 + 65792 + 2570.");
    c = count_call(deep, 4);
    call_student(c);
    expect_number(c, 242762, EXACT, "200960 + 32896 + 8256 + 650.");
}
END_TEST

START_TEST(count_of_any_network)
{
    for (uint64_t k = 0; k < 10; k++) {
        Rng rng = test_rng(10 + k);
        size_t width[9], layers = 1 + rng_below(&rng, 8);
        double want = 0.0;
        for (size_t l = 0; l <= layers; l++)
            width[l] = 1 + rng_below(&rng, 50);
        for (size_t l = 0; l < layers; l++)
            want += (double)(width[l] * width[l + 1] + width[l + 1]);
        Call *c = count_call(width, layers);
        call_both(c);
        expect_number(c, want, EXACT,
                      "Inputs times units, and a bias a unit, in each layer.");
        expect_same(c, EXACT, "The same count as the solution's.");
    }
}
END_TEST

START_TEST(count_of_a_huge_network)
{
    const size_t width[] = {70000, 70000, 1};
    Call *c = count_call(width, 2);
    call_student(c);
    expect_number(c, 4900140001.0, EXACT,
                  "Counts go past 2^32: size_t, not int.");
}
END_TEST

static const char *show_adam(const void *value)
{
    Adam a;
    memcpy(&a, value, sizeof a);
    return words("adam->n=%zu, adam->t=%zu, adam->lr=%g, adam->eps=%g, "
                 "adam->weight_decay=%g",
                 a.n, a.t, (double)a.lr, (double)a.eps, (double)a.weight_decay);
}

AdamArrays arg_adam(Call *c, const Adam *adam)
{
    AdamArrays a;
    a.adam = arg_inout(c, "adam", T_BYTES, adam, sizeof *adam);
    arg_show(c, show_adam);
    a.m = array_inout(c, "adam->m", T_F32, adam->m, adam->n);
    a.v = array_inout(c, "adam->v", T_F32, adam->v, adam->n);
    array_link(c, a.adam, offsetof(Adam, m), a.m, 0);
    array_link(c, a.adam, offsetof(Adam, v), a.v, 0);
    return a;
}

void expect_steps(Call *c, const AdamArrays *a, size_t want)
{
    Adam after;
    memcpy(&after, student_array(c, a->adam), sizeof after);
    expect_that(c, after.t == want, "adam->t counts the steps.",
                "adam->t is %zu, expected %zu", after.t, want);
}

Adam test_adam(size_t n, float lr)
{
    return (Adam){.lr = lr,
                  .beta1 = 0.9f,
                  .beta2 = 0.999f,
                  .eps = 1e-7f,
                  .n = n,
                  .m = repeated_f32(n, 0.0f),
                  .v = repeated_f32(n, 0.0f)};
}

void reference_adam(Adam *adam, double *w, const double *g)
{
    double b1 = (double)adam->beta1, b2 = (double)adam->beta2;
    double t = (double)++adam->t, lr = (double)adam->lr;
    for (size_t i = 0; i < adam->n; i++) {
        double m = b1 * (double)adam->m[i] + (1 - b1) * g[i];
        double v = b2 * (double)adam->v[i] + (1 - b2) * g[i] * g[i];
        double root = sqrt(v / (1 - pow(b2, t))) + (double)adam->eps;
        double decay = (double)adam->weight_decay * w[i];
        w[i] -= lr * (m / (1 - pow(b1, t)) / root + decay);
        adam->m[i] = (float)m;
        adam->v[i] = (float)v;
    }
}

typedef struct Step {
    Call *call;
    AdamArrays adam;
    int w;
} Step;

static Step step_call(const Adam *adam, const float *w, const float *g)
{
    Step s = {.call = call_begin("adam_step", T_VOID)};
    s.adam = arg_adam(s.call, adam);
    s.w = arg_inout(s.call, "w", T_F32, w, adam->n);
    arg_in(s.call, "g", T_F32, g, adam->n);
    return s;
}

// Compares the student's step from here with the reference, which then stands
// in adam and w. A bias correction in float is off by some 1e-4 of a step.
static void check_step(Adam *adam, float *w, const float *g)
{
    size_t n = adam->n;
    double exact[1001] = {0}, slope[1001] = {0};
    Step s = step_call(adam, w, g);
    for (size_t i = 0; i < n; i++) {
        exact[i] = (double)w[i];
        slope[i] = (double)g[i];
    }
    reference_adam(adam, exact, slope);
    for (size_t i = 0; i < n; i++)
        w[i] = (float)exact[i];
    call_both(s.call);
    expect_steps(s.call, &s.adam, adam->t);
    expect_f32(s.call, s.adam.m, adam->m, (Tolerance){3e-7, 1e-5},
               "m = beta1 m + (1 - beta1) g");
    expect_f32(s.call, s.adam.v, adam->v, (Tolerance){1e-12, 1e-5},
               "v = beta2 v + (1 - beta2) g^2");
    Tolerance close = {3e-4 * (double)adam->lr, 1e-6};
    expect_f32(s.call, s.w, w, close,
               "w -= lr (m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps) "
               "+ weight_decay w)");
    expect_same(s.call, close, "The solution's step.");
}

START_TEST(first_step_has_the_size_of_lr)
{
    const float g[4] = {1.0f, -2.0f, 0.5f, -1e-3f};
    const float w[4] = {1.0f, 1.0f, -1.0f, 0.0f};
    const float want[4] = {0.99f, 1.01f, -1.01f, 0.009999f};
    const float m[4] = {0.1f, -0.2f, 0.05f, -1e-4f};
    const float v[4] = {1e-3f, 4e-3f, 2.5e-4f, 1e-9f};
    Adam adam = test_adam(4, 0.01f);
    Step s = step_call(&adam, w, g);
    call_student(s.call);
    expect_steps(s.call, &s.adam, 1);
    expect_f32(s.call, s.adam.m, m, (Tolerance){0, 1e-4}, "m = 0.1 g");
    expect_f32(s.call, s.adam.v, v, (Tolerance){0, 1e-4}, "v = 0.001 g^2");
    expect_f32(
        s.call, s.w, want, (Tolerance){2e-6, 0},
        "The first step is lr against the sign of g, whatever its size.");
}
END_TEST

START_TEST(eps_stands_beside_the_root)
{
    const float g[3] = {0.5f, -1.5f, 0.0f}, w[3] = {0.0f, 0.0f, 1.0f};
    const float want[3] = {-0.05f, 0.075f, 1.0f};
    Adam adam = test_adam(3, 0.1f);
    adam.eps = 0.5f;
    Step s = step_call(&adam, w, g);
    call_student(s.call);
    expect_steps(s.call, &s.adam, 1);
    expect_f32(s.call, s.w, want, (Tolerance){5e-5, 0},
               "lr g / (|g| + eps): 0.1 0.5 / (0.5 + 0.5) = 0.05");
}
END_TEST

START_TEST(steps_follow_the_formula)
{
    const size_t sizes[] = {1, 7, 64, 1001};
    size_t n = sizes[_i];
    Rng rng = test_rng(20 + (uint64_t)_i);
    Adam adam = test_adam(n, 0.01f);
    adam.weight_decay = _i % 2 ? 0.0f : 0.2f;
    float *w = normal_f32(&rng, n);
    for (int step = 0; step < 5; step++)
        check_step(&adam, w, normal_f32(&rng, n));
}
END_TEST

START_TEST(settings_are_taken_from_the_struct)
{
    Rng rng = test_rng(30);
    Adam adam = test_adam(33, 0.3f);
    adam.beta1 = 0.5f;
    adam.beta2 = 0.75f;
    adam.eps = 0.01f;
    adam.t = 2;
    adam.m = normal_f32(&rng, 33);
    adam.v = random_f32(&rng, 33, 0.1f, 1.0f);
    float *w = normal_f32(&rng, 33);
    check_step(&adam, w, normal_f32(&rng, 33));
    adam.t = 100000;
    check_step(&adam, w, normal_f32(&rng, 33));
}
END_TEST

START_TEST(weight_decay_does_not_pass_through_m_and_v)
{
    const float g[2] = {0.0f, 0.0f}, w[2] = {2.0f, -8.0f};
    const float want[2] = {1.9f, -7.6f};
    Adam adam = test_adam(2, 0.1f);
    adam.weight_decay = 0.5f;
    Step s = step_call(&adam, w, g);
    call_student(s.call);
    expect_f32(s.call, s.w, want, CLOSE, "With g = 0: w -= 0.1 0.5 w.");
    expect_f32(s.call, s.adam.m, g, EXACT, "m knows of g alone.");
    expect_f32(s.call, s.adam.v, g, EXACT, "v knows of g alone.");
}
END_TEST

START_TEST(step_with_no_parameters)
{
    Adam adam = test_adam(0, 0.1f);
    Step s = step_call(&adam, adam.m, adam.m);
    call_student(s.call);
    expect_steps(s.call, &s.adam, 1);
}
END_TEST

void suite_tasks(Suite *suite)
{
    TCase *t = task(suite, "mlp-count-params");
    tcase_add_test(t, count_of_known_networks);
    tcase_add_test(t, count_of_any_network);
    tcase_add_test(t, count_of_a_huge_network);
    net_tasks(suite);
    t = task(suite, "adam-step");
    tcase_add_test(t, first_step_has_the_size_of_lr);
    tcase_add_test(t, eps_stands_beside_the_root);
    tcase_add_loop_test(t, steps_follow_the_formula, 0, 4);
    tcase_add_test(t, settings_are_taken_from_the_struct);
    tcase_add_test(t, weight_decay_does_not_pass_through_m_and_v);
    tcase_add_test(t, step_with_no_parameters);
    epoch_tasks(suite);
    gap_tasks(suite);
}
