// What the parts of the reader of marks (marks*.c) share: a file as lines, a
// solution as pieces, and the ways to show them. `marks --help` says what the
// program does; CONTRIBUTING.md says what the marks mean.
#ifndef MARKS_H
#define MARKS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    MAX_BLANK = 15,   // lines in the body of a task's answer
    MAX_LEADING = 6,  // lines in the comment that a solution begins with
    MAX_POINTS = 100, // of one task
    WORD_SIZE = 64,   // room for a name or a verb, with the ending 0
    LINE_WIDTH = 80,  // columns of a lab file
    STUB_INDENT = 4   // of a lab's body
};

// ---- marks_text.c: files as lines, and errors

// Lines carry no line ending and no trailing blanks. Lines count from 0 here
// and from 1 in messages.
typedef struct {
    const char *path;
    char *bytes;
    char **line;
    size_t n_lines;
} Text;

// Ends the program with 2, naming the file, if it isn't a readable text.
Text text_read(const char *path);
void text_free(Text *text);

#define NO_LINE ((size_t)-1)

// Prints "FILE:LINE: message" on stderr and counts it.
void report(const Text *text, size_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
size_t n_reports(void);

// Prints "marks: message" on stderr and ends the program with 2.
_Noreturn void die(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

// realloc for an array of n items that is about to take one more; doubles the
// room at powers of two, and ends the program when memory is out.
void *room_for_one(void *array, size_t n, size_t item_size);

const char *skip_blanks(const char *s);
bool same_trimmed(const char *a, const char *b);
bool starts_with(const char *s, const char *prefix);

// Copies the next word to out, cut to WORD_SIZE - 1 bytes (an empty one at the
// end); returns where the text goes on.
const char *take_word(const char *s, char out[WORD_SIZE]);

// "Did you mean": the name nearest to a word among those offered, or NULL if
// none comes near. Start with {.word = ...}.
typedef struct {
    const char *word, *name;
    size_t distance;
} Guess;

void guess_offer(Guess *guess, const char *name);
// "; did you mean 'NAME'?", or otherwise if there's no near name.
const char *guess_advice(const Guess *guess, const char *otherwise);

// ---- marks_verb.c: one mark

typedef enum {
    NO_MARK,
    MARK_TASK,
    MARK_TODO,
    MARK_HINT,
    MARK_STUB,
    MARK_REGION,
    MARK_END,
    MARK_UNKNOWN, // //@ and a verb that isn't one
    MARK_ASKEW    // meant as a mark, but not written as one
} Verb;

// rest: what stands after the verb and one blank; for MARK_UNKNOWN the verb.
Verb mark_read(const char *line, const char **rest);

// A todo or hint ends with its sentence: true if the mark on this line has none
// of . ? ! at its end, and the next line has the same verb and takes it up.
bool mark_goes_on(const Text *text, size_t line);
// The points in a word; reports and returns 0 if they are missing or wrong.
int mark_points(const Text *text, size_t line, const char *word,
                const char *name);
// These report what's wrong with a name, with anything in rest, with a verb.
bool mark_name_is_good(const Text *text, size_t line, const char *name);
void mark_ends(const Text *text, size_t line, const char *rest);
void mark_report_unknown(const Text *text, size_t line, const char *rest);

// ---- marks_parse.c: a solution as pieces

// A task or a region. Line numbers index the solution's text.
typedef struct {
    char name[WORD_SIZE];
    int points;           // 0: a region
    bool abandoned;       // its marks are wrong: trust nothing but mark
    size_t mark, end;     // the marks that open and close it
    size_t from, to;      // the code, [from, to), no blank line at the edges
    size_t open, close;   // a task's { and }
    const char *function; // a task's function, not 0-terminated
    int function_length;
} Piece;

typedef struct {
    Text text;
    size_t n_leading; // lines of the comment that the file begins with
    Piece *pieces;
    size_t n_pieces;
} Solution;

// Reports every error that a solution has by itself.
Solution solution_parse(const char *path);
void solution_free(Solution *solution);
Piece *piece_find(const Solution *solution, const char *name);
// The file's name without folder and ending: %.*s takes the two.
const char *path_stem(const char *path, int *length);

// ---- marks_function.c: the one function in a task

// Finds the function's name in [from, open); reports what doesn't belong there.
void function_read(const Text *text, Piece *task);
// Checks the size of the answer between { and }.
void function_measure(const Text *text, const Piece *task);

// ---- marks_check.c: what no solution can show by itself

// Reports tasks of b that another solution, a, has as well.
void check_unique(const Solution *a, const Solution *b);
// Reports what the chapter shows in vain and what it doesn't show.
void check_chapter(const Solution *solution, const char *path);

// ---- marks_lab.c: the student's side

void print_lines(const Text *text, size_t from, size_t to);
// A task or region as it stands in the lab file.
void print_stub(const Solution *solution, const Piece *piece);
void print_lab(const Solution *solution);

// ---- marks_mutant.c: wrong answers on purpose

// -/+ lines of a .mut file, and the place in the solution that they change.
typedef struct {
    size_t minus, n_minus, plus, n_plus, at;
} Block;

typedef struct {
    Text text;
    const char *task, *mistake;
    size_t task_line;
    Block *blocks;
    size_t n_blocks;
} Mutant;

// Reports every error that a .mut file has by itself.
Mutant mutant_parse(const char *path);
void mutant_free(Mutant *mutant);
// Places the blocks in the solution; NULL and a report if that fails.
const Piece *mutant_place(Mutant *mutant, const Solution *solution);
// The solution's lines [from, to) with the mutant applied.
void mutant_print(const Mutant *mutant, const Solution *solution, size_t from,
                  size_t to);

#endif
