// The end of a program that was given something it can't work with.
#define _GNU_SOURCE // program_invocation_short_name
#include "fail.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void fail(const char *format, ...)
{
    char line[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    // One call, so that programs which run side by side do not mix their lines.
    fprintf(stderr, "%s: %s\n", program_invocation_short_name, line);
    exit(2);
}
