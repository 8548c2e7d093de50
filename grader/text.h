// Texts: growing them, and making hostile ones harmless. No memory left ends
// the program, here and in everything that is built on this.
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

// sprintf into memory that the caller frees.
char *text_format(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
char *text_copy(const char *s);

// A list of n elements of this size, grown so that one more fits:
//     list = list_grow(list, n, sizeof *list);
//     list[n++] = ...;
void *list_grow(void *list, size_t n, size_t size);

// Whether s may name a student: [A-Za-z0-9_@+.-]{1,64}, not beginning with a
// dot or a hyphen, and so a safe file name and argument.
bool text_is_id(const char *s);
// Whether s is UTF-8: no overlong forms, surrogates or code points too large.
bool text_is_utf8(const char *s);

// The same text as valid UTF-8 without control characters: a byte that is not
// UTF-8 becomes U+FFFD, as does a code point that XML forbids; a control
// character (newline and tab too, C1, bidi marks, zero-width space, line
// separators) becomes a space. To be freed. Cleaning twice changes nothing.
char *text_clean(const char *s);

// Each writes text_clean(s), with what its format asks for on top.
void put_text(FILE *out, const char *s); // as it is: a terminal
void put_html(FILE *out, const char *s); // also right within an attribute
void put_xml(FILE *out, const char *s);  // also right within an attribute
void put_tap(FILE *out, const char *s);  // "\" and "#" escaped
// A quoted field of RFC 4180; one that a spreadsheet would take for a formula
// (=, +, -, @, tab, and fullwidth forms of them, also after spaces) gets a ' in
// front. Plain numbers are written with fprintf instead.
void put_csv(FILE *out, const char *s);

// "12.5", "3", "0": hundredths without needless zeros.
void put_cents(FILE *out, long cents);

// A file that appears whole or not at all: written beside its place as
// .NAME.PID.new, synced, renamed. NULL and *error (to be freed) when it can't.
typedef struct NewFile NewFile;
NewFile *new_file(const char *path, char **error);
FILE *new_file_stream(NewFile *f);
bool new_file_commit(NewFile *f, char **error); // frees f in any case
void new_file_drop(NewFile *f);

#endif
