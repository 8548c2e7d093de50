// What travels between a suite and a worker: one call, one reply, over one
// socket. Both ends run on one machine, so numbers are sent as they lie.
//
// At first the worker says that it stands: WireReply, WIRE_READY.
// Call:   WireCall, n_args WireArg, n_arrays WireArray, n_links WireLink, then
//         the contents of every array in turn.
// Reply:  WireReply; if it is WIRE_DONE, the contents of every writable array.
//
// The suite knows the length of each reply before it asks: nothing in a reply
// says how much to read. A reply carries its call's serial number, which can't
// be guessed: one that was sent beforehand, or twice, is none.
#ifndef WIRE_H
#define WIRE_H

#include <stddef.h>
#include <stdint.h>

enum {
    WIRE_MAGIC = 0x4b425732,
    WIRE_MAX_ARGS = 16,
    WIRE_MAX_ARRAYS = 160,
    WIRE_MAX_LINKS = 192,
    WIRE_MAX_BYTES = 1 << 28, // of one array
    WIRE_MAX_TEXT = 256
};

typedef enum Type {
    T_VOID,
    T_BOOL,
    T_U8,
    T_INT,
    T_SIZE,
    T_F32,
    T_F64,
    T_POINTER, // to an array, or NULL (array WIRE_NULL)
    T_BYTES    // a struct, compared by nobody
} Type;

#define WIRE_NULL UINT32_MAX

typedef struct WireCall {
    uint32_t magic;
    uint32_t result; // Type
    uint32_t n_args, n_arrays, n_links;
    uint32_t milliseconds; // after which the function shall be stopped
    uint64_t serial;
    uint64_t bytes; // of all that follows
    char function[64];
} WireCall;

typedef struct WireArg {
    uint32_t type;  // Type
    uint32_t array; // if it is a pointer
    uint64_t bits;  // else the value, from the lowest byte on
} WireArg;

typedef struct WireArray {
    uint64_t bytes;
    uint32_t writable;
    uint32_t unused;
} WireArray;

// Put the address of byte target_offset of array target at byte offset of
// array from.
typedef struct WireLink {
    uint32_t from, target;
    uint64_t offset, target_offset;
} WireLink;

typedef enum WireStatus {
    WIRE_READY,       // the worker stands; no student code has run yet
    WIRE_DONE,        // the function has returned
    WIRE_NO_LIBRARY,  // the build can't be loaded; text: why
    WIRE_NO_FUNCTION, // the build has no function of that name
    WIRE_OUTSIDE,     // touched memory just before or after an array
    WIRE_READ_ONLY,   // wrote into an input
    WIRE_CRASH,       // touched memory that is nobody's
    WIRE_NULL_USED,   // the same, at or near address 0
    WIRE_NO_STACK,    // the same, at the stack's end
    WIRE_UNDEFINED,   // undefined behaviour; text: what
    WIRE_MEMORY,      // memory misused or leaked; text: how
    WIRE_SIGNAL,      // the signal `result` came
    WIRE_NO_MEMORY    // the worker could not lay out the arrays
} WireStatus;

typedef struct WireReply {
    uint32_t magic;
    uint32_t status; // WireStatus
    uint64_t serial;
    uint64_t result;   // the bits that the function returned
    uint32_t array;    // for WIRE_OUTSIDE and WIRE_READ_ONLY: which array
    uint32_t wrote;    // 1 if it was a write, 0 if a read
    int64_t byte;      // where, counted from the array's begin
    uint32_t starving; // 1 if memory had been refused before
    char place[64];    // "file.c:12" where the fault was, or ""
    char text[WIRE_MAX_TEXT];
} WireReply;

#endif
