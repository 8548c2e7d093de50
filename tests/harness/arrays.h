// The worker's side of a call's arrays. Each lies between two pages that
// nobody may touch and ends right before the second, so that a step past its
// end is caught at once; inputs are read-only. The slack in front of an array
// is filled with a pattern that is checked after the call.
#ifndef ARRAYS_H
#define ARRAYS_H

#include "wire.h"

#include <stdbool.h>

typedef struct LaidArray {
    WireArray wire;
    char *data;
    char *pages;  // the guard page in front; kept from call to call
    size_t inner; // bytes between the guard pages
    bool locked;  // they can't be written
} LaidArray;

typedef struct Arrays {
    uint32_t n;
    LaidArray item[WIRE_MAX_ARRAYS];
} Arrays;

// Lays out n arrays as the message says: n WireArray, n_links WireLink, the
// contents. False if it contradicts itself or there is no memory.
bool arrays_take(Arrays *a, uint32_t n, uint32_t n_links, const char *message,
                 size_t bytes);

// Sends the reply, and the writable arrays behind it.
bool arrays_send(const Arrays *a, int fd, const WireReply *reply);

// If address lies in or beside an array, fills in reply's status, array, byte.
void arrays_find_fault(const Arrays *a, const void *address, WireReply *reply);

// If something was written right in front of an array, says so in reply.
void arrays_check_fronts(const Arrays *a, WireReply *reply);

#endif
