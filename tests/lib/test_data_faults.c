// The reader of the digits, the loader of data sets by name, and what they rest
// on, given broken files: each is refused with one line that names the file,
// what is wrong and what to do, and leaves nothing behind.
#include "data_files.h"
#include "bytes.h"

// Reads n bytes of 'x' where at most max are allowed.
static void check_limit(size_t n, size_t max, bool packed)
{
    static uint8_t text[200000];
    memset(text, 'x', n);
    if (packed)
        write_gzip("text", text, n, "wb");
    else
        write_plain("text", text, n);
    void *used = malloc(60000); // so that new memory is not all zero
    ck_assert_ptr_nonnull(used);
    memset(used, 'x', 60000);
    free(used);

    Bytes bytes;
    const Reason why = {reason, sizeof reason, "do this"};
    bool ok = bytes_read(&bytes, scratch_path("text"), max, &why);
    ck_assert(ok == (n <= max));
    ck_assert_uint_eq(bytes.n, ok ? n : 0);
    if (ok) {
        ck_assert_mem_eq(bytes.data, text, n);
        ck_assert_int_eq(bytes.data[n], 0);
    } else {
        check_reason(scratch_path("text"), "too large: more than ", "do this");
    }
    free(bytes.data);
}

START_TEST(a_file_beyond_the_limit_is_refused)
{
    static const size_t limits[] = {100, 1000, 65535, 65536, 100000};
    for (size_t i = 0; i < 5; i++) {
        for (int packed = 0; packed < 2; packed++) {
            check_limit(limits[i] - 1, limits[i], packed);
            check_limit(limits[i], limits[i], packed);
            check_limit(limits[i] + 1, limits[i], packed);
        }
    }
}
END_TEST

START_TEST(a_short_or_absent_reason_does_no_harm)
{
    Dataset data;
    ck_assert(!dataset_read_digits(&data, "no/such/file", NULL, 10));
    char small[12] = "###########";
    ck_assert(!dataset_read_digits(&data, "no/such/file", small, 9));
    ck_assert_str_eq(small, "no/such/");
    ck_assert_int_eq(small[9], '#');
}
END_TEST

START_TEST(advice_about_the_file_is_not_given_when_memory_ran_out)
{
    const Reason why = {reason, sizeof reason, "install the file again"};
    ck_assert(!refuse_memory(&why, "file"));
    check_reason("file", "not enough memory", "close other programs");
    ck_assert_ptr_null(strstr(reason, "install"));
}
END_TEST

// A digits file of 2 good lines, in which `from` becomes `to` in line 2.
static void check_digits(const char *from, const char *to, const char *what)
{
    char text[400] = "", line[200] = "";
    for (int i = 0; i < 64; i++)
        sprintf(line + strlen(line), "%d,", i % 17);
    strcat(line, "7\n");
    const char *at = strstr(line, from);
    ck_assert_ptr_nonnull(at);
    snprintf(text, sizeof text, "%s%.*s%s%s", line, (int)(at - line), line, to,
             at + strlen(from));
    write_plain("digits.csv", text, strlen(text));
    Dataset data = {.n = 1};
    const char *path = scratch_path("digits.csv");
    ck_assert_msg(!dataset_read_digits(&data, path, reason, sizeof reason),
                  "taken, although: %s", what);
    check_empty(&data);
    check_reason(path, what, "take the file that came with the workbook");
}

START_TEST(broken_lines_of_digits_are_refused_by_number)
{
    check_digits("0,1,", "0,", "line 2 has 64 numbers, not 65");
    check_digits("0,1,", "0,1,1,", "line 2 has 66 numbers, not 65");
    check_digits(",7\n", "\n", "line 2 has 64 numbers, not 65");
    check_digits(",7\n", ",7\n\n", "line 3 has 1 numbers, not 65");
    check_digits(",7\n", ",\n", "line 2, number 65 is not a whole number");
    check_digits(",7\n", ",10\n",
                 "line 2, number 65 is not a whole number in 0..9");
    check_digits(",7\n", ",7\r\n", "line 2, number 65 is not");
    check_digits("0,1,", "0,17,",
                 "line 2, number 2 is not a whole number in 0..16");
    check_digits("0,1,", "0,-1,", "line 2, number 2 is not");
    check_digits("0,1,", "0,,", "line 2, number 2 is not");
    check_digits("0,1,", "0,1.0,", "line 2, number 2 is not");
    check_digits("0,1,", "0, 1,", "line 2, number 2 is not");
    check_digits("0,1,", "0,x,", "line 2, number 2 is not");
    check_digits("0,1,", "0,99999999999999999999,", "line 2, number 2 is not");
}
END_TEST

