// main() of every program in tests/lib: runs test_suite() and prints TAP.
#include <check.h>

#include <stdlib.h>

Suite *test_suite(void);

int main(void)
{
    SRunner *runner = srunner_create(test_suite());
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
