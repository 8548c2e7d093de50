// adam_new and adam_free: what an optimiser is before its first step.
#include "adam.h"

#include "fresh.h"

Suite *test_suite(void);

START_TEST(begins_with_the_usual_settings)
{
    Adam *adam = adam_new(7, 0.25f);
    ck_assert_ptr_nonnull(adam);
    ck_assert_float_eq(adam->lr, 0.25f);
    ck_assert_float_eq(adam->beta1, 0.9f);
    ck_assert_float_eq(adam->beta2, 0.999f);
    ck_assert_float_eq(adam->eps, 1e-7f);
    ck_assert_float_eq(adam->weight_decay, 0.0f);
    ck_assert_uint_eq(adam->n, 7);
    adam_free(adam);
}
END_TEST

START_TEST(begins_with_nothing_seen)
{
    Adam *adam = adam_new(7, 0.25f);
    ck_assert_ptr_nonnull(adam);
    ck_assert_uint_eq(adam->t, 0);
    for (size_t i = 0; i < adam->n; i++) {
        ck_assert_float_eq(adam->m[i], 0.0f);
        ck_assert_float_eq(adam->v[i], 0.0f);
    }
    adam_free(adam);
}
END_TEST

START_TEST(no_parameters_are_no_lack_of_memory)
{
    Adam *adam = adam_new(0, 0.25f);
    ck_assert_ptr_nonnull(adam);
    adam_free(adam);
}
END_TEST

START_TEST(says_when_memory_runs_out)
{
    ck_assert_ptr_null(adam_new(SIZE_MAX, 0.25f));
    ck_assert_ptr_null(adam_new(SIZE_MAX / 4, 0.25f));
    adam_free(NULL);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("adam");
    TCase *t = tcase_create("adam");
    tcase_add_test(t, begins_with_the_usual_settings);
    tcase_add_test(t, begins_with_nothing_seen);
    tcase_add_test(t, no_parameters_are_no_lack_of_memory);
    tcase_add_test(t, says_when_memory_runs_out);
    suite_add_tcase(suite, t);
    return suite;
}
