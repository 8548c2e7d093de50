// The sandbox: bubblewrap, with limits. What runs in it sees the system's
// read-only programs, libraries and headers and the paths that are named here,
// at the same place as outside, nothing else: no network, no processes but its
// own, no /proc, no /dev, an empty environment, no capabilities. As root the
// grader becomes another user first.
#ifndef SANDBOX_H
#define SANDBOX_H

#include "settings.h"

#include <stddef.h>

// A command line that grows. Texts are copied.
typedef struct Command {
    char **argv; // ends with NULL
    size_t n;
} Command;
void command_add(Command *c, const char *text);
void command_addf(Command *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void command_free(Command *c);

typedef struct Sandbox {
    const Limits *limits;
    const char *confine;     // the program, which sets them
    unsigned user;           // uid and gid to become, as root; 0: stay
    bool unsafe;             // limits alone, without bubblewrap
    const char *readable[6]; // files and folders, up to NULL
    const char *writable;    // the one folder that may be written, or NULL
} Sandbox;

// The command behind which a program and its arguments are put. It is found by
// PATH, as are programs inside.
Command sandbox_command(const Sandbox *s);

#endif
