// The end of a program that was given something it can't work with.
#ifndef FAIL_H
#define FAIL_H

// Prints "PROGRAM: " and the message as one line on stderr, and exits with 2.
// Say the file, what is wrong, and what to do.
_Noreturn void fail(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

#endif
