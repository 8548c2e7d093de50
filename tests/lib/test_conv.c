// Convolution of both kernels: forward against a reference in double, backward
// against the reference's central differences, and one against the other.
#include "two_kernels.h"

// Sizes 1, odd and even, one window, a kernel of one; both sides of oneDNN's
// blocks of 16 channels; the two layers of the chapters, with few images.
static const ConvShape shapes[] = {
    {1, 1, 1, 1, 1, 1},   {1, 1, 1, 3, 3, 3},    {1, 2, 3, 7, 4, 4},
    {5, 4, 2, 9, 9, 1},   {2, 3, 5, 6, 7, 3},    {3, 1, 32, 8, 9, 3},
    {2, 16, 17, 5, 5, 2}, {2, 1, 32, 28, 28, 3}, {2, 32, 64, 13, 13, 3}};
enum { N_SHAPES = sizeof shapes / sizeof *shapes };

static const char *describe(const char *what, ConvShape s)
{
    static char text[120];
    snprintf(text, sizeof text,
             "%s of %zux%zux%zux%zu, %zu channels, kernel "
             "%zu",
             what, s.batch, s.in_channels, s.height, s.width, s.out_channels,
             s.kernel);
    return text;
}

// Everything that a convolution takes and gives, and how many of each.
typedef struct Arrays {
    size_t n_x, n_w, n_y;
    float *x, *w, *b, *dy; // inputs
    float *y, *dx, *dw, *db;
} Arrays;

static Arrays new_arrays(ConvShape s)
{
    Rng rng = rng_seed(1, s.batch * 1000 + s.in_channels);
    size_t pixels = (s.height - s.kernel + 1) * (s.width - s.kernel + 1);
    Arrays a = {.n_x = s.batch * s.in_channels * s.height * s.width,
                .n_w = s.out_channels * s.in_channels * s.kernel * s.kernel,
                .n_y = s.batch * s.out_channels * pixels};
    a.x = new_normals(a.n_x, &rng);
    a.w = new_normals(a.n_w, &rng);
    a.b = new_normals(s.out_channels, &rng);
    a.dy = new_normals(a.n_y, &rng);
    a.y = new_floats(a.n_y);
    a.dx = new_floats(a.n_x);
    a.dw = new_floats(a.n_w);
    a.db = new_floats(s.out_channels);
    return a;
}

static void free_arrays(Arrays a)
{
    release(a.x, "x");
    release(a.w, "w");
    release(a.b, "b");
    release(a.dy, "dy");
    release(a.y, "y");
    release(a.dx, "dx");
    release(a.dw, "dw");
    release(a.db, "db");
}

static void run(const Kernels *k, const Arrays *a, ConvShape s)
{
    k->conv_forward(a->y, a->x, a->w, a->b, s);
    k->conv_backward(a->dx, a->dw, a->db, a->dy, a->x, a->w, s);
}

// Changes if one of the inputs, or of the outputs, does.
static uint64_t inputs_of(const Arrays *a, ConvShape s)
{
    return fingerprint(a->x, a->n_x * sizeof *a->x) ^
           fingerprint(a->w, a->n_w * sizeof *a->w) ^
           fingerprint(a->b, s.out_channels * sizeof *a->b) ^
           fingerprint(a->dy, a->n_y * sizeof *a->dy);
}

static uint64_t outputs_of(const Arrays *a, ConvShape s)
{
    return fingerprint(a->y, a->n_y * sizeof *a->y) ^
           fingerprint(a->dx, a->n_x * sizeof *a->dx) ^
           fingerprint(a->dw, a->n_w * sizeof *a->dw) ^
           fingerprint(a->db, s.out_channels * sizeof *a->db);
}

// One pixel of the output, from the definition. *scale += the magnitudes of
// its terms, to which rounding errors are in proportion.
static double pixel(const double *x, const double *w, ConvShape s, size_t row,
                    size_t column, double *scale)
{
    double sum = 0;
    for (size_t c = 0; c < s.in_channels; c++)
        for (size_t i = 0; i < s.kernel; i++)
            for (size_t j = 0; j < s.kernel; j++) {
                double term =
                    x[(c * s.height + row + i) * s.width + column + j] *
                    w[(c * s.kernel + i) * s.kernel + j];
                sum += term;
                *scale += fabs(term);
            }
    return sum;
}

