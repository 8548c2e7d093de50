// Convolution and pooling in one are the same as one after the other, with
// half of the gradients 0, as they are behind ReLU.
#include "two_kernels.h"

// Windows whose rows have fewer numbers than a vector, some more, exactly two
// vectors; odd rows and columns; a map smaller than a pooling window; chapter
// 6's two layers.
static const ConvShape shapes[] = {
    {1, 1, 1, 3, 3, 2},    {2, 3, 5, 6, 7, 3},    {2, 6, 5, 8, 7, 3},
    {3, 16, 17, 5, 6, 2},  {2, 9, 2, 3, 5, 3},    {2, 4, 3, 9, 9, 1},
    {5, 1, 32, 28, 28, 3}, {3, 32, 64, 13, 13, 3}};
enum { N_SHAPES = sizeof shapes / sizeof *shapes };

// Inputs, what conv_pool_* makes of them, and what the separate functions do.
typedef struct Arrays {
    size_t n_x, n_w, n_z, n_y;
    float *x, *w, *b, *dy;
    float *y, *dx, *dw, *db;
    float *z, *dz, *want_y, *want_dx, *want_dw, *want_db;
    uint8_t *winner, *want_winner;
} Arrays;

static Arrays new_arrays(ConvShape s)
{
    Rng rng = rng_seed(1, s.batch * 1000 + s.in_channels);
    size_t height = s.height - s.kernel + 1, width = s.width - s.kernel + 1;
    Arrays a = {.n_x = s.batch * s.in_channels * s.height * s.width,
                .n_w = s.out_channels * s.in_channels * s.kernel * s.kernel,
                .n_z = s.batch * s.out_channels * height * width,
                .n_y = s.batch * s.out_channels * (height / 2) * (width / 2)};
    a.x = new_normals(a.n_x, &rng);
    a.w = new_normals(a.n_w, &rng);
    a.b = new_normals(s.out_channels, &rng);
    a.dy = new_normals(a.n_y, &rng);
    for (size_t i = 0; i < a.n_y; i++)
        a.dy[i] = rng_below(&rng, 2) ? a.dy[i] : 0;
    float **outputs[] = {&a.y,       &a.want_y, &a.dx,      &a.want_dx, &a.dw,
                         &a.want_dw, &a.db,     &a.want_db, &a.z,       &a.dz};
    const size_t n[] = {a.n_y, a.n_x, a.n_w, s.out_channels, a.n_z};
    for (size_t i = 0; i < 10; i++)
        *outputs[i] = new_floats(n[i / 2]);
    a.winner = guarded(a.n_y);
    a.want_winner = guarded(a.n_y);
    return a;
}

static void free_arrays(Arrays a)
{
    void *all[] = {a.x,       a.w,       a.b,      a.dy,
                   a.y,       a.dx,      a.dw,     a.db,
                   a.z,       a.dz,      a.want_y, a.want_dx,
                   a.want_dw, a.want_db, a.winner, a.want_winner};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        release(all[i], "an array");
}

static void run(const Kernels *k, const Arrays *a, ConvShape s)
{
    k->conv_pool_forward(a->y, a->winner, a->x, a->w, a->b, s);
    k->conv_pool_backward(a->dx, a->dw, a->db, a->dy, a->winner, a->x, a->w, s);
}

static void run_apart(const Kernels *k, const Arrays *a, ConvShape s)
{
    size_t planes = s.batch * s.out_channels;
    size_t height = s.height - s.kernel + 1, width = s.width - s.kernel + 1;
    k->conv_forward(a->z, a->x, a->w, a->b, s);
    k->maxpool_forward(a->want_y, a->want_winner, a->z, planes, height, width);
    k->maxpool_backward(a->dz, a->dy, a->want_winner, planes, height, width);
    k->conv_backward(a->want_dx, a->want_dw, a->want_db, a->dz, a->x, a->w, s);
}

