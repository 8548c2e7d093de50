// A call in words, with the values that it was made with.
#include "call_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SHORT = 8 }; // elements of an array that are all told

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

bool is_float(Type type)
{
    return type == T_F32 || type == T_F64;
}

const char *number_text(Type type, double x, int digits)
{
    if (isnan(x))
        return "NaN";
    if (type == T_BOOL && (x == 0.0 || x == 1.0))
        return x != 0.0 ? "true" : "false";
    if (!is_float(type))
        return words("%.0f", x);
    return words("%.*g", digits, x == 0.0 ? 0.0 : x);
}

// Arrays that the function is given numbers in.
static bool is_input(const CallArray *a)
{
    return a->given && a->n > 0 && a->type != T_BYTES && a->type != T_SIZE;
}

// The array of argument i; NULL if it has none, or if an argument before has
// the same.
static const CallArray *array_of(const Call *c, uint32_t i)
{
    const WireArg *arg = &c->arg[i].wire;
    if (arg->type != T_POINTER || arg->array == WIRE_NULL)
        return NULL;
    for (uint32_t k = 0; k < i; k++)
        if (c->arg[k].wire.type == T_POINTER &&
            c->arg[k].wire.array == arg->array)
            return NULL;
    return &c->array[arg->array];
}

// "x={1, 2, 3}, "; "" for a long array.
static const char *short_array_text(const CallArray *a)
{
    if (!a || !is_input(a) || a->n > SHORT)
        return "";
    const char *text = words("%s={", a->name);
    for (size_t i = 0; i < a->n; i++)
        text = words("%s%s%s", text, i > 0 ? ", " : "",
                     number_text(a->type, element(a->type, a->sent, i), 6));
    return words("%s}, ", text);
}

const char *inputs_text(const Call *c, size_t n, size_t i)
{
    const char *text = "";
    for (uint32_t k = 0; k < c->n_args && n > SHORT; k++) {
        const CallArray *a = array_of(c, k);
        if (!a || !is_input(a) || a->writable || a->n != n)
            continue;
        text = words("%s%s%s[%zu] = %s", text, *text ? ", " : " at ", a->name,
                     i, number_text(a->type, element(a->type, a->sent, i), 6));
    }
    return text;
}

static const char *argument_text(const Call *c, uint32_t i)
{
    const CallArg *arg = &c->arg[i];
    Type type = (Type)arg->wire.type;
    const void *value = &arg->wire.bits;
    if (type == T_POINTER && arg->wire.array == WIRE_NULL)
        return words("%s=NULL, ", arg->name);
    if (arg->show)
        return words("%s, ", arg->show(type == T_POINTER
                                           ? c->array[arg->wire.array].sent
                                           : value));
    if (type == T_POINTER)
        return short_array_text(array_of(c, i));
    return words("%s=%s, ", arg->name,
                 number_text(type, element(type, value, 0), 6));
}

const char *call_text(const Call *c)
{
    enum { SIZE = 512 };
    char *text = pool_alloc(SIZE);
    size_t used = (size_t)snprintf(text, SIZE - 1, "%s(", c->function);
    for (uint32_t i = 0; i < c->n_args; i++) {
        const char *argument = argument_text(c, i);
        size_t length = strlen(argument);
        if (used + length >= SIZE - 1)
            continue;
        memcpy(text + used, argument, length + 1);
        used += length;
    }
    if (text[used - 1] == ' ')
        used -= 2; // a comma at the end
    memcpy(text + used, ")", 2);
    return text;
}
