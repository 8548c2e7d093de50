// What students hand in: a folder or an archive named after the student's id.
// All that is read here is hostile.
#ifndef SUBMISSION_H
#define SUBMISSION_H

#include "report.h"
#include "settings.h"

typedef struct Submission {
    char *student; // [A-Za-z0-9_@+.-]{1,64}, not beginning with . or -
    char *path;
    bool archive;
    char *trouble; // why it can't be taken as it is; else NULL
} Submission;

// Everything in the folder that may be a submission, by student. Two entries
// for one student (a folder and an archive) make one Submission with trouble.
// Entries whose names are no ids are counted, and listed in *ignored (lines, to
// be freed). False: *error (to be freed).
bool submissions_list(const char *folder, Submission **list, size_t *n,
                      char **ignored, char **error);
void submissions_free(Submission *list, size_t n);

// SHA-256 in hexadecimal over names and contents of all that is handed in (for
// an archive: its bytes); never follows a link, reads no more than the limits
// allow. False: can't be read.
bool submission_hash(const Submission *s, const Settings *limits, char hex[65]);

// Puts the lab files (stems[i].c) into the folder `to`, byte for byte, mode
// 0644, and notes in r every file: first, in the order of stems and under these
// very names, those taken, missing or refused; then what was ignored, by its
// path. An archive is read by the program unpack, run as: prefix... unpack
// (prefix: the sandbox's argv, NULL at its end). It gets the archive as its
// stdin, writes to stdout alone and needs no file. Sets r->outcome to REFUSED
// or BROKEN with a message when nothing can be taken.
void submission_stage(const Submission *s, const Settings *limits,
                      const char *to, const char *const *stems, size_t n_stems,
                      const char *const *prefix, const char *unpack, Report *r);

#endif
