// Hostile texts are harmless wherever they are shown, and files appear whole.
#include "text.h"

#include <check.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <signal.h>
#include <unistd.h>

#define BAD "\xef\xbf\xbd" // U+FFFD

static const struct {
    const char *rule, *text, *clean;
} cases[] = {
    {"plain text stays", "Zo\u00eb \u4f60\u597d \U0001f600", NULL},
    {"zero-width joiners belong to words", "\u0646\u200c\u0647", NULL},
    {"a byte that begins nothing", "a\x80\xbf\xff\xfe z",
     "a" BAD BAD BAD BAD " z"},
    {"overlong slash", "\xc0\xaf\xe0\x80\xaf", BAD BAD BAD BAD BAD},
    {"overlong NUL", "\xc0\x80", BAD BAD},
    {"surrogates", "\xed\xa0\x80\xed\xbf\xbf", BAD BAD BAD BAD BAD BAD},
    {"beyond U+10FFFF", "\xf4\x90\x80\x80", BAD BAD BAD BAD},
    {"five bytes", "\xf8\x88\x80\x80\x80", BAD BAD BAD BAD BAD},
    {"cut at the end", "a\xe2\x82", "a" BAD BAD},
    {"cut by a letter", "\xe2\x82z", BAD BAD "z"},
    {"largest and smallest of each length",
     "\xc2\xa0\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80"
     "\xf0\x90\x80\x80\xf4\x8f\xbf\xbd",
     NULL},
    {"no characters in XML", "\xef\xbf\xbe\xef\xbf\xbf", BAD BAD},
    {"escape, bell, delete", "\x1b[31m\a\x7f", " [31m  "},
    {"tabs and line breaks", "a\tb\r\nc\v\f", "a b  c  "},
    {"C1 control CSI",
     "\xc2\x9b"
     "31m\xc2\x80\xc2\x9f",
     " 31m  "},
    {"bidi overrides and isolates", "\u202e\u2066\u200f\u061c", "    "},
    {"line separators, marks of no width", "\u2028\u2029\u200b\ufeff\u2060",
     "     "},
};

START_TEST(cleaning_leaves_utf8_without_controls)
{
    const char *want =
        cases[_i].clean == NULL ? cases[_i].text : cases[_i].clean;
    char *clean = text_clean(cases[_i].text), *again = text_clean(clean);
    ck_assert_msg(strcmp(clean, want) == 0, "%s: \"%s\"", cases[_i].rule,
                  clean);
    ck_assert(text_is_utf8(clean));
    ck_assert_str_eq(again, clean);
    free(clean);
    free(again);
}
END_TEST

START_TEST(any_two_bytes_are_cleaned_to_utf8)
{
    for (int a = 1; a < 256; a++)
        for (int b = 0; b < 256; b++) {
            const char text[] = {(char)a, (char)b, '\0'};
            char *clean = text_clean(text);
            ck_assert(text_is_utf8(clean));
            for (const char *c = clean; *c != '\0'; c++)
                ck_assert(*c < 0 || (*c >= ' ' && *c != 0x7f));
            free(clean);
        }
}
END_TEST

static void expect_put(void (*put)(FILE *, const char *), const char *text,
                       const char *want)
{
    char *got = NULL;
    size_t n;
    FILE *out = open_memstream(&got, &n);
    put(out, text);
    fclose(out);
    ck_assert_str_eq(got, want);
    free(got);
}

START_TEST(each_format_has_its_escapes)
{
    const char *nasty = "<a b=\"1\" c='2'>&amp;\n]]>";
    const char *harmless = "&lt;a b=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp; "
                           "]]&gt;";
    expect_put(put_html, nasty, harmless);
    expect_put(put_xml, nasty, harmless);
    expect_put(put_tap, "ok # SKIP \\ \nok 2", "ok \\# SKIP \\\\  ok 2");
    expect_put(put_text, "a\x1b[2J#\\\"", "a [2J#\\\"");
    expect_put(put_csv, "say \"hi\",\r\nthen", "\"say \"\"hi\"\",  then\"");
    expect_put(put_csv, "", "\"\"");
}
END_TEST

START_TEST(spreadsheets_see_no_formula)
{
    static const char *const formula[] = {
        "=HYPERLINK(1)", "+1",        "-1",      "@SUM(1)", "  =1",
        "\u00a0=1",      "\u3000 =1", "\uff1d1", "\uff0b1", "\uff0d1",
        "\uff201",       "\u200b=1",  "\ufeff=1"};
    for (size_t i = 0; i < sizeof formula / sizeof *formula; i++) {
        char *clean = text_clean(formula[i]);
        char *want = text_format("\"'%s\"", clean);
        expect_put(put_csv, formula[i], want);
        free(want);
        free(clean);
    }
    expect_put(put_csv, "\tx", "\"' x\"");
    expect_put(put_csv, "\r=x", "\"' =x\"");
    expect_put(put_csv, "a=1", "\"a=1\"");
    expect_put(put_csv, "'=1", "\"'=1\"");
}
END_TEST

