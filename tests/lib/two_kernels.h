// The kernels as shared objects, so that one program can call both: KERNELS_A
// names the one that is always there, KERNELS_B (may be unset) the other.
#ifndef TWO_KERNELS_H
#define TWO_KERNELS_H

#include "guarded.h"
#include "kernels.h"

#include <dlfcn.h>
#include <stdio.h>

// One set of kernels; see kernels.h for what they are.
typedef struct Kernels {
    __typeof__(kernels_name) *name;
    __typeof__(gemm) *gemm;
    __typeof__(conv_forward) *conv_forward;
    __typeof__(conv_backward) *conv_backward;
    __typeof__(maxpool_forward) *maxpool_forward;
    __typeof__(maxpool_backward) *maxpool_backward;
    __typeof__(conv_pool_forward) *conv_pool_forward;
    __typeof__(conv_pool_backward) *conv_pool_backward;
} Kernels;

static Kernels kernels[2];
static int n_kernels;

_Noreturn static void bail_out(const char *why)
{
    printf("Bail out! %s\n", why);
    exit(1);
}

static void *symbol(void *library, const char *name)
{
    void *found = dlsym(library, name);
    if (!found)
        bail_out(dlerror());
    return found;
}

// Call first. ISO C has no cast from an object pointer to a function pointer,
// so the pointers are copied.
static void load_kernels(void)
{
    const char *paths[] = {getenv("KERNELS_A"), getenv("KERNELS_B")};
    if (!paths[0])
        bail_out("KERNELS_A names no kernels_portable.so; use `make test`");
    for (; n_kernels < 2 && paths[n_kernels]; n_kernels++) {
        void *library = dlopen(paths[n_kernels], RTLD_NOW | RTLD_LOCAL);
        if (!library)
            bail_out(dlerror());
        void *functions[] = {symbol(library, "kernels_name"),
                             symbol(library, "gemm"),
                             symbol(library, "conv_forward"),
                             symbol(library, "conv_backward"),
                             symbol(library, "maxpool_forward"),
                             symbol(library, "maxpool_backward"),
                             symbol(library, "conv_pool_forward"),
                             symbol(library, "conv_pool_backward")};
        _Static_assert(sizeof functions == sizeof *kernels, "one of each");
        memcpy(&kernels[n_kernels], functions, sizeof functions);
    }
}

// What one set of kernels got, against the other.
static inline void assert_agree(const float *got, const float *other,
                                double tolerance, size_t n, const char *what)
{
    double *want = doubles(other, n);
    assert_near(got, want, NULL, tolerance, n, what);
    free(want);
}

// Adds a test that runs once for each set of kernels, as kernels[_i].
static inline void add_for_each(TCase *tcase, const TTest *test)
{
    tcase_add_loop_test(tcase, test, 0, n_kernels);
}

// Adds a test that needs both.
static inline void add_for_both(TCase *tcase, const TTest *test)
{
    if (n_kernels == 2)
        tcase_add_test(tcase, test);
}

#endif
