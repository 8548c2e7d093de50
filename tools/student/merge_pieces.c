// Cuts a lab file into pieces. It has to bear whatever a student's editor holds
// at the moment: a brace that is missing, braces that are not indented.
#include "merge.h"

#include <stdlib.h>
#include <string.h>

// What a reader of C knows after some lines of an item.
typedef struct Reader {
    bool in_comment;  // within a block comment
    long depth;       // of braces
    char last;        // the last character that is code; 0: none yet
    const char *code; // the first line that has code
    const char *open; // the first brace
} Reader;

static const char *skip_quoted(const char *c, const char *end)
{
    char quote = *c;
    for (c++; c < end && *c != quote && *c != '\n'; c++)
        if (*c == '\\' && c + 1 < end)
            c++;
    return c < end ? c : end - 1;
}

static void read_char(Reader *r, const char *c)
{
    r->last = *c;
    if (*c == '{' && r->open == NULL)
        r->open = c;
    r->depth += (*c == '{') - (*c == '}');
}

static void read_line(Reader *r, Slice line)
{
    const char *end = line.at + line.n;
    for (const char *c = line.at; c < end; c++) {
        bool two = c + 1 < end;
        if (r->in_comment) {
            r->in_comment = !(*c == '*' && two && c[1] == '/');
            c += !r->in_comment;
        } else if (*c == '/' && two && c[1] == '/') {
            return;
        } else if (*c == '/' && two && c[1] == '*') {
            r->in_comment = true;
            c++;
        } else if (!is_blank((Slice){c, 1})) {
            if (r->code == NULL)
                r->code = line.at;
            read_char(r, c);
            if (*c == '"' || *c == '\'')
                c = skip_quoted(c, end);
        }
    }
}

static bool is_task(Slice line)
{
    return starts_with(line, "// Task ") && line.n > 8 &&
           !is_blank((Slice){line.at + 8, 1});
}

static bool is_directive(Slice line)
{
    size_t i = 0;
    while (i < line.n && is_blank((Slice){line.at + i, 1}))
        i++;
    return i < line.n && line.at[i] == '#';
}

// Is an item complete with this line?
static bool is_complete(const Reader *r, bool directive)
{
    if (r->in_comment || r->last == '\\')
        return false;
    if (directive || r->code == NULL)
        return true;
    return r->depth <= 0 && (r->last == ';' || r->last == '}');
}

// The end of the item that begins at `at`. Where a brace never closes, the
// first one in column 0 is taken for it.
static size_t item_end(Pieces *all, Slice text, size_t at, Reader *r)
{
    *r = (Reader){0};
    bool directive = is_directive(line_at(text, at));
    size_t end = at, first_close = 0;
    while (end < text.n) {
        Slice line = line_at(text, end);
        if (end > at && !r->in_comment &&
            (is_task(line) || (is_blank(line) && r->depth <= 0)))
            break;
        read_line(r, line);
        end += line.n;
        if (is_complete(r, directive))
            return end;
        if (line.at[0] == '}' && !r->in_comment && first_close == 0)
            first_close = end;
    }
    all->torn = all->torn || r->depth > 0 || r->in_comment;
    return first_close > 0 ? first_close : end;
}

static size_t skip_blank_lines(Slice text, size_t at)
{
    while (at < text.n && is_blank(line_at(text, at)))
        at += line_at(text, at).n;
    return at;
}

static Slice between(Slice text, size_t from, size_t to)
{
    return (Slice){text.at + from, to - from};
}

static void split_function(Piece *p, Slice text, size_t end, const Reader *r)
{
    size_t code = (size_t)(r->code - text.at);
    size_t open = (size_t)(r->open - text.at);
    size_t begin = (size_t)(p->line.at - text.at);
    p->before = between(text, begin + p->line.n, code);
    p->head = between(text, code, open);
    p->body = between(text, open, end);
    p->text = between(text, begin, end);
    p->name = defined_name(between(text, code, end));
}

// A task ends with the function that bears the known name; if there is none,
// with the first function after its line.
static size_t read_task(Pieces *all, Piece *p, Slice text, size_t at,
                        const Pieces *const known[2])
{
    p->line = line_at(text, at);
    size_t n = 8;
    while (n < p->line.n && !is_blank(between(p->line, n, n + 1)))
        n++;
    p->task = p->label = between(p->line, 8, n);
    const Piece *like = NULL;
    for (int i = 0; like == NULL && i < 2; i++)
        like = known[i] != NULL ? find_task(known[i], p->task) : NULL;
    size_t end = skip_blank_lines(text, at + p->line.n), found = 0;
    while (end < text.n && !is_task(line_at(text, end))) {
        Reader r;
        end = item_end(all, text, end, &r);
        Piece candidate = *p;
        if (r.open != NULL)
            split_function(&candidate, text, end, &r);
        bool wanted = like == NULL || same_bytes(candidate.name, like->name);
        if (r.open != NULL && (found == 0 || wanted)) {
            *p = candidate;
            found = end;
        }
        if (found == end && wanted)
            break;
        end = skip_blank_lines(text, end);
    }
    if (found == 0)
        all->odd = "a task has no function";
    p->text = between(text, at, found > 0 ? found : at + p->line.n);
    return at + p->text.n;
}

static size_t read_item(Pieces *all, Piece *p, Slice text, size_t at)
{
    if (is_blank(line_at(text, at))) { // the file begins with blank lines
        p->text = between(text, at, at);
        return at;
    }
    Reader r;
    size_t end = item_end(all, text, at, &r);
    p->text = between(text, at, end);
    p->comment = r.code == NULL;
    p->name = defined_name(p->text);
    return end;
}

// A comment belongs to the code that follows it without a blank line.
static void glue_comments(Pieces *all)
{
    Piece last = all->at[all->n - 1];
    if (last.comment || last.task.n > 0 || is_directive(last.text))
        return;
    while (all->n > 1) {
        Piece above = all->at[all->n - 2];
        if (!above.comment || above.space.n > 0)
            return;
        last.text.n += above.text.n;
        last.text.at = above.text.at;
        all->n--;
        all->at[all->n - 1] = last;
    }
}

static void look_for_twins(Pieces *all)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].task.n > 0 &&
            find_task(all, all->at[i].task) != &all->at[i])
            all->odd = "a task stands there twice";
}

void pieces_read(Pieces *all, Slice text, const Pieces *known,
                 const Pieces *also)
{
    const Pieces *const both[2] = {known, also};
    *all = (Pieces){0};
    if (text.n > 0 && memchr(text.at, '\0', text.n) != NULL)
        all->odd = "it is no plain text";
    for (size_t at = 0; at < text.n;) {
        all->at = more(all->at, all->n + 1, sizeof *all->at);
        Piece *p = &all->at[all->n++];
        *p = (Piece){0};
        if (is_task(line_at(text, at)))
            at = read_task(all, p, text, at, both);
        else
            at = read_item(all, p, text, at);
        size_t end = skip_blank_lines(text, at);
        p->space = between(text, at, end);
        at = end;
        glue_comments(all);
    }
    look_for_twins(all);
}

void pieces_free(Pieces *all)
{
    free(all->at);
    *all = (Pieces){0};
}

Piece *find_task(const Pieces *all, Slice task)
{
    for (size_t i = 0; i < all->n; i++)
        if (task.n > 0 && same_bytes(all->at[i].task, task))
            return &all->at[i];
    return NULL;
}
