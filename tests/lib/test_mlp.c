// lib/mlp.c: the arrays of a network have their sizes, begin at zero, lie where
// mlp.h says and nowhere over each other; sizes that no memory has give NULL.
#include "mlp.h"

#include "fresh.h"

static const size_t WIDTH[] = {3, 50, 9, 2};
enum { N_LAYERS = 3, BATCH = 7 };
enum { N_PARAMS = 3 * 50 + 50 + 50 * 9 + 9 + 9 * 2 + 2 };

START_TEST(fields_say_what_was_asked_for)
{
    Mlp *net = mlp_new(WIDTH, N_LAYERS, BATCH, ACT_TANH);
    ck_assert_ptr_nonnull(net);
    ck_assert_uint_eq(net->n_layers, N_LAYERS);
    ck_assert_mem_eq(net->width, WIDTH, sizeof WIDTH);
    ck_assert_uint_eq(net->max_batch, BATCH);
    ck_assert_int_eq(net->activation, ACT_TANH);
    ck_assert_uint_eq(net->n_params, N_PARAMS);
    for (size_t l = 0; l < N_LAYERS; l++)
        ck_assert_float_eq(net->drop_prob[l], 0);
    mlp_free(net);
}
END_TEST

START_TEST(params_and_grads_follow_without_gaps)
{
    Mlp *net = mlp_new(WIDTH, N_LAYERS, BATCH, ACT_RELU);
    size_t at = 0;
    for (size_t l = 0; l < N_LAYERS; l++) {
        ck_assert_ptr_eq(net->w[l], net->params + at);
        ck_assert_ptr_eq(net->dw[l], net->grads + at);
        at += WIDTH[l] * WIDTH[l + 1];
        ck_assert_ptr_eq(net->b[l], net->params + at);
        ck_assert_ptr_eq(net->db[l], net->grads + at);
        at += WIDTH[l + 1];
    }
    ck_assert_uint_eq(at, net->n_params);
    mlp_free(net);
}
END_TEST

static void check_filled(const void *array, size_t size, int value)
{
    const unsigned char *bytes = array;
    for (size_t i = 0; i < size; i++)
        ck_assert_int_eq(bytes[i], value);
}

static void check_arrays(void)
{
    Mlp *net = mlp_new(WIDTH, N_LAYERS, BATCH, ACT_RELU);
    Mlp before = *net;
    enum { N_ARRAYS = 2 + 4 * N_LAYERS };
    void *array[N_ARRAYS] = {net->params, net->grads};
    size_t size[N_ARRAYS] = {N_PARAMS * 4, N_PARAMS * 4};
    for (size_t l = 0, i = 2; l < N_LAYERS; l++) {
        array[i] = net->a[l], size[i++] = BATCH * WIDTH[l] * 4;
        array[i] = net->z[l], size[i++] = BATCH * WIDTH[l + 1] * 4;
        array[i] = net->dz[l], size[i++] = BATCH * WIDTH[l + 1] * 4;
        array[i] = net->mask[l], size[i++] = BATCH * WIDTH[l];
    }
    for (int i = 0; i < N_ARRAYS; i++)
        fill(array[i], size[i], i + 1);
    for (int i = 0; i < N_ARRAYS; i++)
        check_filled(array[i], size[i], i + 1);
    ck_assert_mem_eq(&before, net, sizeof before);
    mlp_free(net);
}

START_TEST(arrays_begin_at_zero_aligned_and_apart)
{
    check_arrays();
    check_arrays(); // now in the memory that the first one left filled
}
END_TEST

START_TEST(networks_made_one_after_another_are_all_aligned)
{
    Mlp *net[4];
    for (int i = 0; i < 4; i++) {
        net[i] = mlp_new(WIDTH, N_LAYERS, BATCH, ACT_RELU);
        ck_assert_uint_eq((uintptr_t)net[i]->params % 64, 0);
    }
    for (int i = 0; i < 4; i++)
        mlp_free(net[i]);
}
END_TEST

