// Arrays between guard pages: see arrays.h.
#define _DEFAULT_SOURCE // MAP_ANONYMOUS
#include "arrays.h"
#include "io.h"

#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FRONT = 0xa5 };

static size_t page_size(void)
{
    static size_t size;
    if (size == 0)
        size = (size_t)sysconf(_SC_PAGESIZE);
    return size;
}

static char *first_page(const LaidArray *x)
{
    return x->pages + page_size();
}

static bool lock(LaidArray *x, bool locked)
{
    if (x->inner == 0 || x->locked == locked)
        return true;
    x->locked = locked;
    return mprotect(first_page(x), x->inner,
                    locked ? PROT_READ : PROT_READ | PROT_WRITE) == 0;
}

// New pages of another size for x.
static bool map_pages(LaidArray *x, size_t inner)
{
    size_t page = page_size();
    if (x->pages)
        munmap(x->pages, x->inner + 2 * page);
    *x = (LaidArray){.wire = x->wire, .inner = inner, .locked = true};
    x->pages = mmap(NULL, inner + 2 * page, PROT_NONE,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (x->pages == MAP_FAILED)
        x->pages = NULL;
    return x->pages;
}

static bool lay_out(LaidArray *x)
{
    size_t page = page_size();
    if (x->wire.bytes > WIRE_MAX_BYTES)
        return false;
    size_t inner = (x->wire.bytes + page - 1) / page * page;
    if ((!x->pages || x->inner != inner) && !map_pages(x, inner))
        return false;
    if (!lock(x, false))
        return false;
    x->data = first_page(x) + inner - x->wire.bytes;
    if (x->wire.writable)
        memset(first_page(x), FRONT, inner - x->wire.bytes);
    return true;
}

static bool apply_link(Arrays *a, WireLink k)
{
    if (k.from >= a->n || k.target >= a->n ||
        k.offset + sizeof(char *) > a->item[k.from].wire.bytes ||
        k.target_offset > a->item[k.target].wire.bytes)
        return false;
    char *address = a->item[k.target].data + k.target_offset;
    memcpy(a->item[k.from].data + k.offset, &address, sizeof address);
    return true;
}

// Takes n bytes off the front of the message; false if it has no more.
static bool next(const char **message, size_t *bytes, void *to, size_t n)
{
    if (n > *bytes)
        return false;
    if (n > 0)
        memcpy(to, *message, n);
    *message += n;
    *bytes -= n;
    return true;
}

bool arrays_take(Arrays *a, uint32_t n, uint32_t n_links, const char *message,
                 size_t bytes)
{
    WireLink links[WIRE_MAX_LINKS];
    a->n = 0;
    if (n > WIRE_MAX_ARRAYS || n_links > WIRE_MAX_LINKS)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (!next(&message, &bytes, &a->item[i].wire, sizeof a->item[i].wire))
            return false;
    if (!next(&message, &bytes, links, n_links * sizeof *links))
        return false;
    for (; a->n < n; a->n++) {
        LaidArray *x = &a->item[a->n];
        if (!lay_out(x) || !next(&message, &bytes, x->data, x->wire.bytes))
            return false;
    }
    for (uint32_t i = 0; i < n_links; i++)
        if (!apply_link(a, links[i]))
            return false;
    for (uint32_t i = 0; i < n; i++)
        if (!a->item[i].wire.writable && !lock(&a->item[i], true))
            return false;
    return true;
}

bool arrays_send(const Arrays *a, int fd, const WireReply *reply)
{
    struct iovec part[WIRE_MAX_ARRAYS + 1];
    IoParts parts = {part, 0};
    part[parts.n++] = (struct iovec){(void *)reply, sizeof *reply};
    for (uint32_t i = 0; i < a->n; i++)
        if (a->item[i].wire.writable)
            part[parts.n++] =
                (struct iovec){a->item[i].data, a->item[i].wire.bytes};
    return io_send(fd, &parts, INFINITY);
}

void arrays_find_fault(const Arrays *a, const void *address, WireReply *reply)
{
    const char *p = address;
    for (uint32_t i = 0; i < a->n; i++) {
        const LaidArray *x = &a->item[i];
        if (p < x->pages || p >= x->pages + x->inner + 2 * page_size())
            continue;
        bool inside = p >= x->data && p < x->data + x->wire.bytes;
        reply->status = inside ? WIRE_READ_ONLY : WIRE_OUTSIDE;
        reply->array = i;
        reply->byte = p - x->data;
    }
}

void arrays_check_fronts(const Arrays *a, WireReply *reply)
{
    for (uint32_t i = 0; i < a->n; i++) {
        const LaidArray *x = &a->item[i];
        const char *p = first_page(x);
        if (!x->wire.writable || p == x->data ||
            (*p == (char)FRONT && !memcmp(p, p + 1, (size_t)(x->data - p) - 1)))
            continue;
        while (*p == (char)FRONT)
            p++;
        reply->status = WIRE_OUTSIDE;
        reply->array = i;
        reply->wrote = 1;
        reply->byte = p - x->data;
        return;
    }
}
