// See lib/block.h.
#include "block.h"

#include <stdlib.h>
#include <string.h>

size_t size_add(size_t a, size_t b)
{
    return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

size_t size_times(size_t a, size_t b)
{
    return b > 0 && a > SIZE_MAX / b ? SIZE_MAX : a * b;
}

void *block_take(Block *block, size_t count, size_t size)
{
    size_t start = block->used;
    size_t end = size_add(size_add(start, size_times(count, size)), LINE - 1);
    block->used = end == SIZE_MAX ? SIZE_MAX : end / LINE * LINE;
    return block->base ? block->base + start : NULL;
}

float *block_take_floats(Block *block, size_t count)
{
    return block_take(block, count, sizeof(float));
}

void *block_alloc(size_t used)
{
    void *memory = used == SIZE_MAX ? NULL : aligned_alloc(LINE, used);
    if (memory)
        memset(memory, 0, used);
    return memory;
}
