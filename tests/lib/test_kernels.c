// Matrix products and pooling of both kernels, against a reference in double
// and against each other. Convolution: test_conv.c.
#include "two_kernels.h"

typedef struct Product {
    size_t m, n, k;
    bool transpose_a, transpose_b, accumulate;
} Product;

static const char *describe(Product p)
{
    static char text[120];
    snprintf(text, sizeof text, "gemm %zux%zux%zu%s%s%s", p.m, p.n, p.k,
             p.transpose_a ? " transpose_a" : "",
             p.transpose_b ? " transpose_b" : "",
             p.accumulate ? " accumulate" : "");
    return text;
}

// want = what gemm has to make of c; scale = the sum of the terms' magnitudes,
// to which rounding errors are in proportion.
static void reference(double *want, double *scale, const float *c,
                      const float *a, const float *b, Product p)
{
    for (size_t i = 0; i < p.m; i++)
        for (size_t j = 0; j < p.n; j++, want++, scale++) {
            *want = p.accumulate ? (double)c[i * p.n + j] : 0;
            *scale = fabs(*want);
            for (size_t q = 0; q < p.k; q++) {
                double left = p.transpose_a ? a[q * p.m + i] : a[i * p.k + q];
                double right = p.transpose_b ? b[j * p.k + q] : b[q * p.n + j];
                *want += left * right;
                *scale += fabs(left * right);
            }
        }
}

static void run(const Kernels *k, float *c, const float *a, const float *b,
                Product p)
{
    k->gemm(c, a, b, p.m, p.n, p.k, p.transpose_a, p.transpose_b, p.accumulate);
}

static void check_product(const Kernels *k, Product p)
{
    Rng rng = rng_seed(1, p.m * 1000000 + p.n * 1000 + p.k);
    size_t n_a = p.m * p.k, n_b = p.k * p.n, n_c = p.m * p.n;
    float *a = new_normals(n_a, &rng), *b = new_normals(n_b, &rng);
    float *c = p.accumulate ? new_normals(n_c, &rng) : new_floats(n_c);
    double *want = calloc(2 * n_c + 1, sizeof *want), *scale = want + n_c;
    reference(want, scale, c, a, b, p);
    uint64_t a_before = fingerprint(a, n_a * sizeof *a);
    uint64_t b_before = fingerprint(b, n_b * sizeof *b);
    run(k, c, a, b, p);
    assert_near(c, want, scale, 1e-6, n_c, describe(p));
    ck_assert_msg(fingerprint(a, n_a * sizeof *a) == a_before &&
                      fingerprint(b, n_b * sizeof *b) == b_before,
                  "%s: an input was changed", describe(p));
    free(want);
    release(a, "a");
    release(b, "b");
    release(c, "c");
}

// All eight kinds of a product.
static void check_products(const Kernels *k, size_t m, size_t n, size_t terms)
{
    for (int flags = 0; flags < 8; flags++)
        check_product(k,
                      (Product){m, n, terms, flags & 1, flags & 2, flags & 4});
}

START_TEST(gemm_is_right_for_small_sizes)
{
    static const size_t sizes[] = {0, 1, 2, 3, 5, 16, 19};
    enum { N = sizeof sizes / sizeof *sizes };
    for (size_t m = 0; m < N; m++)
        for (size_t n = 0; n < N; n++)
            for (size_t k = 0; k < N; k++)
                check_products(&kernels[_i], sizes[m], sizes[n], sizes[k]);
}
END_TEST

