// Figures: what they show of wild values, and that nothing in a label or a
// value gets further than the figure.
#include "curves.h"
#include "exports_fixture.h"

#include <math.h>
#include <unistd.h>

static Report *report;

static void new_report(void)
{
    report = report_new("ada");
    report_add_verdict(report, "ch01_a", "square", 3, 1, 2, "wrong");
    report_add_verdict(report, "ch01_a", "full", 3, 2, 2, "");
}

static void make_report(void)
{
    make_scratch();
    new_report();
}

static void remove_report(void)
{
    report_free(report);
}

// The student's one curve, drawn; NULL where it isn't shown.
static char *draw(void)
{
    char *figures[4] = {NULL};
    ck_assert_uint_eq(report->n_curves, 1);
    char *error = draw_curves(report, folder, figures);
    ck_assert_msg(error == NULL, "%s", error);
    return figures[0];
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    for (; (text = strstr(text, part)); text += strlen(part))
        n++;
    return n;
}

// How often a part occurs in the path of the thin line: "M" for its strokes,
// "," for its points; one stroke of two points is in the key.
static size_t in_path(const char *figure, const char *part)
{
    const char *p = strstr(figure, "<path stroke='rgb(  0, 114, 178)'");
    ck_assert_ptr_nonnull(p);
    p = strstr(p, " d='");
    ck_assert_ptr_nonnull(p);
    char *path = text_copy(p);
    path[strcspn(path, "/")] = '\0';
    size_t n = count(path, part);
    free(path);
    return n;
}

START_TEST(a_figure_fits_into_a_page)
{
    add_curve(report, "square", (const double[]){0, 2, 4, 9});
    char *figure = draw();
    ck_assert_ptr_nonnull(figure);
    ck_assert_ptr_nonnull(strstr(figure, "<svg class=\"plot\" role=\"img\" "
                                         "viewBox=\"0 0 560 400\">\n<title>"));
    ck_assert_ptr_null(strstr(figure, " id="));
    ck_assert_ptr_null(strstr(figure, "<script"));
    ck_assert_uint_eq(count(figure, "<svg"), 1);
    ck_assert_uint_eq(count(figure, "<g"), count(figure, "</g>"));
    ck_assert_ptr_nonnull(strstr(figure, ">yours<"));
    free(figure);
    ck_assert(!exists(".figure.svg"));
}
END_TEST

START_TEST(nan_leaves_a_gap_and_infinity_leaves_the_figure)
{
    add_curve(report, "square", (const double[]){0, 1, 4, 9});
    char *whole = draw();
    ck_assert_uint_eq(in_path(whole, "M"), 2);
    ck_assert_uint_eq(in_path(whole, ","), 6);
    free(whole);
    report->curve[0].yours[1] = NAN;
    char *gap = draw();
    // The first point stands alone, as a stroke of hardly any length.
    ck_assert_uint_eq(in_path(gap, "M"), 3);
    ck_assert_uint_eq(in_path(gap, ","), 6);
    free(gap);
    report->curve[0].yours[1] = INFINITY;
    char *peak = draw();
    ck_assert_ptr_null(strstr(peak, "nan"));
    ck_assert_ptr_null(strstr(peak, "inf"));
    free(peak);
    Window w;
    ck_assert(curve_window(&report->curve[0], &w));
    ck_assert_uint_eq(w.n_outside, 1);
    ck_assert_uint_eq(w.n_nan, 0);
    ck_assert_double_ge(w.high, 18);
    ck_assert_double_lt(w.high, 20);
}
END_TEST

