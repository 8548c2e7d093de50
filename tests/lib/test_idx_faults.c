// The reader of IDX files on broken files: each is refused with one line that
// names the file, what is wrong and what to do, and leaves nothing behind.
#include "data_files.h"

static uint8_t images[300], labels[100], broken[1000];
static size_t n_images, n_labels; // bytes

// Writes "images" (3 of 2x3) and "labels", both intact.
static void write_intact(void)
{
    n_images = make_images(images, 3, 2, 3);
    n_labels = make_labels(labels, 3);
    write_plain("images", images, n_images);
    write_plain("labels", labels, n_labels);
}

// Reads the scratch files "images" and "labels", of which `culprit` is broken.
static void check_refused(const char *culprit, const char *what)
{
    Dataset data = {.n = 1};
    ck_assert_msg(!dataset_read_idx(&data, scratch_path("images"),
                                    scratch_path("labels"), reason,
                                    sizeof reason),
                  "taken, although %s: %s", culprit, what);
    check_empty(&data);
    check_reason(scratch_path(culprit), what, "replace it");
}

START_TEST(missing_files_and_folders_are_refused)
{
    check_refused("labels", "No such file");
    write_intact();
    ck_assert_int_eq(remove(scratch_path("images")), 0);
    check_refused("images", "No such file");
    ck_assert_int_eq(mkdir(scratch_path("images"), 0777), 0);
    check_refused("images", "Is a directory");
}
END_TEST

START_TEST(every_cut_of_a_plain_file_is_refused)
{
    write_intact();
    for (size_t n = 0; n < n_labels; n++) {
        write_plain("labels", labels, n);
        check_refused("labels", "cut off");
    }
    write_plain("labels", labels, n_labels);
    for (size_t n = 0; n < n_images; n++) {
        write_plain("images", images, n);
        check_refused("images", "cut off");
    }
}
END_TEST

START_TEST(every_cut_of_a_gzip_file_is_refused)
{
    write_intact();
    write_gzip("images", images, n_images, "wb");
    size_t n = read_back("images", broken, sizeof broken);
    for (size_t cut = 0; cut < n; cut++) {
        write_plain("images", broken, cut);
        check_refused("images", "cut off");
    }
}
END_TEST

// A changed byte of a gzip file is refused, or (in the time stamp, say) has no
// effect; it never changes the data.
START_TEST(no_changed_byte_of_a_gzip_file_changes_the_data)
{
    write_intact();
    write_gzip("images", images, n_images, "wb");
    size_t n = read_back("images", broken, sizeof broken), refused = 0;
    for (size_t i = 0; i < n; i++) {
        for (int bit = 0; bit < 8; bit++) {
            broken[i] ^= (uint8_t)(1 << bit);
            write_plain("images", broken, n);
            broken[i] ^= (uint8_t)(1 << bit);
            Dataset data;
            if (!dataset_read_idx(&data, scratch_path("images"),
                                  scratch_path("labels"), reason,
                                  sizeof reason)) {
                check_reason(scratch_path("images"), "", "replace it");
                refused++;
                continue;
            }
            for (size_t j = 0; j < 18; j++)
                ck_assert_float_eq(data.x[j], (float)images[16 + j] / 255);
            dataset_free(&data);
        }
    }
    // All but flags, time (4 bytes), and the kinds of packing and of system.
    ck_assert_uint_ge(refused, 8 * (n - 7));
}
END_TEST

START_TEST(a_wrong_checksum_is_named)
{
    write_intact();
    write_gzip("images", images, n_images, "wb");
    size_t n = read_back("images", broken, sizeof broken);
    broken[n - 6] ^= 1;
    write_plain("images", broken, n);
    check_refused("images", "broken gzip data: incorrect data check");
}
END_TEST

