// What the files that show results share: one student's sheet, the page's
// frame, the figures. Everything here is written for one student at a time.
#ifndef EXPORT_PARTS_H
#define EXPORT_PARTS_H

#include "book.h"

#include <stdio.h>

// A task with its verdict, or something that a person alone has marked.
typedef struct Line {
    const char *stem, *name; // stem: "" where no test marks it
    const Verdict *verdict;  // NULL where no test marks it
    const Mark *mark;        // NULL: no person has marked it
    long cents, max_cents;   // what counts
} Line;

// All that the book says of one student, added up.
typedef struct Sheet {
    char *student, *name; // name: "" if unknown
    Report *report;       // NULL: no grade
    Mark *mark;
    size_t n_marks;
    Line *line; // the tasks in order, then what only persons mark
    size_t n_lines;
    long cents, max_cents;
} Sheet;

// NULL, or what went wrong, to be freed; sheet_free in either case.
char *sheet_read(Sheet *s, Book *b, const char *student, const char *name);
void sheet_free(Sheet *s);

// The end of the part that begins at line i.
size_t chapter_end(const Sheet *s, size_t i);
// Points and points to be had in lines [i, end).
void add_up(const Sheet *s, size_t i, size_t end, long sum[2]);

bool line_is_full(const Line *l);
// "OK", "PARTIAL" or "FAIL".
const char *line_word(const Line *l);

// What a test or a person has to say of the line: "2 of 5 tests passed. ..." To
// be freed; "" where there is nothing.
char *line_text(const Line *l);
// "missing: ch04_dropout.c", "refused: ch05_mlp.c (a link)". To be freed.
char *note_text(const FileNote *f);
// The number in "ch04_dropout"; 0 if there is none.
unsigned stem_number(const char *stem);

// The writers, each for a stream of its own. The sheet has a report.
void write_gradescope(FILE *out, const Sheet *s);
void write_junit(FILE *out, const Sheet *s);
void write_tap(FILE *out, const Sheet *s);
// This one takes a sheet without a report, too. figures: one for each curve.
void write_feedback(FILE *out, const Sheet *s, const char *title,
                    const char *css, char *const *figures);

// "12.50" percent of max_cents in hundredths, rounded down; -1 if max is 0.
long percent_cents(long cents, long max_cents);

// NULL, also if it is there, or what went wrong.
char *make_folder(const char *path);

// ---- pages (page.c)

// The style of all pages, to be freed; NULL with *error if it can't be read.
char *page_css(char **error);
// From the doctype to <main>. Both texts are escaped here.
void page_begin(FILE *out, const char *name, const char *title,
                const char *css);
void page_end(FILE *out);
// "Chapter 4 <code>ch04_dropout</code>".
void put_chapter(FILE *out, const char *stem);
// "12.5 of 100".
void put_score(FILE *out, long cents, long max_cents);
// A horizontal bar that repeats a number beside it.
void put_bar(FILE *out, long cents, long max_cents);
// A sentence with its call in code font, and its rule set apart.
void put_sentence(FILE *out, const char *why);
// The same within a line.
void put_sentence_line(FILE *out, const char *why);

// ---- figures (curves.c)

// Whether the curve is shown: its task isn't at full marks.
bool curve_is_shown(const Report *r, const Curve *c);
// Draws all curves that are shown by one gnuplot, as <svg> for a page. figures:
// [n_curves], NULL where there is none; each to be freed. Returns NULL or what
// went wrong, to be freed; no figures then.
char *draw_curves(const Report *r, const char *folder, char **figures);
// How many of the values leave the figure: see curve_window.
typedef struct Window {
    double low, high;        // of the figure's y axis
    size_t n_nan, n_outside; // of the student's values
} Window;
bool curve_window(const Curve *c, Window *w);

#endif