START_TEST(it_is_one_after_the_other)
{
    const Kernels *k = &kernels[_i / N_SHAPES];
    ConvShape s = shapes[_i % N_SHAPES];
    Arrays a = new_arrays(s);
    uint64_t x = fingerprint(a.x, a.n_x * sizeof *a.x);
    uint64_t dy = fingerprint(a.dy, a.n_y * sizeof *a.dy);
    run(k, &a, s);
    run_apart(k, &a, s);
    ck_assert_mem_eq(a.y, a.want_y, a.n_y * sizeof *a.y);
    ck_assert_mem_eq(a.winner, a.want_winner, a.n_y);
    assert_agree(a.dx, a.want_dx, 5e-5, a.n_x, "dx");
    assert_agree(a.dw, a.want_dw, 5e-4, a.n_w, "dw");
    assert_agree(a.db, a.want_db, 5e-4, s.out_channels, "db");
    ck_assert(fingerprint(a.x, a.n_x * sizeof *a.x) == x);
    ck_assert(fingerprint(a.dy, a.n_y * sizeof *a.dy) == dy);
    free_arrays(a);
}
END_TEST

START_TEST(without_dx_the_rest_is_the_same)
{
    for (size_t i = 0; i < N_SHAPES; i++) {
        ConvShape s = shapes[i];
        Arrays a = new_arrays(s);
        run(&kernels[_i], &a, s);
        kernels[_i].conv_pool_backward(NULL, a.want_dw, a.want_db, a.dy,
                                       a.winner, a.x, a.w, s);
        ck_assert_mem_eq(a.dw, a.want_dw, a.n_w * sizeof *a.dw);
        ck_assert_mem_eq(a.db, a.want_db, s.out_channels * sizeof *a.db);
        free_arrays(a);
    }
}
END_TEST

START_TEST(an_empty_batch_has_zero_gradients)
{
    static const double zeros[800];
    for (size_t i = 0; i < 4; i++) {
        ConvShape s = shapes[i];
        s.batch = 0;
        Arrays a = new_arrays(s);
        run(&kernels[_i], &a, s);
        assert_near(a.dw, zeros, NULL, 0, a.n_w < 800 ? a.n_w : 800, "dw");
        assert_near(a.db, zeros, NULL, 0, s.out_channels, "db");
        free_arrays(a);
    }
}
END_TEST

// Image 1 is all NaN: its y is, too, and no other number of y or dx; and where
// its dy is 0, neither are the sums over the batch.
START_TEST(an_image_does_not_touch_its_neighbours)
{
    ConvShape s = {3, 6, 5, 8, 7, 3};
    Arrays a = new_arrays(s);
    size_t image = a.n_x / s.batch, out = a.n_y / s.batch, wrong = 0;
    for (size_t i = 0; i < image; i++)
        a.x[image + i] = NAN;
    for (size_t i = 0; i < out; i++)
        a.dy[out + i] = 0;
    run(&kernels[_i], &a, s);
    for (size_t i = 0; i < a.n_y; i++)
        wrong += isnan(a.y[i]) != (i / out == 1);
    for (size_t i = 0; i < a.n_x; i++)
        wrong += isnan(a.dx[i]) != 0;
    for (size_t i = 0; i < a.n_w; i++)
        wrong += isnan(a.dw[i]) != 0;
    ck_assert_uint_eq(wrong, 0);
    free_arrays(a);
}
END_TEST

Suite *test_suite(void)
{
    load_kernels();
    Suite *suite = suite_create("conv_pool");
    TCase *tcase = tcase_create("conv_pool");
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, it_is_one_after_the_other, 0,
                        n_kernels * N_SHAPES);
    add_for_each(tcase, without_dx_the_rest_is_the_same);
    add_for_each(tcase, an_empty_batch_has_zero_gradients);
    add_for_each(tcase, an_image_does_not_touch_its_neighbours);
    return suite;
}