START_TEST(gemm_is_right_across_the_blocks)
{
    static const size_t sizes[][3] = {
        {3, 255, 31}, {4, 256, 32},  {5, 257, 33},   {7, 513, 65},
        {64, 10, 64}, {63, 33, 129}, {1, 1000, 100}, {100, 1, 1000}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        check_products(&kernels[_i], sizes[i][0], sizes[i][1], sizes[i][2]);
}
END_TEST

// With rows of a lost or doubled, or padding that is multiplied by an infinity,
// a NaN would turn up elsewhere.
START_TEST(gemm_keeps_a_nan_in_its_row_and_an_infinity_in_its_column)
{
    for (size_t m = 2; m < 20; m++) {
        Rng rng = rng_seed(2, m);
        size_t n = m + 1, k = m + 2, row = m / 2, column = n / 3;
        float *a = new_normals(m * k, &rng), *b = new_normals(k * n, &rng);
        float *c = new_floats(m * n);
        a[row * k + k - 1] = NAN;
        b[(k - 1) * n + column] = INFINITY;
        kernels[_i].gemm(c, a, b, m, n, k, false, false, false);
        for (size_t i = 0; i < m * n; i++) {
            int kind = i / n == row      ? FP_NAN
                       : i % n == column ? FP_INFINITE
                                         : FP_NORMAL;
            if (fpclassify(c[i]) != kind)
                ck_abort_msg("%zux%zux%zu: [%zu] is %g", m, n, k, i,
                             (double)c[i]);
        }
        release(a, "a");
        release(b, "b");
        release(c, "c");
    }
}
END_TEST

START_TEST(gemm_gives_the_same_bits_each_time)
{
    enum { M = 37, N = 300, K = 70 };
    Rng rng = rng_seed(3, 0);
    float *a = new_normals(M * K, &rng), *b = new_normals(K * N, &rng);
    float *once = new_floats(M * N), *again = new_floats(M * N);
    kernels[_i].gemm(once, a, b, M, N, K, false, true, false);
    kernels[_i].gemm(again, a, b, M, N, K, false, true, false);
    ck_assert_mem_eq(once, again, M * N * sizeof *once);
    release(a, "a");
    release(b, "b");
    release(once, "once");
    release(again, "again");
}
END_TEST

// oneDNN splits the work by its size, so this holds for the portable ones only.
START_TEST(portable_rows_do_not_depend_on_their_number)
{
    enum { M = 9, N = 300, K = 70 };
    Rng rng = rng_seed(4, 0);
    float *a = new_normals(M * K, &rng), *b = new_normals(K * N, &rng);
    float *all = new_floats(M * N), *one = new_floats(N);
    kernels[0].gemm(all, a, b, M, N, K, false, true, false);
    for (size_t i = 0; i < M; i++) {
        kernels[0].gemm(one, a + i * K, b, 1, N, K, false, true, false);
        ck_assert_mem_eq(one, all + i * N, N * sizeof *one);
    }
    release(a, "a");
    release(b, "b");
    release(all, "all");
    release(one, "one");
}
END_TEST

START_TEST(both_products_agree_at_the_size_of_the_chapters)
{
    Product p = {256, 256, 784, false, true, false};
    Rng rng = rng_seed(5, 0);
    float *a = new_normals(p.m * p.k, &rng), *b = new_normals(p.k * p.n, &rng);
    float *c[] = {new_floats(p.m * p.n), new_floats(p.m * p.n)};
    for (int i = 0; i < 2; i++)
        run(&kernels[i], c[i], a, b, p);
    assert_agree(c[1], c[0], 5e-4, p.m * p.n, describe(p));
    release(a, "a");
    release(b, "b");
    release(c[0], "c of A");
    release(c[1], "c of B");
}
END_TEST

START_TEST(maxpool_takes_the_first_of_equals_by_hand)
{
    static const float x[3 * 5] = {1, 2, 7, 7,  9, // the last column and row
                                   3, 0, 7, -1, 9, // belong to no window
                                   9, 9, 9, 9,  9};
    static const float dy[2] = {10, 20};
    static const float want_dx[3 * 5] = {[2] = 20, [5] = 10};
    float y[2], dx[3 * 5];
    uint8_t winner[2];
    kernels[_i].maxpool_forward(y, winner, x, 1, 3, 5);
    ck_assert_float_eq(y[0], 3);
    ck_assert_uint_eq(winner[0], 2);
    ck_assert_float_eq(y[1], 7);
    ck_assert_uint_eq(winner[1], 0);
    memset(dx, 0xff, sizeof dx);
    kernels[_i].maxpool_backward(dx, dy, winner, 1, 3, 5);
    ck_assert_mem_eq(dx, want_dx, sizeof dx);
}
END_TEST

// Whole numbers from -2 to 2, so that there are many equals.
static void check_pool(const Kernels *k, size_t planes, size_t h, size_t w)
{
    Rng rng = rng_seed(6, planes * 10000 + h * 100 + w);
    size_t n_x = planes * h * w, n_y = planes * (h / 2) * (w / 2), at = 0;
    float *x = new_floats(n_x), *dx = new_floats(n_x), *y = new_floats(n_y);
    float *dy = new_normals(n_y, &rng), *want_dx = calloc(n_x + 1, sizeof *dx);
    uint8_t *winner = guarded(n_y);
    for (size_t i = 0; i < n_x; i++)
        x[i] = (float)rng_below(&rng, 5) - 2;
    k->maxpool_forward(y, winner, x, planes, h, w);
    k->maxpool_backward(dx, dy, winner, planes, h, w);
    for (size_t p = 0; p < planes; p++)
        for (size_t i = 0; i + 1 < h; i += 2)
            for (size_t j = 0; j + 1 < w; j += 2, at++) {
                size_t corner = (p * h + i) * w + j, best = corner, which = 0;
                size_t four[] = {corner, corner + 1, corner + w,
                                 corner + w + 1};
                for (size_t q = 1; q < 4; q++)
                    if (x[four[q]] > x[best]) {
                        best = four[q];
                        which = q;
                    }
                if (y[at] != x[best] || winner[at] != which)
                    ck_abort_msg("maxpool %zu planes %zux%zu: [%zu] is %g by "
                                 "winner %d, not %g by %zu",
                                 planes, h, w, at, (double)y[at], winner[at],
                                 (double)x[best], which);
                want_dx[best] = dy[at];
            }
    ck_assert_mem_eq(dx, want_dx, n_x * sizeof *dx);
    free(want_dx);
    release(x, "x");
    release(y, "y");
    release(winner, "winner");
    release(dy, "dy");
    release(dx, "dx");
}

START_TEST(maxpool_is_right_for_all_sizes)
{
    static const size_t sizes[] = {0, 1, 2, 3, 5, 8, 26, 35};
    enum { N = sizeof sizes / sizeof *sizes };
    for (size_t planes = 0; planes < 4; planes++)
        for (size_t h = 0; h < N; h++)
            for (size_t w = 0; w < N; w++)
                check_pool(&kernels[_i], planes, sizes[h], sizes[w]);
}
END_TEST

START_TEST(the_kernels_say_who_they_are)
{
    static const char *names[] = {"portable", "oneDNN"};
    ck_assert_str_eq(kernels[_i].name(), names[_i]);
}
END_TEST

Suite *test_suite(void)
{
    load_kernels();
    Suite *suite = suite_create("kernels");
    TCase *tcase = tcase_create("kernels");
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);
    add_for_each(tcase, the_kernels_say_who_they_are);
    add_for_each(tcase, gemm_is_right_for_small_sizes);
    add_for_each(tcase, gemm_is_right_across_the_blocks);
    add_for_each(tcase,
                 gemm_keeps_a_nan_in_its_row_and_an_infinity_in_its_column);
    add_for_each(tcase, gemm_gives_the_same_bits_each_time);
    tcase_add_test(tcase, portable_rows_do_not_depend_on_their_number);
    add_for_both(tcase, both_products_agree_at_the_size_of_the_chapters);
    add_for_each(tcase, maxpool_takes_the_first_of_equals_by_hand);
    add_for_each(tcase, maxpool_is_right_for_all_sizes);
    return suite;
}