START_TEST(smallest_and_deepest_networks_are_made)
{
    size_t width[MLP_MAX_LAYERS + 1];
    for (int i = 0; i <= MLP_MAX_LAYERS; i++)
        width[i] = 1;
    Mlp *small = mlp_new(width, 1, 1, ACT_IDENTITY);
    Mlp *deep = mlp_new(width, MLP_MAX_LAYERS, 1, ACT_IDENTITY);
    ck_assert_uint_eq(small->n_params, 2);
    ck_assert_uint_eq(deep->n_params, 2 * MLP_MAX_LAYERS);
    ck_assert_ptr_eq(deep->db[MLP_MAX_LAYERS - 1],
                     deep->grads + deep->n_params - 1);
    mlp_free(small);
    mlp_free(deep);
    mlp_free(NULL);
}
END_TEST

START_TEST(sizes_beyond_memory_give_null)
{
    static const size_t half = (size_t)1 << 32;
    // Each product overflows somewhere else, the first to exactly 0.
    ck_assert_ptr_null(mlp_new((size_t[]){half, half}, 1, 1, ACT_RELU));
    ck_assert_ptr_null(mlp_new((size_t[]){SIZE_MAX, 1}, 1, 1, ACT_RELU));
    ck_assert_ptr_null(mlp_new((size_t[]){1, SIZE_MAX}, 1, 1, ACT_RELU));
    ck_assert_ptr_null(mlp_new(WIDTH, N_LAYERS, SIZE_MAX, ACT_RELU));
    ck_assert_ptr_null(mlp_new(WIDTH, N_LAYERS, SIZE_MAX / 3, ACT_RELU));
    ck_assert_ptr_null(mlp_new(WIDTH, N_LAYERS, SIZE_MAX / 4 + 1, ACT_RELU));
    // Here every product with the batch comes out as 0.
    ck_assert_ptr_null(mlp_new((size_t[]){4, 4}, 1, (size_t)1 << 62, ACT_RELU));
    // Many arrays that fit alone and overflow together.
    ck_assert_ptr_null(mlp_new(WIDTH, N_LAYERS, SIZE_MAX / 64, ACT_RELU));
    // No overflow, yet more than any machine has.
    ck_assert_ptr_null(mlp_new(WIDTH, N_LAYERS, (size_t)1 << 50, ACT_RELU));
}
END_TEST

START_TEST(every_activation_has_its_name)
{
    ck_assert_str_eq(activation_name(ACT_IDENTITY), "identity");
    ck_assert_str_eq(activation_name(ACT_RELU), "relu");
    ck_assert_str_eq(activation_name(ACT_SIGMOID), "sigmoid");
    ck_assert_str_eq(activation_name(ACT_TANH), "tanh");
    ck_assert_str_eq(activation_name(ACT_LEAKY_RELU), "leaky_relu");
}
END_TEST

START_TEST(batch_rows_walks_all_rows)
{
    ck_assert_uint_eq(batch_rows(0, 10, 4), 4);
    ck_assert_uint_eq(batch_rows(4, 10, 4), 4);
    ck_assert_uint_eq(batch_rows(8, 10, 4), 2);
    ck_assert_uint_eq(batch_rows(0, 3, 4), 3);
    ck_assert_uint_eq(batch_rows(0, 0, 4), 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("mlp");
    TCase *tc = tcase_create("mlp");
    tcase_add_test(tc, fields_say_what_was_asked_for);
    tcase_add_test(tc, params_and_grads_follow_without_gaps);
    tcase_add_test(tc, arrays_begin_at_zero_aligned_and_apart);
    tcase_add_test(tc, networks_made_one_after_another_are_all_aligned);
    tcase_add_test(tc, smallest_and_deepest_networks_are_made);
    tcase_add_test(tc, sizes_beyond_memory_give_null);
    tcase_add_test(tc, every_activation_has_its_name);
    tcase_add_test(tc, batch_rows_walks_all_rows);
    suite_add_tcase(suite, tc);
    return suite;
}
