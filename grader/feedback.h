// Within a feedback page: its parts, each a chapter or what persons have
// marked.
#ifndef FEEDBACK_H
#define FEEDBACK_H

#include "export_parts.h"

void put_part_name(FILE *out, const char *stem);
// The section of the lines from i on.
void put_part(FILE *out, const Sheet *s, size_t i, char *const *figures);

#endif
