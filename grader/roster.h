// roster.csv: who is in the class.
//
// A header names the columns, in any order and case; spaces, hyphens and
// underscores in it don't count. id is needed (also: student id); name
// (student, full name), email (e-mail, email address), username (login),
// idnumber (id number), canvas_id (canvas user id), sis_id (sis user id) and
// section (group) are taken when they are there, others left alone.
#ifndef ROSTER_H
#define ROSTER_H

#include "book.h"

// Reads and checks the whole file, then puts it in the book in place of the
// roster before. False: *error (to be freed) names the file and up to ten bad
// lines, and the book is as it was.
bool roster_load(Book *b, const char *path, char **error);

#endif
