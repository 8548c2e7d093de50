// The reader of marks, part 5: what no solution can show by itself. Task names
// are unique in the course; a chapter shows every task and region of its
// solution, each with `!show NAME` as a paragraph of its own.
#include "marks.h"

#include <stdlib.h>
#include <string.h>

// Where a walk over a chapter stands: in a fenced code block, or a comment.
typedef struct {
    char fence; // '`' or '~'; 0 outside
    size_t fence_length, fence_line;
    bool in_comment;
} Walk;

void check_unique(const Solution *a, const Solution *b)
{
    for (size_t i = 0; i < b->n_pieces; i++) {
        const Piece *task = &b->pieces[i];
        const Piece *twin = piece_find(a, task->name);
        if (task->points > 0 && twin != NULL && twin->points > 0)
            report(&b->text, task->mark,
                   "%s:%zu has a task '%s' as well; a task's name is unique "
                   "in the course: take another",
                   a->text.path, twin->mark + 1, task->name);
    }
}

// The length of the code fence that a line begins with, or 0.
static size_t fence_length(const char *s)
{
    if (*s != '`' && *s != '~')
        return 0;
    size_t n = strspn(s, (char[]){*s, '\0'});
    bool inline_code = *s == '`' && strchr(s + n, '`') != NULL;
    return n < 3 || inline_code ? 0 : n;
}

// Takes a line; true if it belongs to a code block or a comment.
static bool is_hidden(Walk *walk, const char *line, size_t i)
{
    const char *s = skip_blanks(line);
    size_t n = fence_length(s);
    if (walk->in_comment || (walk->fence == 0 && starts_with(s, "<!--"))) {
        walk->in_comment = strstr(s, "-->") == NULL;
        return true;
    }
    if (walk->fence == 0) {
        if (n > 0)
            *walk = (Walk){*s, n, i, false};
        return n > 0;
    }
    if (*s == walk->fence && n >= walk->fence_length && s[n] == '\0')
        walk->fence = 0;
    return true;
}

// A paragraph may begin below line i, or end above it.
static bool is_edge(const Text *chapter, size_t i)
{
    const char *s = i < chapter->n_lines ? chapter->line[i] : "";
    return *skip_blanks(s) == '\0' || starts_with(skip_blanks(s), ":::");
}

static bool is_show(const char *line)
{
    const char *s = skip_blanks(line);
    return starts_with(s, "!show") && strchr(" \t", s[5]) != NULL &&
           s - line < 4; // from four blanks on, it's code
}

static void read_show(const Solution *solution, const Text *chapter, size_t i,
                      bool *shown)
{
    char name[WORD_SIZE];
    const char *s = skip_blanks(chapter->line[i]) + strlen("!show");
    if (*take_word(s, name) != '\0' || *name == '\0')
        report(chapter, i, "write '!show NAME', one name and nothing else");
    else if ((i > 0 && !is_edge(chapter, i - 1)) || !is_edge(chapter, i + 1))
        report(chapter, i,
               "'!show %s' must be a paragraph of its own; put blank lines "
               "around it",
               name);
    Guess guess = {.word = name};
    bool found = false;
    for (size_t k = 0; k < solution->n_pieces; k++) {
        guess_offer(&guess, solution->pieces[k].name);
        bool same = strcmp(solution->pieces[k].name, name) == 0;
        shown[k] = shown[k] || same;
        found = found || same;
    }
    if (!found && *name != '\0')
        report(chapter, i, "%s has no task or region '%s'%s",
               solution->text.path, name,
               guess_advice(&guess, "; mark it there or remove this line"));
}

void check_chapter(const Solution *solution, const char *path)
{
    Text chapter = text_read(path);
    bool *shown = calloc(solution->n_pieces + 1, sizeof *shown);
    if (shown == NULL)
        die("out of memory");
    Walk walk = {0};
    for (size_t i = 0; i < chapter.n_lines; i++)
        if (!is_hidden(&walk, chapter.line[i], i) && is_show(chapter.line[i]))
            read_show(solution, &chapter, i, shown);
    if (walk.fence != 0)
        report(&chapter, walk.fence_line,
               "this code block has no end; close it with the same fence");
    for (size_t k = 0; k < solution->n_pieces; k++) {
        const Piece *piece = &solution->pieces[k];
        if (!shown[k] && !piece->abandoned)
            report(&solution->text, piece->mark,
                   "%s doesn't show '%s'; add a paragraph '!show %s' there",
                   path, piece->name, piece->name);
    }
    free(shown);
    text_free(&chapter);
}
