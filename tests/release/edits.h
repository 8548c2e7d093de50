// Random edits of a lab file, as a student and as a new release would make
// them. Every text that an edit writes holds a number that no other text has.
#ifndef EDITS_H
#define EDITS_H

#include <stdbool.h>
#include <stdint.h>

enum { MAX_LINES = 2000, MAX_TASKS = 40 };

typedef struct Doc {
    char *line[MAX_LINES]; // without newlines
    int n;
} Doc;

typedef struct Span {
    int task, open, close; // lines: of the task, of its `{` and of its `}`
} Span;

// What was done to a task, by its place in base.
typedef struct Task {
    char name[64];     // in base
    char new_name[64]; // in theirs
    char *body;        // what mine has put between the braces; NULL: nothing
    bool touched;      // mine has changed something else about it
    bool gone;         // theirs has it no more
} Task;

typedef struct Edits {
    uint64_t state;
    int serial;
    bool mine_moved; // a task
    Doc base, mine, theirs;
    Task task[MAX_TASKS];
    int n_tasks;
} Edits;

void edits_begin(Edits *e, uint64_t seed, const char *base);
void edits_free(Edits *e);
unsigned draw(Edits *e, unsigned n); // 0 .. n - 1
void edit_mine(Edits *e);
void edit_theirs(Edits *e);
// Edits that leave nothing as it should be.
void wreck(Edits *e, Doc *doc);

// edits_doc.c
void read_doc(Doc *doc, const char *text);
void insert(Doc *doc, int at, const char *format, ...);
void cut(Doc *doc, int from, int to);
void replace(Doc *doc, int at, const char *line);
bool find_span(const Doc *doc, const char *task, Span *span);
char *doc_text(const Doc *doc, int from, int to, const char *newline);
const char *line_end(const char *text);

#endif
