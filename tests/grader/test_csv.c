// Tables as spreadsheets and learning platforms write them; the roster from
// one, or every line that is wrong in it.
#include "csv.h"
#include "roster.h"

#include "book_fixture.h"

static char csv_path[300];

static void make_csv_folder(void)
{
    make_folder();
    snprintf(csv_path, sizeof csv_path, "%s/roster.csv", folder);
}

static void remove_csv_folder(void)
{
    remove(csv_path);
    remove_folder();
}

static void write_csv(const char *text, size_t n)
{
    FILE *out = fopen(csv_path, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(text, 1, n, out), n);
    fclose(out);
}

static const struct {
    const char *text, *cells; // the cells: line:a|b;line:...
} tables[] = {
    {"a,b\n1,2\n", "1:a|b;2:1|2;"},
    {"a,b\r\n1,2", "1:a|b;2:1|2;"},
    {"a\r1\r\r2", "1:a;2:1;4:2;"},
    {"\xef\xbb\xbf\"a\",b", "1:a|b;"},
    {"\n\n a , b\n,\n", "3: a | b;4:|;"},
    {"\"say \"\"hi\"\", twice\",\"\"", "1:say \"hi\", twice|;"},
    {"\"two\r\nlines\",x\r\ny,z", "1:two\r\nlines|x;3:y|z;"},
    {"\"\"\"\"\n\"one\ntwo\n\"\nb", "1:\";2:one\ntwo\n;5:b;"},
    {"a,\n\"b\",", "1:a|;2:b|;"},
    {"", ""},
    {"\xef\xbb\xbf\r\n", ""},
};

START_TEST(tables_are_read_as_rfc_4180_has_it)
{
    char *error = NULL, *got = NULL;
    size_t n;
    write_csv(tables[_i].text, strlen(tables[_i].text));
    Csv csv;
    ck_assert_msg(csv_read(&csv, csv_path, &error), "%s", error);
    FILE *out = open_memstream(&got, &n);
    for (size_t r = 0; r < csv.n; r++) {
        fprintf(out, "%zu:", csv.row[r].line);
        for (size_t c = 0; c < csv.row[r].n; c++)
            fprintf(out, "%s%s", c > 0 ? "|" : "", csv.row[r].cell[c]);
        fputc(';', out);
    }
    fclose(out);
    ck_assert_str_eq(got, tables[_i].cells);
    free(got);
    csv_free(&csv);
}
END_TEST

static const struct {
    const char *text, *error;
} broken[] = {
    {"a,b\n\"x,y\nz\n", ":2: a quote is opened and never closed"},
    {"a\n\"x\"y,2\n", ":2: there is text behind a closing quote"},
    {"a\n\"x\ny\" ,2\n", ":3: there is text behind a closing quote"},
    {"a\n\n5\" disk,2\n", ":3: a quote stands within a cell"},
    {"a\nJos\xe9,2\n", ":2: the text is not UTF-8; save"},
    {"\xff\xfei", ":1: the text is not UTF-8; save"},
};

static void expect_error(const char *error, const char *want)
{
    ck_assert_msg(strstr(error, want) != NULL, "%s, not %s", error, want);
    ck_assert_ptr_nonnull(strstr(error, csv_path));
}

START_TEST(broken_tables_are_named_by_line)
{
    char *error = NULL;
    Csv csv;
    write_csv(broken[_i].text, strlen(broken[_i].text));
    ck_assert(!csv_read(&csv, csv_path, &error));
    expect_error(error, broken[_i].error);
    free(error);
}
END_TEST

START_TEST(what_is_no_table_is_named)
{
    char *error = NULL;
    Csv csv;
    ck_assert(!csv_read(&csv, csv_path, &error));
    expect_error(error, "No such file");
    free(error);
    write_csv("a\0b", 3);
    ck_assert(!csv_read(&csv, csv_path, &error));
    expect_error(error, "UTF-8");
    free(error);
    ck_assert(!csv_read(&csv, folder, &error));
    ck_assert_ptr_nonnull(strstr(error, "no file"));
    free(error);
}
END_TEST

