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
    char *pages;      // the guard page in front
    size_t all_bytes; // with both guard pages
} LaidArray;

typedef struct Arrays {
    uint32_t n;
    LaidArray item[WIRE_MAX_ARRAYS];
} Arrays;

// Reads n array descriptions, the links and the contents, and lays them out.
bool arrays_receive(Arrays *a, int fd, uint32_t n, uint32_t n_links);

// Sends the writable ones.
bool arrays_send(const Arrays *a, int fd);

void arrays_release(Arrays *a);

// If address lies in or beside an array, fills in reply's status, array, byte.
void arrays_find_fault(const Arrays *a, const void *address, WireReply *reply);

// If something was written right in front of an array, says so in reply.
void arrays_check_fronts(const Arrays *a, WireReply *reply);

#endif
