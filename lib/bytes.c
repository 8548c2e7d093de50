// A whole file in memory, plain or gzip. zlib's own file functions would be
// shorter, but gzread hands out a file that lacks its last bytes as if it were
// whole (gzerror and gzclose tell), and nothing tells of bytes behind its end.
#include "bytes.h"

#include <zlib.h>

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool refuse(const Reason *reason, const char *path, const char *format, ...)
{
    if (reason->text == NULL)
        return false;
    char message[200];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    snprintf(reason->text, reason->size, "%s: %s; %s", path, message,
             reason->advice);
    return false;
}

bool refuse_memory(const Reason *reason, const char *path)
{
    Reason memory = *reason;
    memory.advice = "close other programs or use a machine with more";
    return refuse(&memory, path, "not enough memory to read it");
}

// Where a reader that does not know the size to come puts its bytes.
typedef struct Growing {
    Bytes bytes;
    size_t capacity, max;
    const char *path; // whose bytes they are
    const Reason *reason;
} Growing;

static size_t room(const Growing *g)
{
    return g->capacity - g->bytes.n;
}

// Sees to room for at least one more byte.
static bool grow(Growing *g)
{
    if (g->bytes.n > g->max)
        return refuse(g->reason, g->path, "too large: more than %zu bytes",
                      g->max);
    if (room(g) > 0)
        return true;
    // At last one more than max, so that a file that is too large shows.
    size_t more = g->capacity == 0 ? 65536 : 2 * g->capacity;
    if (more > g->max + 1)
        more = g->max + 1;
    uint8_t *data = realloc(g->bytes.data, more);
    if (data == NULL)
        return refuse_memory(g->reason, g->path);
    g->bytes.data = data;
    g->capacity = more;
    return true;
}

// Ends the reading: out gets the bytes, or stays empty unless all went well.
static bool finish(Bytes *out, Growing *g, bool ok)
{
    if (!ok || !grow(g)) { // room for the 0
        free(g->bytes.data);
        return false;
    }
    g->bytes.data[g->bytes.n] = 0;
    *out = g->bytes;
    return true;
}

static bool read_all(Growing *g)
{
    errno = 0;
    FILE *file = fopen(g->path, "rb");
    if (file == NULL)
        return refuse(g->reason, g->path, "%s", strerror(errno));
    size_t got;
    bool ok;
    do {
        ok = grow(g);
        got = ok ? fread(g->bytes.data + g->bytes.n, 1, room(g), file) : 0;
        g->bytes.n += got;
    } while (got > 0);
    if (ok && ferror(file))
        ok = refuse(g->reason, g->path, "%s", strerror(errno));
    fclose(file);
    return ok;
}

static bool unpack_stream(Growing *g, z_stream *z)
{
    int status;
    do {
        if (!grow(g))
            return false;
        z->next_out = g->bytes.data + g->bytes.n;
        z->avail_out = (uInt)room(g);
        status = inflate(z, Z_NO_FLUSH);
        g->bytes.n = g->capacity - z->avail_out;
        // A gzip file may be several, one behind the other.
        if (status == Z_STREAM_END && z->avail_in > 0)
            status = inflateReset(z);
    } while (status == Z_OK);

    if (status == Z_BUF_ERROR) // it wants more input, and there is none
        return refuse(g->reason, g->path, "cut off: the gzip data break off");
    if (status == Z_DATA_ERROR)
        return refuse(g->reason, g->path, "broken gzip data: %s", z->msg);
    return status == Z_STREAM_END || refuse_memory(g->reason, g->path);
}

static bool unpack_all(Growing *g, const Bytes *packed)
{
    z_stream z = {.next_in = packed->data, .avail_in = (uInt)packed->n};
    const int gzip_only = 15 + 16; // the largest window, as zlib.h has it
    if (inflateInit2(&z, gzip_only) != Z_OK)
        return refuse_memory(g->reason, g->path);
    bool ok = unpack_stream(g, &z);
    inflateEnd(&z);
    return ok;
}

bool bytes_read(Bytes *out, const char *path, size_t max, const Reason *reason)
{
    assert(max < UINT_MAX); // zlib counts with unsigned int
    *out = (Bytes){0};
    Growing g = {.max = max, .path = path, .reason = reason};
    Bytes packed = {0};
    if (!finish(&packed, &g, read_all(&g)))
        return false;
    if (packed.n < 2 || packed.data[0] != 0x1f || packed.data[1] != 0x8b) {
        *out = packed;
        return true;
    }
    g = (Growing){.max = max, .path = path, .reason = reason};
    bool ok = finish(out, &g, unpack_all(&g, &packed));
    free(packed.data);
    return ok;
}
