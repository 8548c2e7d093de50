// The solution's replies in a file: --record writes it, and --recording takes
// it in the solution's place. A reply is found by the number of its test, and
// of the solution's call within that: a student's failure ends a test early,
// and the calls after it are left out. After the header (recording_file.c), for
// each call:
//
//   bytes that follow u32, test u32, call u32, length of the function's name
//   u8, the name, type of the result u8, the result; for each array its number
//   u8, type u8, elements u32, whether the solution has changed it u8, and if
//   so the elements.
#include "recording.h"

#include <string.h>

// Which of the running test's calls of the solution this is, from 0.
static uint32_t next_call(void)
{
    static int test = -1;
    static uint32_t n;
    if (test != running_test())
        n = 0;
    test = running_test();
    return n++;
}

// Structs hold addresses, which differ from run to run.
static bool is_kept(const CallArray *a)
{
    return a->writable && a->type != T_BYTES;
}

static void put_array(const CallArray *a, uint32_t i)
{
    size_t bytes = a->n * type_size(a->type);
    bool changed = memcmp(a->got[SOLUTION], a->sent, bytes) != 0;
    recording_put(i, 1);
    recording_put(a->type, 1);
    recording_put(a->n, 4);
    recording_put(changed, 1);
    if (changed)
        recording_put_values(a->type, a->got[SOLUTION], a->n);
}

void recording_keep(const Call *c)
{
    size_t length = strlen(c->function);
    size_t place = recording_put(0, 4); // for the bytes that follow
    recording_put((uint64_t)running_test(), 4);
    recording_put(next_call(), 4);
    recording_put(length, 1);
    recording_put_values(T_U8, c->function, length);
    recording_put(c->result, 1);
    if (c->result != T_VOID)
        recording_put_values(c->result, &c->returned[SOLUTION], 1);
    for (uint32_t i = 0; i < c->n_arrays; i++)
        if (is_kept(&c->array[i]))
            put_array(&c->array[i], i);
    recording_put_over(place, recording_bytes() - place - 4, 4);
}

// Moves on to the call's reply; returns how many bytes are left behind it.
static size_t find_call(uint32_t test, uint32_t call)
{
    while (recording_bytes() > 0) {
        size_t length = recording_get(4), before = recording_bytes();
        bool found = recording_get(4) == test && recording_get(4) == call;
        size_t read = before - recording_bytes();
        if (length < read || length > before)
            recording_refuse("is damaged: a reply has no end");
        if (found)
            return before - length;
        recording_skip(length - read);
    }
    recording_refuse("doesn't hold the reply to a call: of an older suite?");
}

static void get_array(CallArray *a, uint32_t i)
{
    if (recording_get(1) != i || recording_get(1) != a->type ||
        recording_get(4) != a->n)
        recording_refuse("holds the reply to another call: of an older suite?");
    a->got[SOLUTION] = a->sent;
    if (recording_get(1) == 0)
        return;
    a->got[SOLUTION] = pool_alloc(a->n * type_size(a->type));
    recording_get_values(a->type, a->got[SOLUTION], a->n);
}

void recording_answer(Call *c)
{
    char function[256] = "";
    size_t left = find_call((uint32_t)running_test(), next_call());
    recording_get_values(T_U8, function, recording_get(1));
    if (strcmp(function, c->function) != 0 || recording_get(1) != c->result)
        recording_refuse("holds another function's reply: of an older suite?");
    c->returned[SOLUTION] = 0;
    if (c->result != T_VOID)
        recording_get_values(c->result, &c->returned[SOLUTION], 1);
    for (uint32_t i = 0; i < c->n_arrays; i++)
        if (is_kept(&c->array[i]))
            get_array(&c->array[i], i);
    if (recording_bytes() != left)
        recording_refuse("holds the reply to another call: of an older suite?");
}
