// The readers of data files on intact files: what is read is what the file
// holds. Broken ones are test_data_faults.c's.
#include "data_files.h"

static uint8_t images[8000], labels[100];

static void check_classes(const Dataset *data, const size_t *expected)
{
    size_t seen[10] = {0};
    for (size_t i = 0; i < data->n; i++)
        seen[data->y[i]]++;
    for (int c = 0; c < 10; c++)
        ck_assert_uint_eq(seen[c], expected[c]);
}

START_TEST(digits_are_read_whole)
{
    // Counted and summed with awk.
    static const size_t classes[] = {178, 182, 177, 183, 181,
                                     182, 181, 179, 174, 180};
    static const float first[] = {0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13};
    Dataset data;
    ck_assert_msg(
        dataset_read_digits(&data, "data/digits.csv.gz", reason, sizeof reason),
        "%s", reason);
    ck_assert_uint_eq(data.n, 1797);
    ck_assert_uint_eq(data.n_features, 64);
    ck_assert_uint_eq(data.n_classes, 10);
    ck_assert_ptr_null(data.target);
    check_classes(&data, classes);
    for (int i = 0; i < 11; i++)
        ck_assert_float_eq(data.x[i], first[i] / 16);
    ck_assert_uint_eq(data.y[1796], 8);
    double mean, sd;
    dataset_moments(&data, &mean, &sd);
    ck_assert_double_eq_tol(mean, 0.30526, 5e-6);
    ck_assert_double_eq_tol(sd, 0.376049, 5e-7);
    dataset_free(&data);
}
END_TEST

START_TEST(digits_may_be_plain_and_lack_the_last_line_end)
{
    char text[300] = "";
    for (int i = 0; i < 130; i++)
        strcat(text, i % 65 == 63 ? "8," : i % 65 < 64 ? "0," : "7\n");
    for (size_t cut = 0; cut < 2; cut++) {
        write_plain("digits.csv", text, strlen(text) - cut);
        Dataset data;
        ck_assert(dataset_read_digits(&data, scratch_path("digits.csv"), reason,
                                      sizeof reason));
        ck_assert_uint_eq(data.n, 2);
        for (size_t i = 0; i < 128; i++)
            ck_assert_float_eq(data.x[i], i % 64 == 63 ? 0.5f : 0);
        ck_assert_uint_eq(data.y[0], 7);
        ck_assert_uint_eq(data.y[1], 7);
        dataset_free(&data);
    }
}
END_TEST

static void check_3_images(const char *images_name, const char *labels_name)
{
    Dataset data;
    ck_assert_msg(dataset_read_idx(&data, scratch_path(images_name),
                                   scratch_path(labels_name), reason,
                                   sizeof reason),
                  "%s", reason);
    ck_assert_uint_eq(data.n, 3);
    ck_assert_uint_eq(data.n_features, 6);
    ck_assert_uint_eq(data.n_classes, 10);
    ck_assert_ptr_null(data.target);
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < 6; j++)
            ck_assert_float_eq(data.x[6 * i + j], (float)(50 * i + j) / 255);
        ck_assert_uint_eq(data.y[i], 9 - i);
    }
    dataset_free(&data);
}

START_TEST(idx_files_may_be_plain_or_gzip_whatever_their_names)
{
    size_t n = make_images(images, 3, 2, 3), m = make_labels(labels, 3);
    write_plain("images", images, n);
    write_plain("labels.gz", labels, m);
    check_3_images("images", "labels.gz");
    write_gzip("images.gz", images, n, "wb");
    write_gzip("labels", labels, m, "wb");
    check_3_images("images.gz", "labels");
    // gzip joins files by putting them one behind the other.
    write_gzip("joined", images, 20, "wb");
    write_gzip("joined", images + 20, n - 20, "ab");
    check_3_images("joined", "labels");
}
END_TEST

