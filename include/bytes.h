// A whole file in memory, plain or gzip, or one line that says why not.
#ifndef BYTES_H
#define BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Bytes {
    size_t n;
    uint8_t *data; // [n], and a 0 behind them, which ends a text
} Bytes;

// Where a reader that refuses a file says why.
typedef struct Reason {
    char *text; // [size] out: one line; may be NULL
    size_t size;
    const char *advice; // what to do about it; ends the line
} Reason;

// Writes "PATH: MESSAGE; ADVICE" to the reason. Always returns false, so that a
// reader can end with it.
bool refuse(const Reason *reason, const char *path, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// The same when memory ran out, which no advice about the file would mend.
bool refuse_memory(const Reason *reason, const char *path);

// Reads a file of at most max bytes, and unpacks it (to at most max bytes) if
// it begins as a gzip file does, whatever its name. A gzip file that breaks
// off, fails its checksum or has anything behind its end is refused, and leaves
// *out empty. Free out->data with free().
bool bytes_read(Bytes *out, const char *path, size_t max, const Reason *reason);

#endif
