// lib/rng.c: published values, exact rules, and statistics. Each statistical
// test would fail a right generator with a chance below 1e-9: limits are 6.5
// standard deviations, or the 1e-10 quantile of chi-square. The seeds are
// fixed, so that a run that passes always passes.
#include "rng.h"

#include <check.h>

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const double SIGMAS = 6.5;

// The sum over bins of (seen - expected)^2 / expected, all bins equally likely.
static double chi_square(const size_t *seen, size_t bins)
{
    double total = 0, sum = 0;
    for (size_t i = 0; i < bins; i++)
        total += (double)seen[i];
    double expected = total / (double)bins;
    for (size_t i = 0; i < bins; i++)
        sum += pow((double)seen[i] - expected, 2) / expected;
    return sum;
}

// What chi-square exceeds with a chance of 1e-10, by the number of bins.
static const double LIMIT_3 = 46.06, LIMIT_7 = 58.30, LIMIT_10 = 65.82,
                    LIMIT_20 = 87.29, LIMIT_24 = 95.04, LIMIT_100 = 216.27;

START_TEST(next_gives_the_published_values)
{
    static const uint64_t published[] = {
        6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
        4593380528125082431u, 16408922859458223821u};
    Rng rng = {1234567};
    for (size_t i = 0; i < 5; i++)
        ck_assert_uint_eq(rng_next(&rng), published[i]);
}
END_TEST

START_TEST(uniform_is_the_top_24_bits_of_one_draw)
{
    Rng rng = rng_seed(1, 0), same = rng;
    double sum = 0, squares = 0;
    size_t seen[100] = {0}, wrong = 0;
    const size_t n = 1000000;
    for (size_t i = 0; i < n; i++) {
        double u = (double)rng_uniform(&rng);
        wrong += u * 0x1p24 != (double)(rng_next(&same) >> 40);
        sum += u;
        squares += (u - 0.5) * (u - 0.5);
        seen[(size_t)(u * 100) % 100]++;
    }
    ck_assert_uint_eq(wrong, 0);
    ck_assert_uint_eq(rng.state, same.state);
    // Var u = 1/12, Var (u - 1/2)^2 = 1/180.
    double root_n = sqrt((double)n);
    ck_assert_double_lt(fabs(sum / (double)n - 0.5),
                        SIGMAS * sqrt(1 / 12.0) / root_n);
    ck_assert_double_lt(fabs(squares / (double)n - 1 / 12.0),
                        SIGMAS * sqrt(1 / 180.0) / root_n);
    ck_assert_double_lt(chi_square(seen, 100), LIMIT_100);
}
END_TEST

START_TEST(below_is_in_range_and_even)
{
    Rng rng = rng_seed(2, 0);
    size_t seen[10] = {0};
    for (size_t n = 7; n <= 10; n += 3) {
        memset(seen, 0, sizeof seen);
        for (size_t i = 0; i < 100000; i++) {
            uint64_t value = rng_below(&rng, n);
            ck_assert_uint_lt(value, n);
            seen[value]++;
        }
        ck_assert_double_lt(chi_square(seen, n), n == 7 ? LIMIT_7 : LIMIT_10);
    }
    for (int i = 0; i < 100; i++)
        ck_assert_uint_eq(rng_below(&rng, 1), 0);
}
END_TEST

// With n = 3/4 of 2^64, every third value would come twice as often as the
// others if the surplus draws were kept.
START_TEST(below_refuses_the_surplus_draws)
{
    const uint64_t n = (uint64_t)3 << 62;
    Rng rng = rng_seed(3, 0);
    size_t seen[3] = {0}, quarter[3] = {0};
    for (size_t i = 0; i < 30000; i++) {
        uint64_t value = rng_below(&rng, n);
        ck_assert_uint_lt(value, n);
        seen[value % 3]++;
        quarter[value >> 62]++;
    }
    ck_assert_double_lt(chi_square(seen, 3), LIMIT_3);
    ck_assert_double_lt(chi_square(quarter, 3), LIMIT_3);
}
END_TEST

