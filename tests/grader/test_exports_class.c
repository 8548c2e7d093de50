// The class's files: tables that a spreadsheet and a learning platform read
// back, and the class report.
#include "csv.h"
#include "exports_fixture.h"

static Csv read_table(const char *name)
{
    Csv csv;
    char *path = path_to(name), *error = NULL;
    ck_assert_msg(csv_read(&csv, path, &error), "%s", error);
    for (size_t i = 0; i < csv.n; i++)
        ck_assert_uint_eq(csv.row[i].n, csv.row[0].n);
    free(path);
    return csv;
}

static void check_row(const Csv *csv, size_t row, const char *const *want)
{
    ck_assert_uint_lt(row, csv->n);
    for (size_t i = 0; want[i]; i++) {
        ck_assert_uint_lt(i, csv->row[row].n);
        ck_assert_str_eq(csv->row[row].cell[i], want[i]);
    }
}
#define ROW(csv, i, ...)                                                       \
    check_row(csv, i, (const char *const[]){__VA_ARGS__, NULL})

START_TEST(grades_csv_reads_back)
{
    export_all();
    Csv csv = read_table("grades.csv");
    ck_assert_uint_eq(csv.n, 6);
    ROW(&csv, 0, "id", "name", "email", "state", "score", "max", "percent",
        "ch01_a/square", "ch01_a/cube", "ch02_b/root", "manual", "time");
    ck_assert_str_eq(csv.row[1].cell[3], "graded");
    ck_assert_int_eq(strncmp(csv.row[1].cell[1], "Ada <script>", 12), 0);
    ROW(&csv, 2, "bob", "'=HYPERLINK(\"http://example.org\",\"you\")",
        "'+bob@x", "refused", "0", "10", "0", "0", "0", "0", "0");
    ROW(&csv, 3, "cyd", "'@SUM(1,2)", "", "broken", "", "", "", "", "", "", "",
        "");
    ROW(&csv, 4, "dan", "Dan <i>Missing</i>", "", "missing", "", "", "");
    ROW(&csv, 5, "eve", "Eve, \"the\" Late", "", "missing", "3", "14", "21.42",
        "0", "0", "0", "3", "");
    csv_free(&csv);
    char *text = contents("grades.csv");
    size_t lines = 0;
    for (char *end = text; (end = strstr(end, "\r\n")); end += 2)
        lines++;
    ck_assert_uint_eq(lines, 6);
    free(text);
}
END_TEST

// Canvas drops a column with "Final Grade" in its header.
START_TEST(canvas_csv_is_what_the_importer_takes)
{
    export_all();
    Csv csv = read_table("canvas.csv");
    ck_assert_uint_eq(csv.n, 7);
    ROW(&csv, 0, "Student", "ID", "SIS User ID", "SIS Login ID", "Section",
        "Dropout & Final-Grade, by Hand");
    ROW(&csv, 1, "    Points Possible", "", "", "", "", "14");
    ck_assert_str_eq(csv.row[2].cell[1], "4711");
    ck_assert_str_eq(csv.row[2].cell[5], "2");
    ROW(&csv, 4, "'@SUM(1,2)", "", "", "cyd", "", "");
    csv_free(&csv);
}
END_TEST

// Anything but a number, nothing or "-" as a grade ends Moodle's import.
START_TEST(moodle_csv_has_numbers_or_a_dash)
{
    export_all();
    Csv csv = read_table("moodle.csv");
    ck_assert_uint_eq(csv.n, 6);
    ROW(&csv, 0, "username", "idnumber", "email",
        "Dropout & Final Grade, by Hand (grade)",
        "Dropout & Final Grade, by Hand (feedback)");
    ROW(&csv, 1, "ada", "", "ada@example.org", "2",
        "ch01_a 2 of 5; "
        "ch02_b 0 of 5");
    ROW(&csv, 3, "cyd", "", "", "-", "");
    ROW(&csv, 4, "dan", "", "", "-", "");
    csv_free(&csv);
}
END_TEST

START_TEST(class_page_counts_and_names)
{
    export_all();
    check_xml("class.html");
    check_has("class.html", "<b>5</b> students, mean <b>1.67</b>");
    check_has("class.html", "Dan &lt;i&gt;Missing&lt;/i&gt; <code>dan</code>");
    check_has("class.html", "<a href=\"feedback/ada.html\">ada</a>");
    check_has("class.html", "<dd><b>1</b> <code>square(n=4)</code>: y[1] is");
    char *text = contents("class.html");
    ck_assert_ptr_null(strstr(text, "<script"));
    free(text);
}
END_TEST

START_TEST(class_page_names_what_is_no_submission)
{
    ck_assert(book_set_strays(book, "<b>: no id\nnotes.txt: no archive\n"));
    export_all();
    check_xml("class.html");
    check_has("class.html", "<li>&lt;b&gt;: no id</li>\n"
                            "<li>notes.txt: no archive</li>");
    ck_assert(book_set_strays(book, ""));
    export_all();
    char *text = contents("class.html");
    ck_assert_ptr_null(strstr(text, "Among the submissions"));
    free(text);
}
END_TEST

START_TEST(an_empty_class_is_a_class)
{
    char *path = path_to("empty.sqlite"), *error = NULL;
    Book *empty = book_open(path, &error);
    ck_assert_msg(empty != NULL, "%s", error);
    free(path);
    error = export_class(empty, folder, TITLE);
    ck_assert_msg(error == NULL, "%s", error);
    check_xml("class.html");
    Csv csv = read_table("grades.csv");
    ck_assert_uint_eq(csv.n, 1);
    csv_free(&csv);
    book_close(empty);
}
END_TEST

Suite *test_suite(void)
{
    Suite *s = suite_create("exports");
    TCase *t = tcase_create("class");
    tcase_set_timeout(t, 60);
    tcase_add_unchecked_fixture(t, make_base, remove_base);
    tcase_add_checked_fixture(t, make_book, remove_book);
    tcase_add_test(t, grades_csv_reads_back);
    tcase_add_test(t, canvas_csv_is_what_the_importer_takes);
    tcase_add_test(t, moodle_csv_has_numbers_or_a_dash);
    tcase_add_test(t, class_page_counts_and_names);
    tcase_add_test(t, class_page_names_what_is_no_submission);
    tcase_add_test(t, an_empty_class_is_a_class);
    suite_add_tcase(s, t);
    return s;
}