START_TEST(bytes_behind_the_end_are_refused)
{
    write_intact();
    labels[n_labels] = 0;
    write_plain("labels", labels, n_labels + 1);
    check_refused("labels", "too long: 1 bytes behind the last of 3");
    write_plain("labels", labels, n_labels);
    write_gzip("images", images, n_images + 2, "wb");
    check_refused("images", "too long: 2 bytes behind the last of 3");
    // Behind the gzip data, where zlib's gzread would not look.
    write_gzip("images", images, n_images, "wb");
    size_t n = read_back("images", broken, sizeof broken);
    broken[n] = 'x';
    write_plain("images", broken, n + 1);
    check_refused("images", "cut off");
    memcpy(broken + n, "garbage", 7);
    write_plain("images", broken, n + 7);
    check_refused("images", "broken gzip data: incorrect header");
}
END_TEST

START_TEST(a_wrong_magic_number_is_shown)
{
    write_intact();
    put_big_endian(images, 0xd03); // float, not bytes
    write_plain("images", images, n_images);
    check_refused("images",
                  "wrong magic number 0x00000d03, expected 0x00000803");
    write_plain("labels", images, n_images);
    check_refused("labels",
                  "wrong magic number 0x00000d03, expected 0x00000801");
}
END_TEST

START_TEST(counts_that_disagree_are_refused)
{
    write_intact();
    write_plain("labels", labels, make_labels(labels, 4));
    check_refused("images", "3 images, but 4 labels in ");
    ck_assert_ptr_nonnull(strstr(reason, scratch_path("labels")));
}
END_TEST

START_TEST(nothing_to_read_is_refused)
{
    write_intact();
    write_plain("labels", labels, make_labels(labels, 0));
    check_refused("labels", "empty: 0 items");
    write_plain("labels", labels, make_labels(labels, 3));
    static const uint32_t shapes[][3] = {{0, 2, 3}, {3, 0, 3}, {3, 2, 0}};
    for (int i = 0; i < 3; i++) {
        n_images =
            make_images(images, shapes[i][0], shapes[i][1], shapes[i][2]);
        write_plain("images", images, n_images);
        check_refused("images", "empty: ");
    }
}
END_TEST

// Such a header must not be believed: 4 billion images would be terabytes, and
// the second product is 18 modulo 2^64, as many bytes as there are.
START_TEST(absurd_counts_are_refused)
{
    static const uint32_t counts[][3] = {
        {4000000000u, 28, 28},
        {811739074, 910939, 99787},
        {UINT32_MAX, UINT32_MAX, UINT32_MAX},
        {1u << 22, 1u << 22, 1u << 20},
        {1, UINT32_MAX, UINT32_MAX},
    };
    write_intact();
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        for (int j = 0; j < 3; j++)
            put_big_endian(images + 4 + 4 * j, counts[i][j]);
        write_plain("images", images, n_images);
        check_refused("images", "cut off: holds 0 of ");
    }
    put_big_endian(labels + 4, UINT32_MAX);
    write_plain("labels", labels, n_labels);
    check_refused("labels", "cut off: holds 3 of 4294967295 items");
}
END_TEST

START_TEST(a_label_beyond_9_is_refused)
{
    write_intact();
    labels[8 + 2] = 10;
    write_plain("labels", labels, n_labels);
    check_refused("labels", "label 2 is 10, not in 0..9");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("idx_faults");
    TCase *tc = tcase_create("idx_faults");
    tcase_set_timeout(tc, 60);
    add_scratch(tc);
    tcase_add_test(tc, missing_files_and_folders_are_refused);
    tcase_add_test(tc, every_cut_of_a_plain_file_is_refused);
    tcase_add_test(tc, every_cut_of_a_gzip_file_is_refused);
    tcase_add_test(tc, no_changed_byte_of_a_gzip_file_changes_the_data);
    tcase_add_test(tc, a_wrong_checksum_is_named);
    tcase_add_test(tc, bytes_behind_the_end_are_refused);
    tcase_add_test(tc, a_wrong_magic_number_is_shown);
    tcase_add_test(tc, counts_that_disagree_are_refused);
    tcase_add_test(tc, nothing_to_read_is_refused);
    tcase_add_test(tc, absurd_counts_are_refused);
    tcase_add_test(tc, a_label_beyond_9_is_refused);
    suite_add_tcase(suite, tc);
    return suite;
}
