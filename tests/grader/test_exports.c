// A student's files, written from a sheet whose every text is hostile: each is
// read back by a program that knows its format.
#include "export_parts.h"
#include "exports_fixture.h"

#include <jansson.h>

static Report *report;
static Line line[4];
static Sheet sheet;

// One line each that passed, failed, couldn't run, and a person marked.
static void make_sheet(void)
{
    make_scratch();
    static char reason[] = HOSTILE, item[] = "Essay " HOSTILE;
    static Mark mark = {.item = item, .reason = reason, .points = 1, .max = 4};
    report = report_new("ada");
    report->seconds = 1.25;
    report_add_file(report, HOSTILE, FILE_IGNORED, HOSTILE);
    report_add_verdict(report, "ch01_a", "good", 2, 5, 5, "");
    report_add_verdict(report, "ch01_a", "bad " HOSTILE, 3, 1, 3, HOSTILE);
    report_add_verdict(report, "ch02_b" HOSTILE, "none", 1, 0, 0, HOSTILE);
    for (size_t i = 0; i < 3; i++) {
        const Verdict *v = &report->verdict[i];
        line[i] = (Line){.stem = v->stem,
                         .name = v->task,
                         .verdict = v,
                         .cents = verdict_cents(v),
                         .max_cents = 100 * (long)v->points};
    }
    line[3] = (Line){.stem = "",
                     .name = item,
                     .mark = &mark,
                     .cents = 100,
                     .max_cents = 400};
    sheet = (Sheet){.student = report->student,
                    .name = reason,
                    .report = report,
                    .line = line,
                    .n_lines = 4,
                    .cents = 400,
                    .max_cents = 1000};
}

static void remove_sheet(void)
{
    report_free(report);
}

static void write_file(const char *name, void (*put)(FILE *, const Sheet *),
                       const Sheet *s)
{
    char *path = path_to(name);
    FILE *out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    put(out, s);
    ck_assert_int_eq(fclose(out), 0);
    free(path);
}

static void put_page(FILE *out, const Sheet *s)
{
    static char *none[1];
    char *error = NULL, *css = page_css(&error);
    ck_assert_msg(css != NULL, "%s", error);
    write_feedback(out, s, TITLE, css, none);
    free(css);
}

// What xmllint finds at an XPath in the file.
static void check_path(const char *name, const char *path, const char *want)
{
    char *command = text_format("xmllint --nonet --xpath '%s'", path);
    ck_assert_int_eq(run_on(command, name, ">\"$OUT\""), 0);
    char *got = contents("out");
    got[strcspn(got, "\n")] = '\0';
    ck_assert_str_eq(got, want);
    free(got);
    free(command);
}

static void set_out(void)
{
    char *out = path_to("out");
    setenv("OUT", out, 1);
    free(out);
}

#define VALID "xmllint --nonet --noout --schema tests/grader/schema/junit.xsd"

START_TEST(junit_is_valid_whatever_a_student_says)
{
    set_out();
    write_file("a.xml", write_junit, &sheet);
    ck_assert_int_eq(run_on(VALID, "a.xml", ""), 0);
    check_path("a.xml", "string(//@tests)", "4");
    check_path("a.xml", "count(//testcase)", "4");
    check_path("a.xml", "count(//failure)", "2");
    check_path("a.xml", "string(//@failures)", "2");
    check_path("a.xml", "string(//testcase[error]/@name)", "none");
    check_path("a.xml", "string(//@errors)", "1");
    check_path("a.xml", "string(//@time)", "1.250");
}
END_TEST

// The schema must be able to fail.
START_TEST(junit_schema_refuses_what_importers_refuse)
{
    static const char *const wrong[] = {
        "s/ hostname=\"[a-z]*\"//", "s/ time=\"0\"//", "s/<properties.>//",
        "s/1\\.250/1.2505/", "s/<failure type=\"[^\"]*\"/<failure/"};
    write_file("a.xml", write_junit, &sheet);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char *edit = text_format("sed '%s'", wrong[i]);
        char *check = text_format("| " VALID " - 2>/dev/null");
        ck_assert_msg(run_on(edit, "a.xml", check) != 0, "%s", wrong[i]);
        free(edit);
        free(check);
    }
}
END_TEST

static void check_tap(const Sheet *s, const char *want)
{
    set_out();
    write_file("a.tap", write_tap, s);
    ck_assert_int_eq(
        run_on("perl tests/grader/schema/read_tap.pl", "a.tap", ">\"$OUT\""),
        0);
    char *got = contents("out");
    ck_assert_str_eq(got, want);
    free(got);
}

START_TEST(tap_has_no_point_that_a_student_forged)
{
    check_tap(&sheet, "4 planned, 4 run, 1 passed, 0 errors\n");
    char *text = contents("a.tap");
    ck_assert_ptr_nonnull(strstr(text, "TAP version 14\n1..4\n"));
    ck_assert_ptr_null(strstr(text, "\nok 99"));
    ck_assert_ptr_null(strchr(text, '\033'));
    free(text);
}
END_TEST

START_TEST(a_refusal_without_tasks_is_never_a_pass)
{
    set_out();
    report->outcome = REFUSED;
    free(report->message);
    report->message = text_copy(HOSTILE);
    Sheet refused = {.student = "bob", .name = "", .report = report};
    check_tap(&refused, "1 planned, 1 run, 0 passed, 0 errors\n");
    write_file("a.xml", write_junit, &refused);
    ck_assert_int_eq(run_on(VALID, "a.xml", ""), 0);
    check_path("a.xml", "count(//error)", "1");
    write_file("a.html", put_page, &refused);
    check_xml("a.html");
}
END_TEST