START_TEST(a_zero_byte_does_not_hide_the_rest_of_a_line)
{
    char text[200] = "";
    for (int i = 0; i < 64; i++)
        strcat(text, "0,");
    strcat(text, "7");
    memcpy(text + 129, "\0junk", 5);
    write_plain("digits.csv", text, 134);
    Dataset data;
    ck_assert(!dataset_read_digits(&data, scratch_path("digits.csv"), reason,
                                   sizeof reason));
    check_reason(scratch_path("digits.csv"), "line 1, number 65", "take");
}
END_TEST

START_TEST(an_empty_or_cut_digits_file_is_refused)
{
    Dataset data;
    write_plain("digits.csv", "", 0);
    ck_assert(!dataset_read_digits(&data, scratch_path("digits.csv"), reason,
                                   sizeof reason));
    check_reason(scratch_path("digits.csv"), "empty", "take the file");
    static uint8_t packed[100000];
    FILE *file = fopen("data/digits.csv.gz", "rb");
    ck_assert_ptr_nonnull(file);
    size_t n = fread(packed, 1, sizeof packed, file);
    fclose(file);
    write_plain("digits.csv.gz", packed, n - 1);
    ck_assert(!dataset_read_digits(&data, scratch_path("digits.csv.gz"), reason,
                                   sizeof reason));
    check_reason(scratch_path("digits.csv.gz"), "cut off", "take the file");
    check_empty(&data);
}
END_TEST

static void check_load(const char *name, const char *path, const char *what,
                       const char *advice)
{
    DataPair pair;
    ck_assert(!dataset_load_images(&pair, name, reason, sizeof reason));
    check_empty(&pair.train);
    check_empty(&pair.test);
    check_reason(path, what, advice);
}

START_TEST(an_unknown_data_set_is_told_which_there_are)
{
    check_load("cifar", "DATASET", "\"cifar\" is not", "say fashion or mnist");
    setenv("DATASET", "MNIST", 1);
    check_load(NULL, "DATASET", "\"MNIST\" is not", "say fashion or mnist");
}
END_TEST

START_TEST(broken_mnist_is_refused_whole)
{
    static uint8_t big[3000], labels[10];
    const char *advice = "put MNIST's four IDX files";
    ck_assert_int_eq(chdir(scratch), 0);
    check_load("mnist", "data/mnist: ", "No such file", advice);
    ck_assert_int_eq(mkdir("data", 0777), 0);
    ck_assert_int_eq(mkdir("data/mnist", 0777), 0);
    check_load("mnist", "data/mnist/train-labels", "No such file",
               "data/mnist: {train,t10k}-{images-idx3,labels-idx1}-ubyte");
    size_t m = make_labels(labels, 2);
    write_plain("data/mnist/train-labels-idx1-ubyte", labels, m);
    write_plain("data/mnist/train-images-idx3-ubyte", big,
                make_images(big, 2, 32, 32));
    check_load("mnist", "data/mnist/train-images", "images of 1024 pixels, not",
               advice);
    write_plain("data/mnist/train-images-idx3-ubyte", big,
                make_images(big, 2, 28, 28));
    check_load("mnist", "data/mnist/t10k-labels", "No such file", advice);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("data_faults");
    TCase *tc = tcase_create("data_faults");
    tcase_set_timeout(tc, 60);
    add_scratch(tc);
    tcase_add_test(tc, a_file_beyond_the_limit_is_refused);
    tcase_add_test(tc, a_short_or_absent_reason_does_no_harm);
    tcase_add_test(tc, advice_about_the_file_is_not_given_when_memory_ran_out);
    tcase_add_test(tc, broken_lines_of_digits_are_refused_by_number);
    tcase_add_test(tc, a_zero_byte_does_not_hide_the_rest_of_a_line);
    tcase_add_test(tc, an_empty_or_cut_digits_file_is_refused);
    tcase_add_test(tc, an_unknown_data_set_is_told_which_there_are);
    tcase_add_test(tc, broken_mnist_is_refused_whole);
    suite_add_tcase(suite, tc);
    return suite;
}
