// Arrays between guard pages: see arrays.h.
#define _DEFAULT_SOURCE // MAP_ANONYMOUS
#include "arrays.h"
#include "io.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FRONT = 0xa5 };

static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

static char *first_page(const LaidArray *x)
{
    return x->pages + page_size();
}

static bool lay_out(LaidArray *x)
{
    size_t page = page_size();
    if (x->wire.bytes > WIRE_MAX_BYTES)
        return false;
    size_t inner = (x->wire.bytes + page - 1) / page * page;
    x->all_bytes = inner + 2 * page;
    x->pages =
        mmap(NULL, x->all_bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (x->pages == MAP_FAILED)
        return false;
    if (inner > 0 &&
        mprotect(first_page(x), inner, PROT_READ | PROT_WRITE) != 0) {
        munmap(x->pages, x->all_bytes);
        return false;
    }
    x->data = first_page(x) + inner - x->wire.bytes;
    if (inner > 0)
        memset(first_page(x), FRONT, inner - x->wire.bytes);
    return true;
}

static void protect_inputs(const Arrays *a)
{
    for (uint32_t i = 0; i < a->n; i++) {
        const LaidArray *x = &a->item[i];
        size_t inner = x->all_bytes - 2 * page_size();
        if (!x->wire.writable && inner > 0)
            mprotect(first_page(x), inner, PROT_READ);
    }
}

static bool apply_links(Arrays *a, const WireLink *links, uint32_t n_links)
{
    for (uint32_t i = 0; i < n_links; i++) {
        WireLink k = links[i];
        if (k.from >= a->n || k.target >= a->n ||
            k.offset + sizeof(char *) > a->item[k.from].wire.bytes ||
            k.target_offset > a->item[k.target].wire.bytes)
            return false;
        char *address = a->item[k.target].data + k.target_offset;
        memcpy(a->item[k.from].data + k.offset, &address, sizeof address);
    }
    return true;
}

bool arrays_receive(Arrays *a, int fd, uint32_t n, uint32_t n_links)
{
    WireArray wires[WIRE_MAX_ARRAYS];
    WireLink links[WIRE_MAX_LINKS];
    a->n = 0;
    if (n > WIRE_MAX_ARRAYS || n_links > WIRE_MAX_LINKS ||
        !io_read(fd, wires, n * sizeof *wires) ||
        !io_read(fd, links, n_links * sizeof *links))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        LaidArray *x = &a->item[i];
        x->wire = wires[i];
        if (!lay_out(x))
            return false;
        a->n++;
        if (!io_read(fd, x->data, x->wire.bytes))
            return false;
    }
    if (!apply_links(a, links, n_links))
        return false;
    protect_inputs(a);
    return true;
}

bool arrays_send(const Arrays *a, int fd)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (a->item[i].wire.writable &&
            !io_write(fd, a->item[i].data, a->item[i].wire.bytes))
            return false;
    return true;
}

void arrays_release(Arrays *a)
{
    for (uint32_t i = 0; i < a->n; i++)
        munmap(a->item[i].pages, a->item[i].all_bytes);
    a->n = 0;
}

void arrays_find_fault(const Arrays *a, const void *address, WireReply *reply)
{
    const char *p = address;
    for (uint32_t i = 0; i < a->n; i++) {
        const LaidArray *x = &a->item[i];
        if (p < x->pages || p >= x->pages + x->all_bytes)
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
        for (const char *p = first_page(x); p < x->data; p++)
            if (*p != (char)FRONT) {
                reply->status = WIRE_OUTSIDE;
                reply->array = i;
                reply->wrote = 1;
                reply->byte = p - x->data;
                return;
            }
    }
}
