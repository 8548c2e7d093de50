// lib/dataset.c: slices, splits and batches keep samples and labels together,
// and the regression set follows its formula.
#include "dataset.h"

#include <check.h>

#include <math.h>
#include <string.h>

// n samples of 2 features (i, -i), class i mod 10 or target i / 2.
static Dataset numbered(size_t n, size_t n_classes)
{
    Dataset data;
    ck_assert(dataset_new(&data, n, 2, n_classes));
    for (size_t i = 0; i < n; i++) {
        data.x[2 * i] = (float)i;
        data.x[2 * i + 1] = -(float)i;
        if (data.y)
            data.y[i] = (uint8_t)(i % 10);
        if (data.target)
            data.target[i] = (float)i / 2;
    }
    return data;
}

// Checks that sample i of data is the numbered sample `number`.
static void check_sample(const Dataset *data, size_t i, size_t number)
{
    ck_assert_float_eq(data->x[2 * i], (float)number);
    ck_assert_float_eq(data->x[2 * i + 1], -(float)number);
    if (data->y)
        ck_assert_uint_eq(data->y[i], number % 10);
    if (data->target)
        ck_assert_float_eq(data->target[i], (float)number / 2);
}

START_TEST(new_refuses_sizes_that_overflow)
{
    Dataset data = {.n = 1};
    ck_assert(!dataset_new(&data, 2, SIZE_MAX / 2 + 1, 10)); // 0 if it wrapped
    ck_assert_uint_eq(data.n, 0);
    ck_assert_ptr_null(data.x);
    ck_assert(dataset_new(&data, 0, 0, 0));
    dataset_free(&data);
}
END_TEST

START_TEST(free_leaves_an_empty_set_that_may_be_freed_again)
{
    DataPair pair;
    ck_assert(dataset_new(&pair.train, 3, 2, 10));
    ck_assert(dataset_new(&pair.test, 3, 2, 0));
    for (int time = 0; time < 2; time++) {
        data_pair_free(&pair);
        static const DataPair empty;
        ck_assert_mem_eq(&pair, &empty, sizeof empty);
    }
}
END_TEST

START_TEST(regression_follows_its_formula)
{
    Rng rng = rng_seed(1, 0), same = rng;
    DataPair pair;
    ck_assert(dataset_make_regression(&pair, 20, 100, 200, &rng));
    ck_assert_uint_eq(pair.train.n, 20);
    ck_assert_uint_eq(pair.test.n, 100);
    const Dataset *halves[] = {&pair.train, &pair.test};
    double noise = 0, noise_squares = 0;
    for (size_t half = 0; half < 2; half++) {
        const Dataset *data = halves[half];
        ck_assert_uint_eq(data->n_features, 200);
        ck_assert_uint_eq(data->n_classes, 0);
        ck_assert_ptr_null(data->y);
        for (size_t i = 0; i < data->n; i++) {
            double y = 0.05;
            for (size_t j = 0; j < 200; j++) {
                float x = rng_normal(&same);
                ck_assert_float_eq(data->x[200 * i + j], x);
                y += 0.01 * (double)x;
            }
            double e = (double)data->target[i] - y;
            ck_assert_double_eq_tol(e, 0.01 * (double)rng_normal(&same), 1e-7);
            noise += e;
            noise_squares += e * e;
        }
    }
    ck_assert_uint_eq(rng.state, same.state);
    // 120 values of N(0, 0.01^2), within 6.5 standard deviations.
    ck_assert_double_lt(fabs(noise / 120), 6.5 * 0.01 / sqrt(120));
    ck_assert_double_lt(fabs(noise_squares / 120 / 1e-4 - 1),
                        6.5 * sqrt(2. / 120));
    data_pair_free(&pair);
}
END_TEST

START_TEST(part_has_the_samples_asked_for)
{
    for (size_t n_classes = 0; n_classes <= 10; n_classes += 10) {
        Dataset data = numbered(30, n_classes);
        Dataset part = dataset_part(&data, 12, 5);
        ck_assert_uint_eq(part.n, 5);
        ck_assert_uint_eq(part.n_classes, n_classes);
        ck_assert((part.y != NULL) == (n_classes > 0));
        ck_assert((part.target != NULL) == (n_classes == 0));
        for (size_t i = 0; i < 5; i++)
            check_sample(&part, i, 12 + i);
        ck_assert_uint_eq(dataset_part(&data, 30, 0).n, 0);
        dataset_free(&data);
    }
}
END_TEST

