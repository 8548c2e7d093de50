// lib/cnn.c: the arrays of a convolutional network have their sizes, begin at
// zero, lie where cnn.h says and nowhere over each other.
#include "cnn.h"

#include "fresh.h"

static const CnnSize SIZE = {2, 11, 13, {3, 5}, 7, 4, 6};

START_TEST(the_book_s_network_has_its_sizes)
{
    Cnn *net = cnn_new((CnnSize){1, 28, 28, {32, 64}, 128, 10, 2});
    ck_assert_uint_eq(net->stage[0].height, 26);
    ck_assert_uint_eq(net->stage[0].area, 13 * 13);
    ck_assert_uint_eq(net->stage[1].conv.in_channels, 32);
    ck_assert_uint_eq(net->stage[1].conv.height, 13);
    ck_assert_uint_eq(net->stage[1].height, 11);
    ck_assert_uint_eq(net->stage[1].area, 5 * 5);
    ck_assert_uint_eq(net->width[0], 1600);
    ck_assert_uint_eq(net->n_params,
                      (9 + 1) * 32 + (9 * 32 + 1) * 64 + 1601 * 128 + 129 * 10);
    cnn_free(net);
}
END_TEST

START_TEST(odd_and_oblong_images_are_halved_downwards)
{
    Cnn *net = cnn_new(SIZE);
    ck_assert_uint_eq(net->stage[0].height, 9);
    ck_assert_uint_eq(net->stage[0].width, 11);
    ck_assert_uint_eq(net->stage[0].area, 4 * 5);
    ck_assert_uint_eq(net->stage[1].height, 2);
    ck_assert_uint_eq(net->stage[1].width, 3);
    ck_assert_uint_eq(net->stage[1].area, 1);
    ck_assert_uint_eq(net->width[0], 5);
    ConvShape shape = cnn_shape(&net->stage[1], 4);
    ck_assert_uint_eq(shape.batch, 4);
    ck_assert_uint_eq(shape.out_channels, 5);
    cnn_free(net);
}
END_TEST

START_TEST(params_and_grads_follow_without_gaps)
{
    Cnn *net = cnn_new(SIZE);
    float *const w[] = {net->stage[0].w, net->stage[0].b, net->stage[1].w,
                        net->stage[1].b, net->w[0],       net->b[0],
                        net->w[1],       net->b[1]};
    float *const dw[] = {net->stage[0].dw, net->stage[0].db, net->stage[1].dw,
                         net->stage[1].db, net->dw[0],       net->db[0],
                         net->dw[1],       net->db[1]};
    const size_t n[] = {3 * 2 * 9, 3, 5 * 3 * 9, 5, 7 * 5, 7, 4 * 7, 4};
    size_t at = 0;
    for (int i = 0; i < 8; i++) {
        ck_assert_ptr_eq(w[i], net->params + at);
        ck_assert_ptr_eq(dw[i], net->grads + at);
        at += n[i];
    }
    ck_assert_uint_eq(at, net->n_params);
    cnn_free(net);
}
END_TEST

START_TEST(arrays_begin_at_zero_aligned_and_apart)
{
    Cnn *net = cnn_new(SIZE);
    Cnn before = *net;
    fill(net->params, net->n_params * 4, 1);
    fill(net->grads, net->n_params * 4, 2);
    for (int k = 0; k < CNN_STAGES; k++) {
        CnnStage *t = &net->stage[k];
        size_t n_maps = 6 * t->maps;
        fill(t->z, n_maps * t->area * 4, 3);
        fill(t->y, n_maps * t->area * 4, 6);
        fill(t->dy, n_maps * t->area * 4, 7);
        fill(t->winner, n_maps * t->area, 8);
        fill(t->mask, n_maps, 9);
        fill(net->z[k], 6 * net->width[k + 1] * 4, 10);
        fill(net->dz[k], 6 * net->width[k + 1] * 4, 11);
    }
    fill(net->h, 6 * 7 * 4, 12);
    fill(net->mask, 6 * 5, 13);
    ck_assert_mem_eq(&before, net, sizeof before);
    cnn_free(net);
}
END_TEST

START_TEST(sizes_beyond_memory_give_null)
{
    CnnSize s = SIZE;
    s.max_batch = SIZE_MAX / 4;
    ck_assert_ptr_null(cnn_new(s));
    s = SIZE;
    s.hidden = SIZE_MAX;
    ck_assert_ptr_null(cnn_new(s));
    s = SIZE;
    s.maps[1] = (size_t)1 << 62;
    ck_assert_ptr_null(cnn_new(s));
    s = SIZE;
    s.height = s.width = (size_t)1 << 33;
    ck_assert_ptr_null(cnn_new(s));
    // No overflow, yet more than any machine has.
    s = SIZE;
    s.max_batch = (size_t)1 << 48;
    ck_assert_ptr_null(cnn_new(s));
    cnn_free(NULL);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("cnn");
    TCase *tc = tcase_create("cnn");
    tcase_add_test(tc, the_book_s_network_has_its_sizes);
    tcase_add_test(tc, odd_and_oblong_images_are_halved_downwards);
    tcase_add_test(tc, params_and_grads_follow_without_gaps);
    tcase_add_test(tc, arrays_begin_at_zero_aligned_and_apart);
    tcase_add_test(tc, sizes_beyond_memory_give_null);
    suite_add_tcase(suite, tc);
    return suite;
}