// y and its scale, unless they are NULL. Returns the sum of dy * y.
static double reference(double *y, double *scale, const double *x,
                        const double *w, const double *b, const float *dy,
                        ConvShape s)
{
    size_t at = 0, w_step = s.in_channels * s.kernel * s.kernel;
    double total = 0;
    for (size_t n = 0; n < s.batch; n++)
        for (size_t o = 0; o < s.out_channels; o++)
            for (size_t i = 0; i + s.kernel <= s.height; i++)
                for (size_t j = 0; j + s.kernel <= s.width; j++, at++) {
                    const double *image =
                        x + n * s.in_channels * s.height * s.width;
                    double terms = fabs(b[o]);
                    double value =
                        b[o] + pixel(image, w + o * w_step, s, i, j, &terms);
                    total += value * (double)dy[at];
                    if (y) {
                        y[at] = value;
                        scale[at] = terms;
                    }
                }
    return total;
}

static void check_forward(const Kernels *k, ConvShape s)
{
    Arrays a = new_arrays(s);
    double *x = doubles(a.x, a.n_x), *w = doubles(a.w, a.n_w);
    double *b = doubles(a.b, s.out_channels);
    double *y = doubles(a.y, a.n_y), *scale = doubles(a.y, a.n_y);
    uint64_t before = inputs_of(&a, s);
    reference(y, scale, x, w, b, a.dy, s);
    run(k, &a, s);
    assert_near(a.y, y, scale, 1e-6, a.n_y, describe("conv_forward", s));
    ck_assert_msg(inputs_of(&a, s) == before, "an input was changed");
    double *all[] = {x, w, b, y, scale};
    for (size_t i = 0; i < 5; i++)
        free(all[i]);
    free_arrays(a);
}

START_TEST(forward_is_the_definition)
{
    check_forward(&kernels[_i / N_SHAPES], shapes[_i % N_SHAPES]);
}
END_TEST

// In one process: work that was prepared for one must not serve another.
START_TEST(shapes_that_differ_in_one_size_are_told_apart)
{
    static const ConvShape alike[] = {{2, 2, 3, 6, 6, 3}, {3, 2, 3, 6, 6, 3},
                                      {2, 3, 3, 6, 6, 3}, {2, 2, 4, 6, 6, 3},
                                      {2, 2, 3, 7, 6, 3}, {2, 2, 3, 6, 7, 3},
                                      {2, 2, 3, 6, 6, 2}, {1, 2, 3, 6, 6, 3}};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        check_forward(&kernels[_i], alike[i]);
}
END_TEST

// Compares the gradient got[n] of the sum of dy * y with central differences
// by v[n], which is one of x, w, b. The sum is linear in each of them, so a
// step of 1 is exact. In long arrays every so many are looked at.
static void check_gradient(const float *got, double *v, size_t n,
                           const double *x, const double *w, const double *b,
                           const Arrays *a, ConvShape s, const char *what)
{
    size_t work = a->n_y * s.in_channels * s.kernel * s.kernel;
    size_t step = 1 + n * work / 20000000;
    double largest = 0;
    for (size_t i = 0; i < n; i += step) {
        double old = v[i];
        v[i] = old + 1;
        double more = reference(NULL, NULL, x, w, b, a->dy, s);
        v[i] = old - 1;
        double want = (more - reference(NULL, NULL, x, w, b, a->dy, s)) / 2;
        v[i] = old;
        assert_near(&got[i], &want, NULL, 2e-4, 1, describe(what, s));
        largest = fabs(want) > largest ? fabs(want) : largest;
    }
    ck_assert_msg(largest > 1e-3, "%s: nothing to see", what);
}

START_TEST(backward_is_the_central_difference)
{
    ConvShape s = shapes[_i % N_SHAPES];
    Arrays a = new_arrays(s);
    double *x = doubles(a.x, a.n_x), *w = doubles(a.w, a.n_w);
    double *b = doubles(a.b, s.out_channels);
    run(&kernels[_i / N_SHAPES], &a, s);
    check_gradient(a.dx, x, a.n_x, x, w, b, &a, s, "dx");
    check_gradient(a.dw, w, a.n_w, x, w, b, &a, s, "dw");
    check_gradient(a.db, b, s.out_channels, x, w, b, &a, s, "db");
    free(x);
    free(w);
    free(b);
    free_arrays(a);
}
END_TEST

