// Comparing what came back, and saying in words what differs: see call.h.
#include "call_internal.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

double returned_number(const Call *c, int who)
{
    return c->result == T_VOID ? 0.0 : element(c->result, &c->returned[who], 0);
}

static bool agrees(double got, double want, Tolerance t)
{
    if (isnan(got) || isnan(want))
        return isnan(got) && isnan(want);
    if (got == want)
        return true;
    return fabs(got - want) <= t.absolute + t.relative * fabs(want) &&
           isfinite(want);
}

// Element i; a whole number is told in full, however large.
static const char *element_text(Type type, const void *data, size_t i)
{
    uint64_t whole;
    if (type != T_SIZE)
        return number_text(type, element(type, data, i), 9);
    memcpy(&whole, (const char *)data + i * sizeof whole, sizeof whole);
    return words("%" PRIu64, whole);
}

// What came back, up to the word "expected": NaN is told in words.
static const char *verb_text(const char *verb, const char *number)
{
    return words("%s %s%s", verb, number,
                 strcmp(number, "NaN") == 0 ? ", not a number;" : ",");
}

// Whether the pattern of an output still stands at element i. A byte may well
// be 255, but hardly all of them.
static bool unwritten(Type type, const unsigned char *data, size_t i, size_t n)
{
    size_t size = type_size(type);
    size_t first = size > 1 ? i * size : 0, bytes = size > 1 ? size : n;
    for (size_t k = first; k < first + bytes; k++)
        if (data[k] != 255)
            return false;
    return true;
}

// "y[3]"; a generator's state alone is a T_SIZE, and no array.
static const char *place_text(const char *name, Type type, size_t i)
{
    return type == T_SIZE ? name : words("%s[%zu]", name, i);
}

// " (3 of 8 differ, largest error 0.25)"; of floats alone the error says
// something, and only where the differences are numbers.
static const char *extent_text(size_t differing, size_t n, double largest)
{
    if (n == 1)
        return "";
    if (!isfinite(largest))
        return words(" (%zu of %zu differ)", differing, n);
    return words(" (%zu of %zu differ, largest error %.3g)", differing, n,
                 largest);
}

static bool same_element(Type type, const void *got, const void *want, size_t i,
                         Tolerance t)
{
    size_t size = type_size(type), at = i * size;
    if (!is_float(type))
        return !memcmp((const char *)got + at, (const char *)want + at, size);
    return agrees(element(type, got, i), element(type, want, i), t);
}

// Ends the test with a sentence if the n values differ anywhere.
static void compare(const Call *c, const char *name, Type type, const void *got,
                    const void *want, size_t n, Tolerance t, const char *rule)
{
    size_t first = n, differing = 0;
    double largest = NAN;
    if (n == 0 || !memcmp(got, want, n * type_size(type)))
        return; // the usual case
    for (size_t i = 0; i < n; i++) {
        if (same_element(type, got, want, i, t))
            continue;
        if (differing++ == 0)
            first = i;
        if (is_float(type))
            largest = fmax(
                largest, fabs(element(type, got, i) - element(type, want, i)));
    }
    if (differing == 0)
        return;
    const char *found = unwritten(type, got, first, n)
                            ? "was not written,"
                            : verb_text("is", element_text(type, got, first));
    fail_test(words("%s: %s %s expected %s%s%s. %s", call_text(c),
                    place_text(name, type, first), found,
                    element_text(type, want, first), inputs_text(c, n, first),
                    extent_text(differing, n, largest), rule));
}

static void compare_result(const Call *c, double want, Tolerance t,
                           const char *rule)
{
    double got = returned_number(c, STUDENT);
    if (!agrees(got, want, t))
        fail_test(words("%s: %s expected %s. %s", call_text(c),
                        verb_text("returned", number_text(c->result, got, 9)),
                        number_text(c->result, want, 9), rule));
}

void expect_same(Call *c, Tolerance tolerance, const char *rule)
{
    compare_result(c, returned_number(c, SOLUTION), tolerance, rule);
    for (uint32_t i = 0; i < c->n_arrays; i++) {
        const CallArray *a = &c->array[i];
        if (a->writable && !a->ignored && a->type != T_BYTES)
            compare(c, a->name, a->type, a->got[STUDENT], a->got[SOLUTION],
                    a->n, tolerance, rule);
    }
}

void expect_f32(Call *c, int array, const float *want, Tolerance tolerance,
                const char *rule)
{
    const CallArray *a = &c->array[array];
    compare(c, a->name, T_F32, a->got[STUDENT], want, a->n, tolerance, rule);
}

void expect_f64(Call *c, int array, const double *want, Tolerance tolerance,
                const char *rule)
{
    const CallArray *a = &c->array[array];
    compare(c, a->name, T_F64, a->got[STUDENT], want, a->n, tolerance, rule);
}

void expect_u8(Call *c, int array, const uint8_t *want, const char *rule)
{
    const CallArray *a = &c->array[array];
    compare(c, a->name, T_U8, a->got[STUDENT], want, a->n, EXACT, rule);
}

void expect_bool(Call *c, bool want, const char *rule)
{
    compare_result(c, want, EXACT, rule);
}

void expect_number(Call *c, double want, Tolerance tolerance, const char *rule)
{
    compare_result(c, want, tolerance, rule);
}

// Spells every NaN that printf wrote, "nan" or "-nan", as other sentences do.
static void spell_nan(char *text)
{
    for (char *p; (p = strstr(text, "nan")); text = p + 3) {
        if (p > text && p[-1] == '-') {
            p--;
            memmove(p, p + 1, strlen(p + 1) + 1);
        }
        memcpy(p, "NaN", 3);
    }
}

void expect_that(Call *c, bool ok, const char *rule, const char *format, ...)
{
    if (ok)
        return;
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    spell_nan(text);
    fail_test(words("%s: %s. %s", call_text(c), text, rule));
}
