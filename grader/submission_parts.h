// Between the parts of submission*.c and unpack.c: entries, which a folder or
// an archive brings, and who judges them.
#ifndef SUBMISSION_PARTS_H
#define SUBMISSION_PARTS_H

#include "submission.h"

#include <dirent.h>
#include <sys/types.h>

// Also the letters by which unpack tells what it found.
typedef enum EntryKind {
    ENTRY_FILE = 'f',  // plain, with its bytes
    ENTRY_OTHER = 'o', // plain, and nobody asked for its bytes
    ENTRY_LARGE = 'b', // plain, and beyond the limit of one file
    ENTRY_FOLDER = 'd',
    ENTRY_SYMLINK = 'l',
    ENTRY_HARD_LINK = 'h',
    ENTRY_SPECIAL = 's', // a device, a pipe or a socket
    ENTRY_ENCRYPTED = 'e',
    ENTRY_SPARSE = 'z',
    ENTRY_END = '.' // no entry: ends what unpack says
} EntryKind;

typedef struct Entry {
    EntryKind kind;
    const char *path;    // within the submission, as it was handed in
    const uint8_t *data; // [n], of an ENTRY_FILE
    size_t n;
} Entry;

typedef void Visit(void *data, const Entry *e);

// The chapters' lab files, stems[i].c.
typedef struct Labs {
    const char *const *stems;
    size_t n;
} Labs;

// Paths beyond MAX_PATH are refused, which also limits how deep folders nest;
// of longer ones unpack tells MAX_SAID bytes.
enum { MAX_PATH = 255, MAX_SAID = 300 };

const char *path_last(const char *path);
// The number of the lab file with this path; labs->n if it is none.
size_t labs_find(const Labs *labs, const char *path);

// What was found so far, against the limits of a submission.
typedef struct Tally {
    const Settings *limits;
    uint64_t entries, bytes;
} Tally;
// Adds to it. False: too much, and *message (to be freed) says of what.
bool tally_add(Tally *t, uint64_t entries, uint64_t bytes, char **message);

// What an archive may measure, packed or not: its files, and of each entry no
// more than some 4 KiB of headers.
uint64_t archive_limit(const Settings *limits);

// Where the entries come from. Each returns GRADED, having visited every entry,
// or REFUSED or BROKEN with a message (to be freed); what was visited until
// then counts for nothing. Bytes of files are read for labs, or all for NULL.
Outcome folder_visit(const char *path, const Settings *limits, const Labs *labs,
                     Visit *visit, void *data, char **message);
Outcome archive_visit(const char *path, const Settings *limits,
                      const Labs *labs, const char *const *prefix,
                      const char *unpack, Visit *visit, void *data,
                      char **message);

// Opens a file for reading if it is a plain one, without following a link or
// waiting for a pipe. -1: it can't be had.
int open_plain(int folder, const char *name, uint64_t *size);
// Reads until the end or n bytes. -1: errno tells.
ssize_t read_some(int fd, void *to, size_t n);

// The names in a folder, sorted, so that everyone sees them in one order; stops
// after max + 1. Free each, and the list. errno is 0 if all went well.
char **names_read(DIR *dir, size_t max, size_t *n);

// What is not taken.
typedef struct Item {
    char *path;
    const char *why; // a phrase; "" for what is merely not a lab file
    size_t lab;      // whose name it bears
} Item;

typedef struct Found {
    char *path, *second; // where it is; where it is once more
    uint8_t *data;
    size_t n;
} Found;

typedef struct Intake {
    const Labs *labs;
    const Settings *limits;
    Found *found; // [labs->n]
    Item *item;
    size_t n_items;
    char *too_large; // the phrase
} Intake;

// Judges entries.
Intake *intake_new(const Labs *labs, const Settings *limits);
Visit intake_visit; // data: the Intake
// Writes the files that are taken and the notes of all.
void intake_finish(const Intake *in, const char *to, Report *r);
void intake_free(Intake *in);

void report_end(Report *r, Outcome outcome, const char *message);

#endif