// The formula of Box and Muller, worked out apart from this code with 40
// digits.
START_TEST(normal_gives_the_values_of_its_formula)
{
    static const double worked_out[] = {0.6687418475, 0.007002816605,
                                        -0.4284566495, -0.1623625384};
    Rng rng = {1234567};
    for (size_t i = 0; i < 4; i++)
        ck_assert_double_eq_tol((double)rng_normal(&rng), worked_out[i], 1e-7);
}
END_TEST

START_TEST(normal_has_the_moments_of_a_normal)
{
    // E z^k, and the standard deviation of z^k, for k = 1..4.
    static const double expected[] = {0, 1, 0, 3};
    static const double sd[] = {1, 1.4142135623730951, 3.872983346207417,
                                9.797958971132712};
    Rng rng = rng_seed(4, 0);
    const size_t n = 1000000;
    double sum[4] = {0}, lag = 0, before = 0;
    for (size_t i = 0; i < n; i++) {
        double z = (double)rng_normal(&rng), power = 1;
        for (int k = 0; k < 4; k++)
            sum[k] += power *= z;
        lag += before * z;
        before = z;
    }
    for (int k = 0; k < 4; k++)
        ck_assert_double_lt(fabs(sum[k] / (double)n - expected[k]),
                            SIGMAS * sd[k] / sqrt((double)n));
    // Neighbours are uncorrelated.
    ck_assert_double_lt(fabs(lag / (double)n), SIGMAS / sqrt((double)n));
}
END_TEST

START_TEST(normal_has_the_shape_and_tail_of_a_normal)
{
    Rng rng = rng_seed(5, 0);
    const size_t n = 1000000;
    size_t seen[20] = {0}, beyond_3 = 0, beyond_4 = 0;
    for (size_t i = 0; i < n; i++) {
        double z = (double)rng_normal(&rng);
        double below = 0.5 * erfc(-z / sqrt(2)); // P(Z < z), uniform
        seen[below < 1 ? (size_t)(20 * below) : 19]++;
        beyond_3 += fabs(z) > 3;
        beyond_4 += fabs(z) > 4;
    }
    ck_assert_double_lt(chi_square(seen, 20), LIMIT_20);
    double p = erfc(3 / sqrt(2)), m = (double)n * p;
    ck_assert_double_lt(fabs((double)beyond_3 - m), SIGMAS * sqrt(m * (1 - p)));
    // 63 are expected; outside these limits with a chance of 7e-11 (Poisson).
    ck_assert_uint_ge(beyond_4, 20);
    ck_assert_uint_le(beyond_4, 125);
}
END_TEST

START_TEST(normal_is_finite_on_extreme_draws_and_takes_two)
{
    // From this state the next draw is 0, whose logarithm would be infinite.
    Rng rng = {0 - (uint64_t)0x9e3779b97f4a7c15u}, same = rng;
    ck_assert_uint_eq(rng_next(&same), 0);
    rng_next(&same);
    float z = rng_normal(&rng);
    ck_assert(isfinite(z));
    ck_assert_double_gt(fabs((double)z), 5);
    ck_assert_uint_eq(rng.state, same.state);
}
END_TEST

START_TEST(permutation_holds_every_number_once)
{
    Rng rng = rng_seed(6, 0);
    static size_t order[1000];
    static const size_t sizes[] = {0, 1, 2, 3, 999};
    for (size_t s = 0; s < 5; s++) {
        bool seen[1000] = {false};
        order[sizes[s]] = 12345;
        rng_permutation(&rng, order, sizes[s]);
        for (size_t i = 0; i < sizes[s]; i++) {
            ck_assert_uint_lt(order[i], sizes[s]);
            ck_assert_msg(!seen[order[i]], "%zu comes twice", order[i]);
            seen[order[i]] = true;
        }
        ck_assert_uint_eq(order[sizes[s]], 12345);
    }
}
END_TEST