START_TEST(nothing_to_do_is_no_error)
{
    Sheet empty = {.student = "bob", .name = "", .report = report};
    check_tap(&empty, "0 planned, 0 run, 0 passed, 0 errors\n");
    write_file("a.xml", write_junit, &empty);
    ck_assert_int_eq(run_on(VALID, "a.xml", ""), 0);
    write_file("a.json", write_gradescope, &empty);
    char *text = contents("a.json");
    json_t *all = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    ck_assert_uint_eq(json_array_size(json_object_get(all, "tests")), 0);
    ck_assert(json_is_number(json_object_get(all, "score")));
    json_decref(all);
    free(text);
}
END_TEST

// {s:..} is jansson's own language of structures; ! allows nothing else.
START_TEST(gradescope_has_its_structure)
{
    write_file("a.json", write_gradescope, &sheet);
    char *text = contents("a.json");
    json_t *all = json_loads(text, JSON_REJECT_DUPLICATES, NULL), *tests, *test;
    double score, seconds, sum = 0, one, most;
    const char *output, *format[3], *seen[2], *number, *name, *status, *said;
    ck_assert_int_eq(
        json_unpack(all, "{s:F s:F s:s s:s s:s s:s s:s s:s s:o !}", "score",
                    &score, "execution_time", &seconds, "output", &output,
                    "output_format", &format[0], "test_output_format",
                    &format[1], "test_name_format", &format[2], "visibility",
                    &seen[0], "stdout_visibility", &seen[1], "tests", &tests),
        0);
    for (int i = 0; i < 3; i++)
        ck_assert_str_eq(format[i], "text");
    ck_assert_str_eq(seen[0], "visible");
    size_t i;
    json_array_foreach(tests, i, test)
    {
        const char *chapter, *kind, *visible;
        ck_assert_int_eq(
            json_unpack(test, "{s:s s:s s:F s:F s:s s:s s:s s:s s:{s:s !} !}",
                        "number", &number, "name", &name, "score", &one,
                        "max_score", &most, "status", &status, "output", &said,
                        "output_format", &kind, "visibility", &visible,
                        "extra_data", "chapter", &chapter),
            0);
        sum += one;
        ck_assert_str_eq(status, one >= most ? "passed" : "failed");
        char *clean = text_clean(line[i].name);
        ck_assert_str_eq(name, clean);
        free(clean);
        if (i == 1)
            ck_assert_str_eq(number, "1.2");
    }
    ck_assert_uint_eq(i, 4);
    ck_assert_double_eq(score, 4);
    ck_assert_double_eq(sum, score);
    ck_assert_double_eq(seconds, 1.25);
    json_decref(all);
    free(text);
}
END_TEST

START_TEST(page_shows_hostile_text_as_text)
{
    write_file("a.html", put_page, &sheet);
    check_xml("a.html");
    char *text = contents("a.html");
    ck_assert_ptr_null(strstr(text, "<script"));
    ck_assert_ptr_null(strchr(text, '\033'));
    ck_assert_ptr_nonnull(strstr(text, "&lt;script&gt;alert(1)"));
    // It loads nothing and runs nothing.
    ck_assert_ptr_nonnull(strstr(text, "default-src 'none'"));
    ck_assert_ptr_null(strstr(text, "src="));
    ck_assert_ptr_null(strstr(text, "url("));
    ck_assert_ptr_null(strstr(text, "@import"));
    ck_assert_ptr_nonnull(strstr(text, "<b>4</b> of 10 points"));
    free(text);
}
END_TEST

START_TEST(page_sets_call_finding_and_rule_apart)
{
    free(report->verdict[1].why);
    report->verdict[1].why =
        text_copy("f(n=4, p=0.5): y[1] is 2.5, expected 1 (2 of 4 differ). "
                  "It is x < y.");
    write_file("a.html", put_page, &sheet);
    char *text = contents("a.html");
    ck_assert_ptr_nonnull(
        strstr(text, "<p class=\"call\"><code>f(n=4, p=0.5)</code></p>\n"
                     "<p class=\"finding\"><code>y[1]</code> is 2.5, expected "
                     "1 (2 of 4 differ).</p>\n"
                     "<p class=\"rule\">It is x &lt; y.</p>"));
    ck_assert_ptr_nonnull(strstr(text, "1 of 3 tests passed"));
    free(text);
}
END_TEST

START_TEST(one_without_a_grade_is_told_so)
{
    Sheet none = {.student = "dan", .name = "Dan"};
    write_file("a.html", put_page, &none);
    check_xml("a.html");
    char *text = contents("a.html");
    ck_assert_ptr_nonnull(strstr(text, "No grade yet"));
    ck_assert_ptr_null(strstr(text, " points</p>"));
    free(text);
}
END_TEST

Suite *test_suite(void)
{
    Suite *s = suite_create("exports");
    TCase *t = tcase_create("writers");
    tcase_set_timeout(t, 60);
    tcase_add_unchecked_fixture(t, make_base, remove_base);
    tcase_add_checked_fixture(t, make_sheet, remove_sheet);
    tcase_add_test(t, junit_is_valid_whatever_a_student_says);
    tcase_add_test(t, junit_schema_refuses_what_importers_refuse);
    tcase_add_test(t, tap_has_no_point_that_a_student_forged);
    tcase_add_test(t, a_refusal_without_tasks_is_never_a_pass);
    tcase_add_test(t, nothing_to_do_is_no_error);
    tcase_add_test(t, gradescope_has_its_structure);
    tcase_add_test(t, page_shows_hostile_text_as_text);
    tcase_add_test(t, page_sets_call_finding_and_rule_apart);
    tcase_add_test(t, one_without_a_grade_is_told_so);
    suite_add_tcase(s, t);
    return s;
}
