// course.ini: what an instructor sets.
#ifndef SETTINGS_H
#define SETTINGS_H

#include <stdbool.h>

typedef struct Limits {
    double seconds;     // wall clock
    unsigned cpu;       // seconds of processor time
    unsigned memory;    // MiB of address space
    unsigned processes; // and threads
    unsigned output;    // KiB printed, diagnostics included
    unsigned file;      // MiB of any one file
} Limits;

typedef struct Settings {
    char *title;    // the course's
    Limits compile; // one lab file
    Limits run;     // one worker; its seconds are those of one call
    unsigned user;  // as root: uid and gid of the first of JOBS users
    unsigned file_kib, total_kib, entries; // of a submission
} Settings;

// Defaults, then what the file says. False: *error (to be freed) names file,
// line, what is wrong and what would be right; an unknown name or section and a
// number out of range are errors. A missing file is one, too.
bool settings_read(Settings *s, const char *path, char **error);
void settings_free(Settings *s);

#endif
