// What the address sanitiser finds in student code, where the worker is built
// with it (a student's own check): an access outside a block or a variable,
// memory that is used or freed after free, a leak. Each becomes a reply, as
// faults.h has them. Without the sanitiser these do nothing.
#ifndef SANITISED_H
#define SANITISED_H

#include "wire.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITISED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITISED 1
#endif
#endif
#ifndef SANITISED
#define SANITISED 0
#endif

#if SANITISED
void sanitised_catch(void);

// Around each call; if it has left memory that nothing points to, the reply
// says so.
void sanitised_begin(void);
void sanitised_end(WireReply *reply);

// "file.c:12" of a place in the code.
void sanitised_line(const void *address, char *place, size_t size);
#else
#define sanitised_catch() ((void)0)
#define sanitised_begin() ((void)0)
#define sanitised_end(reply) ((void)(reply))
#endif

#endif