START_TEST(without_dx_the_rest_is_the_same)
{
    ConvShape s = shapes[4];
    Arrays a = new_arrays(s);
    run(&kernels[_i], &a, s);
    uint64_t before = outputs_of(&a, s);
    memset(a.dw, 0xff, a.n_w * sizeof *a.dw);
    memset(a.db, 0xff, s.out_channels * sizeof *a.db);
    kernels[_i].conv_backward(NULL, a.dw, a.db, a.dy, a.x, a.w, s);
    ck_assert(outputs_of(&a, s) == before);
    free_arrays(a);
}
END_TEST

START_TEST(an_empty_batch_has_zero_gradients)
{
    ConvShape s = {0, 2, 3, 5, 6, 3};
    Arrays a = new_arrays(s);
    run(&kernels[_i], &a, s);
    static const double zeros[54];
    assert_near(a.dw, zeros, NULL, 0, a.n_w, "dw");
    assert_near(a.db, zeros, NULL, 0, s.out_channels, "db");
    free_arrays(a);
}
END_TEST

START_TEST(an_image_does_not_touch_its_neighbours)
{
    ConvShape s = {3, 3, 5, 6, 7, 3};
    Arrays a = new_arrays(s);
    size_t image = a.n_x / s.batch, out = a.n_y / s.batch, wrong = 0;
    for (size_t i = image; i < 2 * image; i++)
        a.x[i] = NAN;
    run(&kernels[_i], &a, s);
    for (size_t i = 0; i < a.n_y; i++)
        wrong += isnan(a.y[i]) != (i / out == 1);
    for (size_t i = 0; i < a.n_x; i++)
        wrong += isnan(a.dx[i]) != 0; // x has no part in dx
    ck_assert_uint_eq(wrong, 0);
    free_arrays(a);
}
END_TEST

// More shapes than any cache of prepared work holds, twice over.
START_TEST(a_shape_seen_before_gives_the_same_bits)
{
    enum { N = 20 };
    uint64_t first[N];
    for (size_t round = 0; round < 2; round++)
        for (size_t i = 0; i < N; i++) {
            ConvShape s = {i + 1, 2, 3, 6, 6, 3};
            Arrays a = new_arrays(s);
            run(&kernels[_i], &a, s);
            if (round == 0)
                first[i] = outputs_of(&a, s);
            ck_assert(outputs_of(&a, s) == first[i]);
            free_arrays(a);
        }
}
END_TEST

// dw and db are sums over up to 5408 pixels, whose rounding came to 5e-4; a
// term left out would show as some 1e-1.
START_TEST(both_agree_on_the_layers_of_the_chapters)
{
    ConvShape s = shapes[N_SHAPES - 1 - _i];
    s.batch = 8;
    Arrays a = new_arrays(s), b = new_arrays(s);
    run(&kernels[0], &a, s);
    run(&kernels[1], &b, s);
    assert_agree(b.y, a.y, 2e-4, a.n_y, describe("y", s));
    assert_agree(b.dx, a.dx, 2e-4, a.n_x, describe("dx", s));
    assert_agree(b.dw, a.dw, 2e-3, a.n_w, describe("dw", s));
    assert_agree(b.db, a.db, 2e-3, s.out_channels, describe("db", s));
    free_arrays(a);
    free_arrays(b);
}
END_TEST

Suite *test_suite(void)
{
    load_kernels();
    Suite *suite = suite_create("conv");
    TCase *tcase = tcase_create("conv");
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, forward_is_the_definition, 0,
                        n_kernels * N_SHAPES);
    tcase_add_loop_test(tcase, backward_is_the_central_difference, 0,
                        n_kernels * N_SHAPES);
    add_for_each(tcase, shapes_that_differ_in_one_size_are_told_apart);
    add_for_each(tcase, without_dx_the_rest_is_the_same);
    add_for_each(tcase, an_empty_batch_has_zero_gradients);
    add_for_each(tcase, an_image_does_not_touch_its_neighbours);
    add_for_each(tcase, a_shape_seen_before_gives_the_same_bits);
    tcase_add_loop_test(tcase, both_agree_on_the_layers_of_the_chapters, 0,
                        n_kernels == 2 ? 2 : 0);
    return suite;
}