START_TEST(split_deals_every_sample_out_once)
{
    Rng rng = rng_seed(2, 0), same = rng;
    Dataset data = numbered(50, 10);
    DataPair pair;
    ck_assert(dataset_split(&pair, &data, 0.75, &rng));
    ck_assert_uint_eq(pair.train.n, 37);
    ck_assert_uint_eq(pair.test.n, 13);
    size_t order[50];
    rng_permutation(&same, order, 50);
    ck_assert_uint_eq(rng.state, same.state);
    for (size_t i = 0; i < 37; i++)
        check_sample(&pair.train, i, order[i]);
    for (size_t i = 0; i < 13; i++)
        check_sample(&pair.test, i, order[37 + i]);
    for (size_t i = 0; i < 50; i++)
        check_sample(&data, i, i); // left untouched
    data_pair_free(&pair);
    dataset_free(&data);
}
END_TEST

START_TEST(split_rounds_the_share_down)
{
    static const struct {
        double share;
        size_t n, n_train;
    } cases[] = {{0.8, 1797, 1437}, {0.29, 100, 29}, {0.7, 10, 7},
                 {0.5, 1, 0},       {0.5, 0, 0},     {0.999, 10, 9}};
    for (size_t i = 0; i < 6; i++) {
        Rng rng = rng_seed(3, i);
        Dataset data = numbered(cases[i].n, 0);
        DataPair pair;
        ck_assert(dataset_split(&pair, &data, cases[i].share, &rng));
        ck_assert_uint_eq(pair.train.n, cases[i].n_train);
        ck_assert_uint_eq(pair.train.n + pair.test.n, cases[i].n);
        data_pair_free(&pair);
        dataset_free(&data);
    }
}
END_TEST

START_TEST(moments_by_hand_and_far_from_zero)
{
    Dataset data;
    ck_assert(dataset_new(&data, 2, 2, 10));
    static const float values[] = {1, 2, 3, 6}; // mean 3, variance 14 / 4
    double mean, sd;
    for (float offset = 0; offset <= 1e6f; offset += 1e6f) {
        for (int i = 0; i < 4; i++)
            data.x[i] = values[i] + offset;
        dataset_moments(&data, &mean, &sd);
        ck_assert_double_eq_tol(mean, 3 + (double)offset, 1e-9);
        ck_assert_double_eq_tol(sd, sqrt(3.5), 1e-9);
    }
    dataset_normalise(&data, mean, sd);
    for (int i = 0; i < 4; i++)
        ck_assert_double_eq_tol((double)data.x[i],
                                ((double)values[i] - 3) / sqrt(3.5), 1e-6);
    dataset_free(&data);
}
END_TEST

START_TEST(gather_takes_rows_in_the_order_given)
{
    static const size_t order[] = {7, 0, 7, 9};
    Dataset data = numbered(10, 10);
    float x[9] = {0};
    uint8_t y[5] = {0};
    x[8] = 42, y[4] = 42;
    dataset_gather(x, NULL, &data, order, 4);
    ck_assert_uint_eq(y[0], 0);
    memset(x, 0, 8 * sizeof *x);
    dataset_gather(x, y, &data, order, 4);
    Dataset batch = {.x = x, .y = y};
    for (size_t i = 0; i < 4; i++)
        check_sample(&batch, i, order[i]);
    dataset_gather(x, y, &data, order + 1, 0);
    check_sample(&batch, 0, 7);
    ck_assert_float_eq(x[8], 42);
    ck_assert_uint_eq(y[4], 42);
    dataset_free(&data);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("dataset");
    TCase *tc = tcase_create("dataset");
    tcase_add_test(tc, new_refuses_sizes_that_overflow);
    tcase_add_test(tc, free_leaves_an_empty_set_that_may_be_freed_again);
    tcase_add_test(tc, regression_follows_its_formula);
    tcase_add_test(tc, part_has_the_samples_asked_for);
    tcase_add_test(tc, split_deals_every_sample_out_once);
    tcase_add_test(tc, split_rounds_the_share_down);
    tcase_add_test(tc, moments_by_hand_and_far_from_zero);
    tcase_add_test(tc, gather_takes_rows_in_the_order_given);
    suite_add_tcase(suite, tc);
    return suite;
}
