// Given layers: linear, softmax with cross-entropy, and counting right answers.
// Values by hand, references in double, and gradients by central differences.
#include "guarded.h"
#include "layers.h"

typedef struct Sizes {
    size_t batch, n_in, n_out;
} Sizes;

static const Sizes sizes[] = {{0, 3, 2}, {1, 1, 1},  {1, 0, 3},   {2, 3, 0},
                              {3, 5, 7}, {17, 9, 4}, {5, 33, 300}};
enum { N_SIZES = sizeof sizes / sizeof *sizes };

// y = x w^T + b and the sum of dy * y, for linear layers in double.
static double linear(double *y, const double *x, const double *w,
                     const double *b, const float *dy, Sizes s)
{
    double total = 0;
    for (size_t i = 0; i < s.batch; i++)
        for (size_t j = 0; j < s.n_out; j++) {
            double sum = b[j];
            for (size_t q = 0; q < s.n_in; q++)
                sum += x[i * s.n_in + q] * w[j * s.n_in + q];
            total += sum * (double)dy[i * s.n_out + j];
            if (y)
                y[i * s.n_out + j] = sum;
        }
    return total;
}

// The arrays of one linear layer, and the inputs again in double.
typedef struct Layer {
    size_t n_x, n_w, n_y;
    float *x, *w, *b, *dy, *y, *dx, *dw, *db;
    double *x2, *w2, *b2;
    uint64_t inputs;
} Layer;

static uint64_t inputs_of(const Layer *l, size_t n_b)
{
    return fingerprint(l->x, l->n_x * sizeof *l->x) ^
           fingerprint(l->w, l->n_w * sizeof *l->w) ^
           fingerprint(l->b, n_b * sizeof *l->b) ^
           fingerprint(l->dy, l->n_y * sizeof *l->dy);
}

static Layer new_layer(Sizes s)
{
    Rng rng = rng_seed(1, s.batch + s.n_in);
    Layer l = {.n_x = s.batch * s.n_in,
               .n_w = s.n_out * s.n_in,
               .n_y = s.batch * s.n_out};
    l.x = new_normals(l.n_x, &rng);
    l.w = new_normals(l.n_w, &rng);
    l.b = new_normals(s.n_out, &rng);
    l.dy = new_normals(l.n_y, &rng);
    l.y = new_floats(l.n_y);
    l.dx = new_floats(l.n_x);
    l.dw = new_floats(l.n_w);
    l.db = new_floats(s.n_out);
    l.x2 = doubles(l.x, l.n_x);
    l.w2 = doubles(l.w, l.n_w);
    l.b2 = doubles(l.b, s.n_out);
    l.inputs = inputs_of(&l, s.n_out);
    return l;
}

static void free_layer(Layer l, Sizes s)
{
    ck_assert_msg(inputs_of(&l, s.n_out) == l.inputs, "an input was changed");
    release(l.x, "x");
    release(l.w, "w");
    release(l.b, "b");
    release(l.dy, "dy");
    release(l.y, "y");
    release(l.dx, "dx");
    release(l.dw, "dw");
    release(l.db, "db");
    free(l.x2);
    free(l.w2);
    free(l.b2);
}

START_TEST(linear_forward_is_the_definition)
{
    Sizes s = sizes[_i];
    Layer l = new_layer(s);
    double *want = doubles(l.dy, l.n_y), *no_bias = calloc(s.n_out + 1, 8);
    linear(want, l.x2, l.w2, l.b2, l.dy, s);
    linear_forward(l.y, l.x, l.w, l.b, s.batch, s.n_in, s.n_out);
    assert_near(l.y, want, NULL, 2e-5, l.n_y, "y");
    linear(want, l.x2, l.w2, no_bias, l.dy, s);
    linear_forward(l.y, l.x, l.w, NULL, s.batch, s.n_in, s.n_out);
    assert_near(l.y, want, NULL, 2e-5, l.n_y, "y without a bias");
    free(want);
    free(no_bias);
    free_layer(l, s);
}
END_TEST

// The sum of dy * y is linear in v[n], one of x2, w2, b2: a step of 1 is exact.
static void check_gradient(const float *got, double *v, size_t n,
                           const Layer *l, Sizes s, const char *what)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        double old = v[i];
        v[i] = old + 1;
        double more = linear(NULL, l->x2, l->w2, l->b2, l->dy, s);
        v[i] = old - 1;
        double less = linear(NULL, l->x2, l->w2, l->b2, l->dy, s);
        double want = (more - less) / 2;
        v[i] = old;
        assert_near(&got[i], &want, NULL, 1e-4, 1, what);
        largest = fabs(want) > largest ? fabs(want) : largest;
    }
    if (n > 0 && l->n_y > 0)
        ck_assert_msg(largest > 1e-3, "%s: nothing to see", what);
}

START_TEST(linear_backward_is_the_central_difference)
{
    Sizes s = sizes[_i];
    Layer l = new_layer(s);
    linear_backward(l.dx, l.dw, l.db, l.dy, l.x, l.w, s.batch, s.n_in, s.n_out);
    check_gradient(l.dx, l.x2, l.n_x, &l, s, "dx");
    check_gradient(l.db, l.b2, s.n_out, &l, s, "db");
    if (l.n_w < 1000)
        check_gradient(l.dw, l.w2, l.n_w, &l, s, "dw");
    uint64_t dw = fingerprint(l.dw, l.n_w * sizeof *l.dw);
    linear_backward(NULL, l.dw, NULL, l.dy, l.x, l.w, s.batch, s.n_in, s.n_out);
    ck_assert_msg(fingerprint(l.dw, l.n_w * sizeof *l.dw) == dw,
                  "without dx and db, dw is another");
    free_layer(l, s);
}
END_TEST

