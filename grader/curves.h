// Within the drawing of figures: gnuplot's run, and what becomes of its words.
#ifndef CURVES_H
#define CURVES_H

#include "export_parts.h"

// Runs gnuplot over the script. *printed, to be freed, is all it has printed.
// Returns NULL or what went wrong, to be freed.
char *gnuplot(FILE *script, char **printed);

// Takes n figures, those of the curves that are shown, out of what gnuplot
// printed and makes them fit for a page.
char *split_figures(const char *printed, const Report *r, size_t n,
                    char **figures);

#endif