START_TEST(roster_finds_its_columns_by_name)
{
    const char text[] =
        "\xef\xbb\xbfSection,E-Mail Address,Shoe size,FULL NAME,Student_ID,"
        "SIS Login ID,Id Number,Canvas User ID,sis-id\r\n"
        "A,ada@x.org,39,\"L., Ada \"\"the\"\"\", ada ,al,17,c1,s1\r\n"
        ",,,,,,,,\r\n"
        "B,,,=1+1,bob,,,,\r\n";
    char *error = NULL;
    write_csv(text, sizeof text - 1);
    Book *b = open_book();
    ck_assert_msg(roster_load(b, csv_path, &error), "%s", error);
    Person p;
    must(b, book_person(b, "ada", &p));
    ck_assert_str_eq(p.name, "L., Ada \"the\"");
    ck_assert_str_eq(p.email, "ada@x.org");
    ck_assert_str_eq(p.username, "al");
    ck_assert_str_eq(p.idnumber, "17");
    ck_assert_str_eq(p.canvas_id, "c1");
    ck_assert_str_eq(p.sis_id, "s1");
    ck_assert_str_eq(p.section, "A");
    must(b, book_person(b, "bob", &p));
    ck_assert_str_eq(p.name, "=1+1"); // put_csv disarms it
    ck_assert_uint_eq(class_of(b).n, 2);
    book_close(b);
}
END_TEST

static const struct {
    const char *text, *error;
} wrong[] = {
    {"", ":1: there is no student"},
    {"id,name\n,\n", ":1: there is no student"},
    {"name\nAda\n", ":1: no column is called id; name"},
    {"id;name\nada;Ada\n", ":1: no column is called id; save"},
    {"id,name,Student ID\na,b,c\n", ":1: columns 1 and 3 both are the id"},
    {"id,name\nada,Ada\nbob\n", ":3: the header has 2 columns, this row 1"},
    {"id,name\nada,Ada,x\n", ":2: the header has 2 columns, this row 3"},
    {"id\n../../etc\n", ":2: \"../../etc\" can't be an id"},
    {"id,name\n,Ada\n", ":2: \"\" can't be an id"},
    {"id\nada\nbob\n\n\"ada\"\n", ":5: ada is in line 2 already"},
    {"id\n\"a\x1b[2J\"\n", ":2: \"a [2J\" can't be an id"},
};

START_TEST(wrong_roster_changes_nothing)
{
    char *error = NULL;
    Book *b = open_book();
    write_csv("id\nkim\n", 7);
    ck_assert(roster_load(b, csv_path, &error));
    write_csv(wrong[_i].text, strlen(wrong[_i].text));
    ck_assert(!roster_load(b, csv_path, &error));
    expect_error(error, wrong[_i].error);
    free(error);
    Lines l = class_of(b);
    ck_assert_uint_eq(l.n, 1);
    ck_assert_str_eq(l.line[0].id, "kim");
    book_close(b);
}
END_TEST

START_TEST(bad_rows_are_all_named_up_to_ten)
{
    const char text[] = "id\n-1\n-2\n-3\n-4\n-5\n-6\n-7\n-8\n-9\n-10\n-11\nok\n"
                        "ok\n";
    char *error = NULL;
    write_csv(text, sizeof text - 1);
    Book *b = open_book();
    ck_assert(!roster_load(b, csv_path, &error));
    expect_error(error, ":2: \"-1\" can't");
    expect_error(error, ":11: \"-10\" can't");
    ck_assert_ptr_null(strstr(error, "-11"));
    expect_error(error, "and 2 more");
    free(error);
    book_close(b);
}
END_TEST

#define COUNT(a) (int)(sizeof(a) / sizeof *(a))

Suite *test_suite(void)
{
    Suite *suite = suite_create("csv");
    TCase *c = tcase_create("csv");
    tcase_add_checked_fixture(c, make_csv_folder, remove_csv_folder);
    tcase_add_loop_test(c, tables_are_read_as_rfc_4180_has_it, 0,
                        COUNT(tables));
    tcase_add_loop_test(c, broken_tables_are_named_by_line, 0, COUNT(broken));
    tcase_add_test(c, what_is_no_table_is_named);
    tcase_add_test(c, roster_finds_its_columns_by_name);
    tcase_add_loop_test(c, wrong_roster_changes_nothing, 0, COUNT(wrong));
    tcase_add_test(c, bad_rows_are_all_named_up_to_ten);
    suite_add_tcase(suite, c);
    return suite;
}
