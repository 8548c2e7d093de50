// The reader of marks, part 6: the student's side. A lab file is the solution
// without marks, and each task's body is replaced by its todos and stubs. Hints
// never get here.
#include "marks.h"

#include <stdio.h>
#include <string.h>

void print_lines(const Text *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        puts(text->line[i]);
}

// Columns of n bytes of UTF-8, one a letter.
static size_t columns(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

// Writes words as a comment that fills the lines, from the column on where the
// text has got to; 0 begins a comment. Lines after the first stand below it.
static size_t print_words(const char *text, size_t column)
{
    static const char first[] = "// TODO: ", other[] = "//       ";
    const size_t indent = STUB_INDENT + strlen(first);
    if (column == 0)
        column = (size_t)printf("%*s%s", STUB_INDENT, "", first);
    for (const char *s = skip_blanks(text); *s != '\0'; s = skip_blanks(s)) {
        size_t length = strcspn(s, " \t");
        size_t width = columns(s, length);
        if (column > indent && column + 1 + width > LINE_WIDTH) {
            printf("\n%*s%s", STUB_INDENT, "", other);
            column = indent;
        } else if (column > indent) {
            putchar(' ');
            column++;
        }
        printf("%.*s", (int)length, s);
        column += width;
        s += length;
    }
    return column;
}

static void print_todos(const Text *text, const Piece *task)
{
    size_t column = 0;
    for (size_t i = task->mark + 1; i < task->from; i++) {
        const char *rest;
        if (mark_read(text->line[i], &rest) != MARK_TODO)
            continue;
        column = print_words(rest, column);
        if (!mark_goes_on(text, i)) {
            putchar('\n');
            column = 0;
        }
    }
}

static void print_stubs(const Text *text, const Piece *task)
{
    for (size_t i = task->mark + 1; i < task->from; i++) {
        const char *rest;
        if (mark_read(text->line[i], &rest) == MARK_STUB)
            printf("%*s%s\n", STUB_INDENT, "", rest);
    }
}

void print_stub(const Solution *solution, const Piece *piece)
{
    const Text *text = &solution->text;
    if (piece->points == 0) {
        print_lines(text, piece->from, piece->to);
        return;
    }
    printf("// Task %s (%d point%s)\n", piece->name, piece->points,
           piece->points == 1 ? "" : "s");
    print_lines(text, piece->from, piece->open + 1);
    print_todos(text, piece);
    print_stubs(text, piece);
    puts("}");
}

void print_lab(const Solution *solution)
{
    const Text *text = &solution->text;
    int length;
    const char *stem = path_stem(text->path, &length);
    print_lines(text, 0, solution->n_leading);
    printf("// Fill the blanks; `make check ONLY=%.*s` grades them.\n", length,
           stem);
    const Piece *piece = solution->pieces;
    const Piece *last = piece + solution->n_pieces;
    bool gap = false; // blank lines above line i, printed as one
    for (size_t i = solution->n_leading; i < text->n_lines; i++) {
        bool blank = *text->line[i] == '\0';
        if (gap && !blank)
            putchar('\n');
        gap = blank;
        if (piece != last && i == piece->mark) {
            print_stub(solution, piece);
            i = piece->end;
            piece++;
        } else if (!blank) {
            puts(text->line[i]);
        }
    }
}