// All of them wild: the expected curve is still there to be seen.
START_TEST(wild_values_do_not_stop_the_drawing)
{
    static const double wild[][4] = {{NAN, NAN, NAN, NAN},
                                     {1e308, -1e308, 1e308, -1e308},
                                     {INFINITY, -INFINITY, NAN, 0},
                                     {5e-324, 0, -5e-324, 0}};
    add_curve(report, "square", wild[0]);
    for (size_t i = 0; i < sizeof wild / sizeof *wild; i++) {
        memcpy(report->curve[0].yours, wild[i], sizeof wild[i]);
        char *figure = draw();
        ck_assert_ptr_nonnull(figure);
        ck_assert_ptr_nonnull(strstr(figure, "rgb(230, 159,   0)"));
        free(figure);
    }
}
END_TEST

START_TEST(odd_expectations_are_drawn_or_left_out)
{
    static const struct {
        double x[4], expected[4];
        bool drawn;
    } odd[] = {{{0, 1, 2, 3}, {NAN, NAN, NAN, NAN}, false},
               {{NAN, NAN, NAN, NAN}, {1, 1, 1, 1}, false},
               {{0, 1, 2, 3}, {-1e308, 1e308, 1e308, 0}, false},
               {{0, 0, 0, 0}, {1, 1, 1, 1}, true},
               {{0, 1, 2, 3}, {0, 0, 0, 0}, true},
               {{0, 1, 2, 3}, {1e300, 1e300, 1e300, 1e300}, true},
               {{0, 1, 2, 3}, {1, 1.0000000001, 1, 1}, true}};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        remove_report();
        new_report();
        report_add_curve(report, "ch01_a", "square", "t", "x", 4, odd[i].x,
                         odd[i].expected, odd[i].expected);
        char *figure = draw();
        ck_assert_msg((figure != NULL) == odd[i].drawn, "expectation %zu", i);
        free(figure);
    }
}
END_TEST

// With an empty path it could not be started.
START_TEST(without_a_figure_no_gnuplot_runs)
{
    add_curve(report, "full", (const double[]){0, 1, 4, 9});
    setenv("PATH", "/nowhere", 1);
    ck_assert_ptr_null(draw());
}
END_TEST

START_TEST(a_label_is_no_command)
{
    static const char *const labels[] = {
        "'\nsystem 'touch gone'\n",    "`touch gone`",
        "\" ; system(\"touch gone\")", "\\'; !touch gone",
        "END\n!touch gone\n",          "@MACRO ${x} $x"};
    ck_assert_int_eq(unlink("gone") == 0, 0);
    double v[] = {0, 1};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        remove_report();
        new_report();
        report_add_curve(report, "ch01_a", "square", labels[i], labels[i], 2, v,
                         v, v);
        char *figure = draw();
        ck_assert_ptr_nonnull(figure);
        free(figure);
        ck_assert_msg(access("gone", F_OK) != 0, "run: %s", labels[i]);
    }
}
END_TEST

START_TEST(all_figures_of_a_student_come_from_one_run)
{
    char *figures[20] = {NULL};
    for (int i = 0; i < 20; i++)
        add_curve(report, i % 2 ? "square" : "full",
                  (const double[]){0, i, 4, 9});
    char *error = draw_curves(report, folder, figures);
    ck_assert_msg(error == NULL, "%s", error);
    for (int i = 0; i < 20; i++) {
        ck_assert_int_eq(figures[i] != NULL, i % 2);
        free(figures[i]);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *s = suite_create("exports");
    TCase *t = tcase_create("curves");
    tcase_set_timeout(t, 60);
    tcase_add_unchecked_fixture(t, make_base, remove_base);
    tcase_add_checked_fixture(t, make_report, remove_report);
    tcase_add_test(t, a_figure_fits_into_a_page);
    tcase_add_test(t, nan_leaves_a_gap_and_infinity_leaves_the_figure);
    tcase_add_test(t, wild_values_do_not_stop_the_drawing);
    tcase_add_test(t, odd_expectations_are_drawn_or_left_out);
    tcase_add_test(t, without_a_figure_no_gnuplot_runs);
    tcase_add_test(t, a_label_is_no_command);
    tcase_add_test(t, all_figures_of_a_student_come_from_one_run);
    suite_add_tcase(s, t);
    return s;
}
