// The reader of marks, part 3: a solution as tasks and regions. A parser walks
// over the lines once, and its state says where it stands; every error that a
// solution has by itself is reported here, in marks_verb.c or in
// marks_function.c.
#include "marks.h"

#include <stdlib.h>
#include <string.h>

typedef enum {
    OUTSIDE,
    IN_REGION,
    IN_MARKS, // of a task, before its first line of code
    IN_HEAD,  // a task's comments and signature
    IN_BODY,
    AFTER_BODY,
    SKIPPING // to the end of a task that can't be understood
} State;

typedef struct {
    Solution *solution;
    const Text *text;
    State state;
    size_t n_todos, n_hints;
    bool astray; // the line before lay outside, and has been reported
    bool lost;   // in nested pieces: what looks wrong may be right
} Parser;

Piece *piece_find(const Solution *solution, const char *name)
{
    for (size_t i = 0; i < solution->n_pieces; i++)
        if (strcmp(solution->pieces[i].name, name) == 0)
            return &solution->pieces[i];
    return NULL;
}

const char *path_stem(const char *path, int *length)
{
    const char *slash = strrchr(path, '/');
    const char *stem = slash == NULL ? path : slash + 1;
    const char *dot = strrchr(stem, '.');
    *length = (int)(dot == NULL ? strlen(stem) : (size_t)(dot - stem));
    return stem;
}

// The piece that is open now; NULL outside.
static Piece *open_piece(const Parser *p)
{
    const Solution *s = p->solution;
    return p->state == OUTSIDE ? NULL : &s->pieces[s->n_pieces - 1];
}

static bool ends_later(const Text *text, size_t i, const char *name)
{
    char word[WORD_SIZE];
    const char *rest;
    for (; i < text->n_lines; i++) {
        if (mark_read(text->line[i], &rest) != MARK_END)
            continue;
        take_word(rest, word);
        if (strcmp(word, name) == 0)
            return true;
    }
    return false;
}

// A piece begins while another is open: is it nested, or has the other no end?
static void report_open(Parser *p, size_t i, Piece *open, Piece *inner)
{
    report(p->text, i,
           "'%s' begins inside '%s' (line %zu); write '//@end %s' first",
           inner->name, open->name, open->mark + 1, open->name);
    open->abandoned = true;
    p->lost = ends_later(p->text, i, open->name);
    inner->abandoned = inner->abandoned || p->lost;
}

static void begin_piece(Parser *p, size_t i, Verb verb, const char *rest)
{
    Solution *s = p->solution;
    Piece piece = {.mark = i};
    rest = take_word(rest, piece.name);
    piece.abandoned = !mark_name_is_good(p->text, i, piece.name);
    Piece *open = open_piece(p);
    p->lost = false;
    if (open != NULL)
        report_open(p, i, open, &piece);
    const Piece *twin = piece_find(s, piece.name);
    if (twin != NULL && !piece.abandoned)
        report(p->text, i, "line %zu has the name '%s' already; take another",
               twin->mark + 1, piece.name);
    if (verb == MARK_TASK) {
        char points[WORD_SIZE];
        rest = take_word(rest, points);
        piece.points = mark_points(p->text, i, points, piece.name);
    }
    mark_ends(p->text, i, rest);
    s->pieces = room_for_one(s->pieces, s->n_pieces, sizeof piece);
    s->pieces[s->n_pieces++] = piece;
    p->n_todos = p->n_hints = 0;
    p->state = verb == MARK_TASK ? IN_MARKS : IN_REGION;
}

// Cuts blank lines off both edges of a region.
static void close_region(const Parser *p, Piece *region)
{
    region->from = region->mark + 1;
    region->to = region->end;
    while (region->from < region->to && *p->text->line[region->from] == '\0')
        region->from++;
    while (region->to > region->from && *p->text->line[region->to - 1] == '\0')
        region->to--;
    if (region->from == region->to)
        report(p->text, region->mark, "region '%s' is empty; fill or remove it",
               region->name);
}

static void close_task(const Parser *p, Piece *task)
{
    if (p->n_todos == 0)
        report(p->text, task->mark,
               "task '%s' doesn't say what to do; add '//@todo TEXT'",
               task->name);
    if (p->n_hints == 0)
        report(p->text, task->mark, "task '%s' has no hint; add '//@hint TEXT'",
               task->name);
    if (p->state == IN_MARKS || p->state == IN_HEAD)
        report(p->text, task->mark,
               "task '%s' has no function; its { must be a line of its own, "
               "in column 1",
               task->name);
    else if (p->state == IN_BODY)
        report(p->text, task->end,
               "task '%s' ends inside its function; move the mark below the } "
               "in column 1",
               task->name);
    else if (p->state == AFTER_BODY) {
        function_read(p->text, task);
        function_measure(p->text, task);
    }
}

