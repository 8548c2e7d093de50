// Brings a newer release of a lab file under a student's work. Base is the
// blank file that the student began with, mine what the student made of it,
// theirs the blank file of the new release. All three are cut into pieces, and
// pieces, not lines, are compared: a function is never torn apart.
#ifndef MERGE_H
#define MERGE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Slice {
    const char *at;
    size_t n;
} Slice;

typedef struct Text {
    char *at;
    size_t n, room;
} Text;

// A task, from its line `// Task NAME (N points)` to the end of its function;
// or an item of given text: a line of comment, a directive, a declaration, or
// a function with the comment above it.
typedef struct Piece {
    Slice text;  // without the blank lines that follow
    Slice space; // those
    Slice name;  // what it defines for the compiler; empty: nothing
    bool comment;
    bool done; // its task, or it, stands in the result
    // A task's own name, what it is matched by, and the parts of its text:
    // its line, what stands before the function, and the function.
    Slice label, task, line, before, head, body;
} Piece;

typedef struct Pieces {
    Piece *at;
    size_t n;
    bool torn;       // a brace or a comment is never closed
    const char *odd; // why the text can't be merged by pieces; NULL: it can
} Pieces;

typedef struct Merge {
    Text out;    // the new lab file
    Text beside; // what found no place in it, with what to do about it
    Text report; // a line `WORD NAME` for each piece that is worth a word
    bool conflict;
} Merge;

// merge_text.c. No memory ends the program.
Slice slice(const char *word);
bool same_bytes(Slice a, Slice b);
bool same(Slice a, Slice b); // but for white space
bool is_blank(Slice line);
bool starts_with(Slice text, const char *word);
Slice line_at(Slice text, size_t at); // with its newline
bool is_word_char(char c);
void *more(void *at, size_t n, size_t size);
void text_add(Text *text, Slice more);
void text_line(Text *text, const char *format, ...);
Slice text_slice(const Text *text);

// merge_pieces.c. The tasks of known, or else of also, tell which function is a
// task's where a student has written others before it; both may be NULL.
void pieces_read(Pieces *pieces, Slice text, const Pieces *known,
                 const Pieces *also);
void pieces_free(Pieces *pieces);
Piece *find_task(const Pieces *pieces, Slice task);
// merge_name.c: what an item defines.
Slice defined_name(Slice item);

// merge_task.c: adds one task, as it shall stand, to m. Base and theirs may be
// NULL where there is none.
void merge_task(Merge *m, const Piece *base, const Piece *mine,
                const Piece *theirs);
Slice three_way(Slice base, Slice mine, Slice theirs);
void put_beside(Merge *m, const Piece *piece, const char *why);

// merge_align.c: which piece of b stands for each piece of a? Its place in b,
// or b_n. False if both are too long to tell.
bool align(const Piece *a, size_t a_n, const Piece *b, size_t b_n,
           size_t *match);

// merge_weave.c: all pieces in order. False, with a reason, if that is beyond
// it; m is then of no use.
bool weave(Merge *m, Pieces *base, Pieces *mine, Pieces *theirs,
           const char **why);

// merge_three.c: never fails; at worst mine stays whole and theirs goes beside.
void merge_three(Merge *m, Slice base, Slice mine, Slice theirs);
void merge_free(Merge *m);

#endif
