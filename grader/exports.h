// What instructors and students see of the book, written as files. Each returns
// NULL, or what went wrong as a sentence to be freed. Files appear whole or not
// at all, and are the same byte for byte for the same state of the book.
#ifndef EXPORTS_H
#define EXPORTS_H

#include "book.h"

// folder/feedback/ID.html, gradescope/ID.json, junit/ID.xml, tap/ID.tap.
// title: the course's, from its settings.
char *export_student(Book *b, const char *folder, const char *student,
                     const char *title);

// folder/grades.csv, canvas.csv, moodle.csv, class.html.
char *export_class(Book *b, const char *folder, const char *title);

#endif