START_TEST(pixels_reach_from_0_to_1)
{
    size_t n = make_images(images, 1, 16, 16); // each value once
    write_plain("images", images, n);
    write_plain("labels", labels, make_labels(labels, 1));
    Dataset data;
    ck_assert(dataset_read_idx(&data, scratch_path("images"),
                               scratch_path("labels"), NULL, 0));
    for (int i = 0; i < 256; i++)
        ck_assert_float_eq(data.x[i], (float)i / 255);
    ck_assert_float_eq(data.x[255], 1);
    dataset_free(&data);
}
END_TEST

// Where the package is missing, the reason must say so; else the data must be
// Fashion-MNIST: sums taken from the files with Python.
START_TEST(fashion_is_the_package)
{
    static const size_t train[] = {6000, 6000, 6000, 6000, 6000,
                                   6000, 6000, 6000, 6000, 6000};
    static const size_t test[] = {1000, 1000, 1000, 1000, 1000,
                                  1000, 1000, 1000, 1000, 1000};
    DataPair pair;
    unsetenv("DATASET");
    if (!dataset_load_images(&pair, NULL, reason, sizeof reason)) {
        ck_assert_ptr_nonnull(strstr(reason, "/usr/share/datasets/fashion"));
        ck_assert_ptr_nonnull(strstr(reason, "package dataset-fashion-mnist"));
        ck_assert_int_ne(access("/usr/share/datasets/fashion-mnist", F_OK), 0);
        return;
    }
    check_classes(&pair.train, train);
    check_classes(&pair.test, test);
    ck_assert_uint_eq(pair.train.n_features, 784);
    ck_assert_uint_eq(pair.test.n_features, 784);
    double mean, sd;
    dataset_moments(&pair.train, &mean, &sd);
    ck_assert_double_eq_tol(mean, 0.2860405969887955, 1e-8);
    ck_assert_double_eq_tol(sd, 0.3530242445149226, 1e-8);
    data_pair_free(&pair);
    ck_assert_ptr_null(pair.train.x);
}
END_TEST

START_TEST(mnist_lies_in_data_mnist)
{
    ck_assert_int_eq(chdir(scratch), 0);
    ck_assert_int_eq(mkdir("data", 0777), 0);
    ck_assert_int_eq(mkdir("data/mnist", 0777), 0);
    size_t n = make_images(images, 5, 28, 28), m = make_labels(labels, 5);
    write_plain("data/mnist/train-images-idx3-ubyte", images, n);
    write_gzip("data/mnist/train-labels-idx1-ubyte.gz", labels, m, "wb");
    n = make_images(images, 2, 28, 28), m = make_labels(labels, 2);
    write_gzip("data/mnist/t10k-images-idx3-ubyte.gz", images, n, "wb");
    write_plain("data/mnist/t10k-labels-idx1-ubyte", labels, m);
    // The argument goes before the environment.
    for (int from_environment = 0; from_environment < 2; from_environment++) {
        setenv("DATASET", from_environment ? "mnist" : "nonsense", 1);
        DataPair pair;
        ck_assert_msg(dataset_load_images(&pair,
                                          from_environment ? NULL : "mnist",
                                          reason, sizeof reason),
                      "%s", reason);
        ck_assert_uint_eq(pair.train.n, 5);
        ck_assert_uint_eq(pair.test.n, 2);
        data_pair_free(&pair);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("data_files");
    TCase *tc = tcase_create("data_files");
    tcase_set_timeout(tc, 60);
    add_scratch(tc);
    tcase_add_test(tc, digits_are_read_whole);
    tcase_add_test(tc, digits_may_be_plain_and_lack_the_last_line_end);
    tcase_add_test(tc, idx_files_may_be_plain_or_gzip_whatever_their_names);
    tcase_add_test(tc, pixels_reach_from_0_to_1);
    tcase_add_test(tc, fashion_is_the_package);
    tcase_add_test(tc, mnist_lies_in_data_mnist);
    suite_add_tcase(suite, tc);
    return suite;
}