// The loss in double, from the definition.
static double loss_of(const double *z, const uint8_t *labels, size_t batch,
                      size_t n)
{
    double loss = 0;
    for (size_t i = 0; i < batch; i++) {
        double sum = 0;
        for (size_t j = 0; j < n; j++)
            sum += exp(z[i * n + j]);
        loss += log(sum) - z[i * n + labels[i]];
    }
    return batch > 0 ? loss / (double)batch : 0;
}

START_TEST(cross_entropy_and_its_gradient_are_right)
{
    static const size_t batches[] = {0, 1, 2, 7, 33},
                        classes[] = {1, 2, 10, 17};
    size_t batch = batches[_i % 5], n = classes[_i / 5], n_z = batch * n;
    Rng rng = rng_seed(2, n_z);
    float *z = new_normals(n_z, &rng), *dz = new_floats(n_z);
    uint8_t *labels = guarded(batch);
    for (size_t i = 0; i < batch; i++)
        labels[i] = (uint8_t)rng_below(&rng, n);
    double *z2 = doubles(z, n_z), want = loss_of(z2, labels, batch, n);
    uint64_t before = fingerprint(z, n_z * sizeof *z);
    double loss = softmax_cross_entropy(dz, z, labels, batch, n);
    ck_assert_double_eq_tol(loss, want, 1e-6);
    ck_assert(softmax_cross_entropy(NULL, z, labels, batch, n) == loss);
    ck_assert(fingerprint(z, n_z * sizeof *z) == before);
    for (size_t i = 0; i < n_z; i++) {
        double old = z2[i], h = 1e-4;
        z2[i] = old + h;
        double more = loss_of(z2, labels, batch, n);
        z2[i] = old - h;
        double slope = (more - loss_of(z2, labels, batch, n)) / (2 * h);
        z2[i] = old;
        assert_near(&dz[i], &slope, NULL, 1e-6, 1, "dlogits");
        ck_assert(n == 1 || dz[i] != 0);
    }
    free(z2);
    release(z, "logits");
    release(dz, "dlogits");
    release(labels, "labels");
}
END_TEST

START_TEST(cross_entropy_holds_for_logits_of_any_size)
{
    static const float z[3][3] = {
        {1e4f, -1e4f, 0}, {-1e4f, -1e4f, -1e4f}, {3e38f, -3e38f, 3e38f}};
    float dz[3];
    const uint8_t first = 0, second = 1;
    ck_assert_double_eq(softmax_cross_entropy(dz, z[0], &first, 1, 3), 0);
    ck_assert_float_eq(dz[0], 0);
    ck_assert_double_eq(softmax_cross_entropy(dz, z[0], &second, 1, 3), 2e4);
    ck_assert_float_eq(dz[0], 1);
    ck_assert_float_eq(dz[1], -1);
    ck_assert_float_eq(dz[2], 0);
    ck_assert_double_eq_tol(softmax_cross_entropy(dz, z[1], &first, 1, 3),
                            log(3), 1e-9);
    ck_assert_double_eq_tol(softmax_cross_entropy(dz, z[2], &first, 1, 3),
                            log(2), 1e-9);
}
END_TEST

START_TEST(a_nan_logit_makes_the_loss_nan_wherever_it_stands)
{
    for (size_t at = 0; at < 6; at++) {
        float z[6] = {1, 2, 3, 3, 2, 1};
        const uint8_t labels[2] = {1, 2};
        z[at] = NAN;
        ck_assert_double_nan(softmax_cross_entropy(NULL, z, labels, 2, 3));
    }
}
END_TEST

START_TEST(the_first_of_equals_is_the_answer_and_nan_is_wrong)
{
    static const float scores[7][3] = {{1, 2, 0},  {2, 2, 0},   {2, 2, 0},
                                       {0, 1, 1},  {NAN, 1, 0}, {NAN, 1, 0},
                                       {1, 0, NAN}};
    static const uint8_t labels[7] = {1, 0, 1, 1, 0, 1, 0};
    static const size_t right[7] = {1, 1, 0, 1, 0, 0, 0};
    for (size_t i = 0; i < 7; i++)
        ck_assert_uint_eq(count_correct(scores[i], &labels[i], 1, 3), right[i]);
    ck_assert_uint_eq(count_correct(scores[0], labels, 7, 3), 3);
    ck_assert_uint_eq(count_correct(scores[0], labels, 0, 3), 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("layers");
    TCase *tcase = tcase_create("layers");
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, linear_forward_is_the_definition, 0, N_SIZES);
    tcase_add_loop_test(tcase, linear_backward_is_the_central_difference, 0,
                        N_SIZES);
    tcase_add_loop_test(tcase, cross_entropy_and_its_gradient_are_right, 0, 20);
    tcase_add_test(tcase, cross_entropy_holds_for_logits_of_any_size);
    tcase_add_test(tcase, a_nan_logit_makes_the_loss_nan_wherever_it_stands);
    tcase_add_test(tcase, the_first_of_equals_is_the_answer_and_nan_is_wrong);
    return suite;
}
