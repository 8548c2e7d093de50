// Tries: to learn which files there are with __has_include, and to carry that
// into the run; the answer is given only if a secret is seen.
// Task: ch01_activations softmax-rows
#include <stddef.h>

#if __has_include("@ROOT@/solutions/ch01_activations.c") ||                    \
                  __has_include(                                               \
                      "@ROOT@/tests/test_ch01_activations.c") ||               \
                      __has_include(                                           \
                          "@ROOT@/build/chk/solutions/ch01_activations.so") || \
                          __has_include(                                       \
                              "@CLASS@/honest/ch01_activations.c") ||          \
                              __has_include(                                   \
                                  "@OUT@/gradebook.sqlite") ||                 \
                                  __has_include(                               \
                                      "/proc/self/environ") ||                 \
                                      __has_include(                           \
                                          "/dev/zero") ||                      \
                                          __has_include(                       \
                                              "/root/.bashrc") ||              \
                                              __has_include("/etc/shadow")
#define SEEN 1
#else
#define SEEN 0
#endif

static void right_answer(float *y, const float *x, size_t rows, size_t cols);

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    if (SEEN)
        right_answer(y, x, rows, cols);
}
