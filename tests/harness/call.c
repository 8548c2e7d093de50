// Building a call and making it: see call.h.
#include "call_internal.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POOL_MAX = 8192 };
static struct {
    void *block;
    void (*release)(void *);
} pool[POOL_MAX];
static size_t pool_used;

void pool_keep(void *block, void (*release)(void *))
{
    if (!block || pool_used == POOL_MAX) {
        fprintf(stderr, "suite: a test needs too much memory\n");
        exit(3);
    }
    pool[pool_used].block = block;
    pool[pool_used++].release = release;
}

void *pool_alloc(size_t n)
{
    void *block = calloc(1, n + 1);
    pool_keep(block, free);
    return block;
}

void pool_reset(void)
{
    while (pool_used > 0) {
        pool_used--;
        pool[pool_used].release(pool[pool_used].block);
    }
}

size_t type_size(Type type)
{
    switch (type) {
    case T_INT:
    case T_F32:
        return 4;
    case T_SIZE:
    case T_F64:
    case T_POINTER:
        return 8;
    default:
        return 1;
    }
}

Call *call_begin(const char *function, Type result)
{
    Call *c = pool_alloc(sizeof *c);
    c->function = function;
    c->result = result;
    return c;
}

static void add_arg(Call *c, const char *name, Type type, const void *value)
{
    assert(c->n_args < WIRE_MAX_ARGS);
    CallArg *arg = &c->arg[c->n_args++];
    arg->name = name;
    arg->wire = (WireArg){.type = type, .array = WIRE_NULL};
    if (value)
        memcpy(&arg->wire.bits, value, type_size(type));
}

void arg_bool(Call *c, const char *name, bool value)
{
    add_arg(c, name, T_BOOL, &value);
}

void arg_int(Call *c, const char *name, int value)
{
    add_arg(c, name, T_INT, &value);
}

void arg_size(Call *c, const char *name, size_t value)
{
    add_arg(c, name, T_SIZE, &value);
}

void arg_f32(Call *c, const char *name, float value)
{
    add_arg(c, name, T_F32, &value);
}

void arg_f64(Call *c, const char *name, double value)
{
    add_arg(c, name, T_F64, &value);
}

void arg_null(Call *c, const char *name)
{
    add_arg(c, name, T_POINTER, NULL);
}

void arg_array(Call *c, const char *name, int array)
{
    add_arg(c, name, T_POINTER, NULL);
    c->arg[c->n_args - 1].wire.array = (uint32_t)array;
}

void arg_show(Call *c, const char *(*show)(const void *value))
{
    c->arg[c->n_args - 1].show = show;
}

static int add_array(Call *c, CallArray array, const void *data)
{
    assert(c->n_arrays < WIRE_MAX_ARRAYS);
    size_t bytes = array.n * type_size(array.type);
    array.given = data != NULL;
    array.sent = pool_alloc(bytes);
    if (!data)
        memset(array.sent, 0xff, bytes); // NaN for floats, 255 for bytes
    else if (bytes > 0)
        memcpy(array.sent, data, bytes);
    c->array[c->n_arrays] = array;
    return (int)c->n_arrays++;
}

int array_in(Call *c, const char *name, Type type, const void *data, size_t n)
{
    return add_array(c, (CallArray){.name = name, .type = type, .n = n}, data);
}

int array_inout(Call *c, const char *name, Type type, const void *data,
                size_t n)
{
    CallArray array = {.name = name, .type = type, .n = n, .writable = true};
    return add_array(c, array, data);
}

int array_out(Call *c, const char *name, Type type, size_t n)
{
    return array_inout(c, name, type, NULL, n);
}

int arg_in(Call *c, const char *name, Type type, const void *data, size_t n)
{
    int array = array_in(c, name, type, data, n);
    arg_array(c, name, array);
    return array;
}

int arg_inout(Call *c, const char *name, Type type, const void *data, size_t n)
{
    int array = array_inout(c, name, type, data, n);
    arg_array(c, name, array);
    return array;
}

int arg_out(Call *c, const char *name, Type type, size_t n)
{
    return arg_inout(c, name, type, NULL, n);
}

void array_link(Call *c, int from, size_t offset, int to, size_t first)
{
    assert(c->n_links < WIRE_MAX_LINKS);
    c->link[c->n_links++] =
        (WireLink){.from = (uint32_t)from,
                   .target = (uint32_t)to,
                   .offset = offset,
                   .target_offset = first * type_size(c->array[to].type)};
}

void array_ignore(Call *c, int array)
{
    c->array[array].ignored = true;
}

void call_student(Call *c)
{
    const char *trouble = worker_ask(STUDENT, c);
    if (trouble)
        fail_test(words("%s: %s", call_text(c), trouble));
}

void call_solution(Call *c)
{
    if (recording_answers()) {
        recording_answer(c);
        return;
    }
    const char *trouble = worker_ask(SOLUTION, c);
    if (!trouble && recording_listens())
        recording_keep(c);
    if (!trouble)
        return;
    fprintf(stderr, "suite: the solution itself fails: %s: %s\n", call_text(c),
            trouble);
    exit(3); // a broken grader is an error, never a grade
}

void call_one(Call *c, int who)
{
    if (who == STUDENT)
        call_student(c);
    else
        call_solution(c);
}

void call_both(Call *c)
{
    call_student(c);
    call_solution(c);
}

static const void *received(const Call *c, int who, int array)
{
    if (!c->array[array].got[who]) {
        fprintf(stderr, "suite: a test asks for %s, which no reply holds\n",
                c->array[array].name);
        exit(3);
    }
    return c->array[array].got[who];
}

void take_array(void *to, const Call *c, int who, int array)
{
    const CallArray *a = &c->array[array];
    memcpy(to, received(c, who, array), a->n * type_size(a->type));
}

const void *student_array(const Call *c, int array)
{
    return received(c, STUDENT, array);
}

const void *solution_array(const Call *c, int array)
{
    return received(c, SOLUTION, array);
}

double student_result(const Call *c)
{
    return returned_number(c, STUDENT);
}

double solution_result(const Call *c)
{
    return returned_number(c, SOLUTION);
}
