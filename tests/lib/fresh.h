// Whether the arrays of a network begin at zero and lie apart, and what there
// is where memory does not suffice.
#ifndef FRESH_H
#define FRESH_H

#include <check.h>

#include <stdint.h>
#include <string.h>

// Asks an address-sanitised build for NULL, as malloc gives it, where memory
// does not suffice.
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

// Checks that an array is all zero and aligned, and fills it.
static inline void fill(void *array, size_t size, int value)
{
    unsigned char *bytes = array;
    ck_assert_ptr_nonnull(array);
    ck_assert_uint_eq((uintptr_t)array % 64, 0);
    for (size_t i = 0; i < size; i++)
        ck_assert_msg(bytes[i] == 0, "not zero, or shared with another array");
    memset(bytes, value, size);
}

#endif
