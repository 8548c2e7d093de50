// See lib/block.h.
#define _DEFAULT_SOURCE // madvise
#include "block.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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

// Has an effect on no more than the whole pages within the array.
static void wish_large_pages(char *array, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    enum { PAGE = 1 << 16, LARGE = 1 << 22 };
    size_t skip = (size_t)(-(uintptr_t)array % PAGE);
    if (bytes >= LARGE)
        madvise(array + skip, (bytes - skip) / PAGE * PAGE, MADV_HUGEPAGE);
#else
    (void)array;
    (void)bytes;
#endif
}

void *array_alloc(size_t n, size_t size)
{
    void *array = calloc(n, size);
    if (array)
        wish_large_pages(array, n * size);
    return array;
}

void *block_alloc(size_t used)
{
    void *memory = used == SIZE_MAX ? NULL : aligned_alloc(LINE, used);
    if (memory)
        memset(memory, 0, used);
    return memory;
}
