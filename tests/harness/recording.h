// The file of a recording, as bytes: see recording_file.c. Whatever is wrong
// with it ends the program with exit status 3.
#ifndef RECORDING_H
#define RECORDING_H

#include "call_internal.h"

_Noreturn void recording_refuse(const char *why);

// Of numbers the lowest byte comes first. Returns where the number stands.
size_t recording_put(uint64_t number, size_t size);
uint64_t recording_get(size_t size);

// The number at `place`, which is known only now.
void recording_put_over(size_t place, uint64_t number, size_t size);

// Values as they lie in this machine's memory.
void recording_put_values(Type type, const void *values, size_t n);
void recording_get_values(Type type, void *values, size_t n);

// How many bytes have been written, or are left to be read; goes on n bytes
// further in the latter.
size_t recording_bytes(void);
void recording_skip(size_t n);

#endif
