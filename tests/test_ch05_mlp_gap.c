// Suite of chapter 5, fourth part: the gap between training and validation.
#include "test_ch05_mlp.h"

static Call *gap_call(const double *train, const double *validation,
                      size_t n_epochs, size_t last)
{
    Call *c = call_begin("generalisation_gap", T_F64);
    arg_in(c, "train", T_F64, train, n_epochs);
    arg_in(c, "validation", T_F64, validation, n_epochs);
    arg_size(c, "n_epochs", n_epochs);
    arg_size(c, "last", last);
    return c;
}

static const double TRAIN[4] = {0.5, 0.75, 1.0, 0.875};
static const double VALIDATION[4] = {0.625, 0.75, 0.5, 0.75};

START_TEST(gap_by_hand)
{
    const double want[] = {0.125, 0.3125, 0.625 / 3, 0.125, 0.125};
    for (size_t last = 1; last <= 5; last++) {
        Call *c = gap_call(TRAIN, VALIDATION, 4, last);
        call_student(c);
        expect_number(c, want[last - 1], (Tolerance){1e-12, 0},
                      "Training minus validation accuracy, the mean over the "
                      "last epochs; over all, if there are fewer.");
    }
}
END_TEST

START_TEST(gap_of_drawn_accuracies)
{
    enum { N = 40 };
    const size_t epochs[] = {1, 5, 12, N, N, 3};
    const size_t last[] = {1, 2, 5, 1, N, 10};
    for (size_t k = 0; k < 6; k++) {
        Rng rng = test_rng(40 + k);
        double train[N], validation[N], sum = 0.0;
        size_t n = epochs[k], counted = last[k] < n ? last[k] : n;
        for (size_t i = 0; i < n; i++) {
            train[i] = (double)rng_uniform(&rng);
            validation[i] = (double)rng_uniform(&rng);
            sum += i + counted < n ? 0.0 : train[i] - validation[i];
        }
        Call *c = gap_call(train, validation, n, last[k]);
        call_both(c);
        expect_number(c, sum / (double)counted, (Tolerance){1e-12, 0},
                      "The mean gap over the last epochs, or over all of "
                      "fewer.");
        expect_same(c, (Tolerance){1e-12, 0}, "The solution's gap.");
    }
}
END_TEST

START_TEST(gap_of_no_epochs)
{
    Call *c = gap_call(TRAIN, VALIDATION, 1, 1);
    call_student(c);
    expect_number(c, -0.125, EXACT, "A gap may be negative.");
    c = gap_call(TRAIN, VALIDATION, 0, 3);
    call_student(c);
    expect_number(c, 0.0, EXACT, "No epochs: 0, not 0 / 0.");
}
END_TEST

void gap_tasks(Suite *suite)
{
    TCase *t = task(suite, "generalisation-gap");
    tcase_add_test(t, gap_by_hand);
    tcase_add_test(t, gap_of_drawn_accuracies);
    tcase_add_test(t, gap_of_no_epochs);
}
