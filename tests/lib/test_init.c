// lib/init.c: each initialiser draws from the normal distribution that its
// name promises. Limits are 6.5 standard deviations: a right initialiser would
// fail with a chance below 1e-9, and the seeds are fixed.
#include "init.h"

#include <check.h>

#include <math.h>

enum { N = 200000 };
static float w[N + 1];

static void check_normal(double sd)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < N; i++) {
        sum += (double)w[i];
        squares += (double)w[i] * (double)w[i];
    }
    ck_assert_double_lt(fabs(sum / N), 6.5 * sd / sqrt(N));
    // The variance of z^2 is 2.
    ck_assert_double_lt(fabs(squares / N / (sd * sd) - 1), 6.5 * sqrt(2.0 / N));
}

static void check_draws(Rng after, Rng before)
{
    for (size_t i = 0; i < 2 * N; i++)
        rng_next(&before);
    ck_assert_uint_eq(after.state, before.state);
    ck_assert_msg(w[N] == 42, "wrote past the end");
}

START_TEST(normal_has_the_standard_deviation_asked_for)
{
    Rng rng = rng_seed(1, 0), before = rng;
    w[N] = 42;
    init_normal(w, N, 0.01f, &rng);
    check_normal(0.01);
    check_draws(rng, before);
    ck_assert_float_eq(w[0], 0.01f * rng_normal(&before));
}
END_TEST

START_TEST(he_has_variance_two_over_inputs)
{
    Rng rng = rng_seed(2, 0), before = rng;
    w[N] = 42;
    init_he(w, N, 50, &rng);
    check_normal(0.2);
    check_draws(rng, before);
}
END_TEST

START_TEST(lecun_has_variance_one_over_inputs)
{
    Rng rng = rng_seed(3, 0), before = rng;
    w[N] = 42;
    init_lecun(w, N, 25, &rng);
    check_normal(0.2);
    check_draws(rng, before);
}
END_TEST

START_TEST(nothing_to_write_draws_nothing)
{
    Rng rng = rng_seed(4, 0), before = rng;
    w[0] = 42;
    init_normal(w, 0, 1, &rng);
    init_he(w, 0, 1, &rng);
    init_lecun(w, 0, 1, &rng);
    ck_assert_uint_eq(rng.state, before.state);
    ck_assert_float_eq(w[0], 42);
}
END_TEST

START_TEST(zero_standard_deviation_gives_zeros)
{
    Rng rng = rng_seed(5, 0);
    init_normal(w, 10, 0, &rng);
    for (int i = 0; i < 10; i++)
        ck_assert_float_eq(w[i], 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("init");
    TCase *tc = tcase_create("init");
    tcase_add_test(tc, normal_has_the_standard_deviation_asked_for);
    tcase_add_test(tc, he_has_variance_two_over_inputs);
    tcase_add_test(tc, lecun_has_variance_one_over_inputs);
    tcase_add_test(tc, nothing_to_write_draws_nothing);
    tcase_add_test(tc, zero_standard_deviation_gives_zeros);
    suite_add_tcase(suite, tc);
    return suite;
}