static void end_piece(Parser *p, size_t i, const char *rest)
{
    char name[WORD_SIZE];
    mark_ends(p->text, i, take_word(rest, name));
    Piece *piece = open_piece(p);
    if (piece == NULL) {
        const Piece *known = piece_find(p->solution, name);
        // The end of a piece that another one cut short is no new mistake.
        if (known == NULL || !known->abandoned)
            report(p->text, i,
                   "'//@end %s' ends nothing; remove it, or begin '%s' above",
                   name, name);
        return;
    }
    if (strcmp(name, piece->name) != 0 && !piece->abandoned)
        report(p->text, i, "wrong end '%s': write '//@end %s' for line %zu",
               name, piece->name, piece->mark + 1);
    piece->end = i;
    if (p->state == IN_REGION && !p->lost)
        close_region(p, piece);
    else if (!p->lost)
        close_task(p, piece);
    p->state = OUTSIDE;
}

// A todo, hint or stub.
static void note(Parser *p, size_t i, Verb verb, const char *rest)
{
    if (p->state == OUTSIDE || p->state == IN_REGION)
        report(p->text, i, "this mark belongs in a task; move or remove it");
    else if (p->state != IN_MARKS && p->state != SKIPPING)
        report(p->text, i,
               "move this mark up: todo, hint and stub stand between "
               "'//@task' and the code");
    if (*skip_blanks(rest) == '\0')
        report(p->text, i, "this mark has no text; add it or remove the mark");
    p->n_todos += verb == MARK_TODO;
    p->n_hints += verb == MARK_HINT;
}

// What follows a task's function: nothing, or it has more than one.
static void read_after(Parser *p, size_t i)
{
    const Piece *task = open_piece(p);
    const char *rest;
    for (size_t j = i; j < p->text->n_lines && p->state != SKIPPING; j++) {
        if (mark_read(p->text->line[j], &rest) != NO_MARK)
            break;
        if (strcmp(p->text->line[j], "{") == 0) {
            report(p->text, i,
                   "a second function in task '%s'; give it a task or region "
                   "of its own",
                   task->name);
            p->state = SKIPPING;
        }
    }
    if (p->state != SKIPPING)
        report(p->text, i,
               "stray line after the function of task '%s'; move it into a "
               "region",
               task->name);
    p->state = SKIPPING;
}

static void read_outside(Parser *p, size_t i, const char *line)
{
    const char *s = skip_blanks(line);
    bool include = *s == '#' && starts_with(skip_blanks(s + 1), "include");
    bool stray = *s != '\0' && !include && i >= p->solution->n_leading;
    if (stray && !p->astray && !p->lost)
        report(p->text, i,
               "this line lies outside every task and region; put it into a "
               "'//@region NAME' that the chapter shows");
    p->astray = stray;
}

static void read_code(Parser *p, size_t i, const char *line)
{
    Piece *piece = open_piece(p);
    if (p->state == OUTSIDE)
        read_outside(p, i, line);
    if (p->state == IN_MARKS && *line != '\0') {
        piece->from = i;
        p->state = IN_HEAD;
    }
    if (p->state == IN_HEAD && strcmp(line, "{") == 0) {
        piece->open = i;
        p->state = IN_BODY;
    } else if (p->state == IN_BODY && strcmp(line, "}") == 0) {
        piece->close = i;
        piece->to = i + 1;
        p->state = AFTER_BODY;
    } else if (p->state == AFTER_BODY && *line != '\0') {
        read_after(p, i);
    }
}

static void read_line(Parser *p, size_t i)
{
    const char *rest;
    Verb verb = mark_read(p->text->line[i], &rest);
    if (verb == NO_MARK)
        read_code(p, i, p->text->line[i]);
    else
        p->astray = false;
    if (verb == MARK_TASK || verb == MARK_REGION)
        begin_piece(p, i, verb, rest);
    else if (verb == MARK_END)
        end_piece(p, i, rest);
    else if (verb == MARK_TODO || verb == MARK_HINT || verb == MARK_STUB)
        note(p, i, verb, rest);
    else if (verb == MARK_UNKNOWN)
        mark_report_unknown(p->text, i, rest);
    else if (verb == MARK_ASKEW)
        report(p->text, i,
               "a mark is a line of its own, '//@' and the verb without a "
               "blank between");
}

static size_t count_leading(const Text *text)
{
    size_t n = 0;
    const char *rest;
    while (n < text->n_lines && starts_with(text->line[n], "//") &&
           mark_read(text->line[n], &rest) == NO_MARK)
        n++;
    if (n > MAX_LEADING)
        report(text, MAX_LEADING,
               "the file's leading comment has %zu lines; at most %d", n,
               MAX_LEADING);
    return n;
}

Solution solution_parse(const char *path)
{
    Solution solution = {.text = text_read(path)};
    solution.n_leading = count_leading(&solution.text);
    Parser p = {.solution = &solution, .text = &solution.text};
    for (size_t i = 0; i < solution.text.n_lines; i++)
        read_line(&p, i);
    Piece *open = open_piece(&p);
    if (open != NULL) {
        report(p.text, open->mark, "'%s' has no end; add '//@end %s'",
               open->name, open->name);
        open->abandoned = true;
    }
    return solution;
}

void solution_free(Solution *solution)
{
    text_free(&solution->text);
    free(solution->pieces);
    *solution = (Solution){0};
}