START_TEST(permutations_of_4_come_equally_often)
{
    Rng rng = rng_seed(7, 0);
    size_t seen[256] = {0}, packed[24], n_seen = 0;
    for (size_t i = 0; i < 240000; i++) {
        size_t order[4];
        rng_permutation(&rng, order, 4);
        seen[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
    }
    for (size_t i = 0; i < 256; i++) {
        if (seen[i] > 0)
            packed[n_seen++] = seen[i];
    }
    ck_assert_uint_eq(n_seen, 24);
    ck_assert_double_lt(chi_square(packed, 24), LIMIT_24);
}
END_TEST

START_TEST(same_seed_same_numbers)
{
    Rng a = rng_seed(8, 9), b = rng_seed(8, 9);
    for (int i = 0; i < 10; i++)
        ck_assert_uint_eq(rng_next(&a), rng_next(&b));
    // mix(mix(1) + 0) by the published formula; another value would change
    // every figure of the course.
    ck_assert_uint_eq(rng_seed(1, 0).state, 0x5e41ab087439611eu);
}
END_TEST

START_TEST(seed_mixes_every_bit_of_seed_and_stream)
{
    // Over 1024 starts, flipping one bit flips each state bit half the time.
    Rng bits = rng_seed(10, 0);
    for (int flip = 0; flip < 128; flip++) {
        size_t flipped[64] = {0};
        for (int i = 0; i < 1024; i++) {
            uint64_t seed = rng_next(&bits), stream = rng_next(&bits);
            uint64_t other_seed = flip < 64 ? seed ^ (uint64_t)1 << flip : seed;
            uint64_t other_stream =
                flip < 64 ? stream : stream ^ (uint64_t)1 << (flip - 64);
            uint64_t changed = rng_seed(seed, stream).state ^
                               rng_seed(other_seed, other_stream).state;
            for (int bit = 0; bit < 64; bit++)
                flipped[bit] += changed >> bit & 1;
        }
        // 8192 counts: with 7.5 deviations of 16, 1e-9 for all together.
        for (int bit = 0; bit < 64; bit++)
            ck_assert_double_lt(fabs((double)flipped[bit] - 512), 7.5 * 16);
    }
}
END_TEST

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

START_TEST(small_seeds_and_streams_start_far_apart)
{
    // A state divided by the step (mod 2^64) is its place on the circle.
    const uint64_t step = 0x9e3779b97f4a7c15u;
    uint64_t inverse = step, place[101];
    for (int i = 0; i < 6; i++) // Newton: right bits double
        inverse *= 2 - step * inverse;
    ck_assert_uint_eq(inverse * step, 1);
    for (uint64_t i = 0; i < 100; i++)
        place[i] = rng_seed(i / 10, i % 10).state * inverse;
    qsort(place, 100, sizeof *place, compare);
    place[100] = place[0];
    // Gaps below 10^6 draws: a chance of 100^2 10^6 / 2^64 = 5e-10.
    for (size_t i = 0; i < 100; i++)
        ck_assert_uint_gt(place[i + 1] - place[i], 1000000);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("rng");
    TCase *tc = tcase_create("rng");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, next_gives_the_published_values);
    tcase_add_test(tc, uniform_is_the_top_24_bits_of_one_draw);
    tcase_add_test(tc, below_is_in_range_and_even);
    tcase_add_test(tc, below_refuses_the_surplus_draws);
    tcase_add_test(tc, normal_gives_the_values_of_its_formula);
    tcase_add_test(tc, normal_has_the_moments_of_a_normal);
    tcase_add_test(tc, normal_has_the_shape_and_tail_of_a_normal);
    tcase_add_test(tc, normal_is_finite_on_extreme_draws_and_takes_two);
    tcase_add_test(tc, permutation_holds_every_number_once);
    tcase_add_test(tc, permutations_of_4_come_equally_often);
    tcase_add_test(tc, same_seed_same_numbers);
    tcase_add_test(tc, seed_mixes_every_bit_of_seed_and_stream);
    tcase_add_test(tc, small_seeds_and_streams_start_far_apart);
    suite_add_tcase(suite, tc);
    return suite;
}
