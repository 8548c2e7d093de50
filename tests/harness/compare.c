// Comparing what came back, and saying in words what differs: see call.h.
#include "call_internal.h"

#include <check.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

double element(Type type, const void *data, size_t i)
{
    const unsigned char *p = (const unsigned char *)data + i * type_size(type);
    float f;
    double d;
    int n;
    size_t z;
    switch (type) {
    case T_F32:
        memcpy(&f, p, sizeof f);
        return (double)f;
    case T_F64:
        memcpy(&d, p, sizeof d);
        return d;
    case T_INT:
        memcpy(&n, p, sizeof n);
        return n;
    case T_SIZE:
        memcpy(&z, p, sizeof z);
        return (double)z;
    default:
        return *p;
    }
}

double returned_number(const Call *c, int who)
{
    return c->result == T_VOID ? 0.0 : element(c->result, &c->returned[who], 0);
}

static size_t add_argument(char *text, size_t room, const CallArg *arg)
{
    Type type = (Type)arg->wire.type;
    double value = element(type, &arg->wire.bits, 0);
    int n = 0;
    if (type == T_POINTER && arg->wire.array == WIRE_NULL)
        n = snprintf(text, room, "%s=NULL, ", arg->name);
    else if (type == T_BOOL)
        n = snprintf(text, room, "%s=%s, ", arg->name,
                     value != 0.0 ? "true" : "false");
    else if (type != T_POINTER)
        n = snprintf(text, room, "%s=%.*g, ", arg->name, type == T_F32 ? 6 : 17,
                     value);
    return n > 0 && (size_t)n < room ? (size_t)n : 0;
}

const char *call_text(const Call *c)
{
    enum { SIZE = 512 };
    char *text = pool_alloc(SIZE);
    size_t used = (size_t)snprintf(text, SIZE - 1, "%s(", c->function);
    for (uint32_t i = 0; i < c->n_args; i++)
        used += add_argument(text + used, SIZE - 1 - used, &c->arg[i]);
    if (used > 2 && text[used - 2] == ',')
        used -= 2;
    text[used] = ')';
    text[used + 1] = '\0';
    return text;
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

// "is 0.25", or "was not written" where the pattern of an output still stands.
static const char *found_text(Type type, const void *data, size_t i)
{
    enum { SIZE = 32 };
    static const unsigned char pattern[] = {255, 255, 255, 255,
                                            255, 255, 255, 255};
    size_t size = type_size(type);
    if (size > 1 && !memcmp((const char *)data + i * size, pattern, size))
        return "was not written";
    char *text = pool_alloc(SIZE);
    snprintf(text, SIZE, "is %.9g", element(type, data, i));
    return text;
}

// ", largest error 0.25"; nothing where the differences are no numbers.
static const char *error_text(double largest)
{
    enum { SIZE = 32 };
    char *text = pool_alloc(SIZE);
    if (isfinite(largest))
        snprintf(text, SIZE, ", largest error %.3g", largest);
    return text;
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
        double g = element(type, got, i), w = element(type, want, i);
        if (agrees(g, w, t))
            continue;
        if (differing++ == 0)
            first = i;
        largest = fmax(largest, fabs(g - w));
    }
    if (differing == 0)
        return;
    ck_abort_msg("%s: %s[%zu] %s, expected %.9g (%zu of %zu differ%s). %s",
                 call_text(c), name, first, found_text(type, got, first),
                 element(type, want, first), differing, n, error_text(largest),
                 rule);
}

static void compare_result(const Call *c, double want, Tolerance t,
                           const char *rule)
{
    double got = returned_number(c, STUDENT);
    if (!agrees(got, want, t))
        ck_abort_msg("%s: returned %.9g, expected %.9g. %s", call_text(c), got,
                     want, rule);
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

void expect_that(Call *c, bool ok, const char *rule, const char *format, ...)
{
    if (ok)
        return;
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    ck_abort_msg("%s: %s. %s", call_text(c), text, rule);
}
