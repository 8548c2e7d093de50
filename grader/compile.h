// The compiler's run over a submission (compile.sh), and what it said.
#ifndef COMPILE_H
#define COMPILE_H

#include "course.h"
#include "report.h"
#include "sandbox.h"

// Adds the script and its arguments to the sandbox's command.
void compile_arguments(Command *command, const Course *c, const char *script,
                       const char *include, const char *in, const char *out);

// Why there is no library of that chapter, as a sentence to be freed; NULL if
// there is one. *broken: that is not the student's fault, or it isn't clear.
char *compile_trouble(const Report *r, const Course *c, const char *stem,
                      const char *out, bool *broken);

#endif