START_TEST(cents_have_no_needless_zeros)
{
    static const struct {
        long cents;
        const char *text;
    } sums[] = {{0, "0"},        {300, "3"},    {1250, "12.5"},
                {1205, "12.05"}, {7, "0.07"},   {70, "0.7"},
                {-150, "-1.5"},  {-5, "-0.05"}, {10000, "100"}};
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        char *got = NULL;
        size_t n;
        FILE *out = open_memstream(&got, &n);
        put_cents(out, sums[i].cents);
        fclose(out);
        ck_assert_str_eq(got, sums[i].text);
        free(got);
    }
}
END_TEST

START_TEST(ids_are_safe_names)
{
    static const char *const good[] = {"a", "A_1@x+y.z-0", "_", "0"};
    static const char *const bad[] = {
        "", ".", "..", ".a", "-a", "a/b", "a b", "a\n", "\u00e9", "a\\", "a'"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(text_is_id(good[i]), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!text_is_id(bad[i]), "%s", bad[i]);
    char longest[66];
    memset(longest, 'x', sizeof longest);
    longest[65] = '\0';
    ck_assert(!text_is_id(longest));
    longest[64] = '\0';
    ck_assert(text_is_id(longest));
}
END_TEST

START_TEST(lists_keep_what_they_hold)
{
    size_t *list = NULL;
    for (size_t n = 0; n < 1000; n++) {
        list = list_grow(list, n, sizeof *list);
        list[n] = n * n;
    }
    for (size_t n = 0; n < 1000; n++)
        ck_assert_uint_eq(list[n], n * n);
    free(list);
}
END_TEST

static char folder[256], path[300];

static void make_folder(void)
{
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%.200s/text.XXXXXX",
             base != NULL ? base : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/page.html", folder);
}

static void remove_folder(void)
{
    remove(path);
    ck_assert_int_eq(rmdir(folder), 0); // nothing else is left
}

static void expect_content(const char *want)
{
    char got[100] = "";
    FILE *in = fopen(path, "r");
    ck_assert_ptr_nonnull(in);
    got[fread(got, 1, sizeof got - 1, in)] = '\0';
    fclose(in);
    ck_assert_str_eq(got, want);
}

START_TEST(new_file_appears_only_when_it_is_whole)
{
    char *error = NULL;
    NewFile *f = new_file(path, &error);
    fputs("one", new_file_stream(f));
    ck_assert_int_ne(access(path, F_OK), 0);
    ck_assert(new_file_commit(f, &error));
    expect_content("one");
    f = new_file(path, &error);
    fputs("two", new_file_stream(f));
    fflush(new_file_stream(f));
    expect_content("one");
    new_file_drop(f);
    expect_content("one");
    f = new_file(path, &error);
    fputs("two", new_file_stream(f));
    ck_assert(new_file_commit(f, &error));
    expect_content("two");
    new_file_drop(NULL);
}
END_TEST

START_TEST(failed_write_keeps_the_old_file)
{
    char *error = NULL;
    NewFile *f = new_file(path, &error);
    fputs("old", new_file_stream(f));
    ck_assert(new_file_commit(f, &error));
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){1000, RLIM_INFINITY});
    f = new_file(path, &error);
    for (int i = 0; i < 20000; i++)
        fputc('x', new_file_stream(f));
    // There is room again, but what was written meanwhile is lost.
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
    ck_assert(!new_file_commit(f, &error));
    ck_assert_ptr_nonnull(strstr(error, path));
    free(error);
    expect_content("old");
    char *nowhere = text_format("%s/none/page.html", folder);
    ck_assert_ptr_null(new_file(nowhere, &error));
    ck_assert_ptr_nonnull(strstr(error, "No such file"));
    free(error);
    free(nowhere);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("text");
    TCase *c = tcase_create("text");
    tcase_add_loop_test(c, cleaning_leaves_utf8_without_controls, 0,
                        (int)(sizeof cases / sizeof *cases));
    tcase_add_test(c, any_two_bytes_are_cleaned_to_utf8);
    tcase_add_test(c, each_format_has_its_escapes);
    tcase_add_test(c, spreadsheets_see_no_formula);
    tcase_add_test(c, cents_have_no_needless_zeros);
    tcase_add_test(c, ids_are_safe_names);
    tcase_add_test(c, lists_keep_what_they_hold);
    suite_add_tcase(suite, c);
    c = tcase_create("files");
    tcase_add_checked_fixture(c, make_folder, remove_folder);
    tcase_add_test(c, new_file_appears_only_when_it_is_whole);
    tcase_add_test(c, failed_write_keeps_the_old_file);
    suite_add_tcase(suite, c);
    return suite;
}
