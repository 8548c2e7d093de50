// Weaves mine and theirs along base: a piece of base stays where both keep it,
// and what either side has put between stands where it stood there.
#include "merge.h"

#include <stdlib.h>
#include <string.h>

typedef enum Side { BOTH, MINE, THEIRS } Side;

typedef struct Weaver {
    Merge *m;
    Pieces *base, *mine, *theirs;
    size_t *in_mine, *in_theirs; // for each piece of base, its place there
    Piece last;                  // the piece written last, and whose it is;
    Side side;                   // its blank lines are written with the next
} Weaver;

// A side's pieces from `from` to before `to`, none of which base has.
typedef struct Run {
    Pieces *of;
    size_t from, to;
    Side side;
    bool replaces; // base's next piece is gone on this side
} Run;

static bool is_block(const Piece *p)
{
    return p->text.n > line_at(p->text, 0).n;
}

// The space between two pieces that never stood side by side before.
static Slice joint(const Piece *above, const Piece *below)
{
    bool lines = !is_block(above) && !is_block(below) && !above->comment;
    if (lines && starts_with(above->text, "#") && starts_with(below->text, "#"))
        return (Slice){0};
    if (above->space.n == 0 && !lines)
        return slice("\n");
    return above->space;
}

static void begin(Weaver *w, const Piece *p, Side side)
{
    Text *out = &w->m->out;
    if (out->n > 0 && out->at[out->n - 1] != '\n')
        text_add(out, slice("\n"));
    bool stranger = side != BOTH && w->side != BOTH && side != w->side;
    text_add(out, stranger ? joint(&w->last, p) : w->last.space);
    w->last = *p;
    w->side = side;
}

static void put_item(Weaver *w, const Piece *p, Side side)
{
    begin(w, p, side);
    text_add(&w->m->out, p->text);
}

// Does base have no piece for piece i of the side that `in` leads to?
static bool is_new(const Weaver *w, const size_t *in, size_t i)
{
    for (size_t j = 0; j < w->base->n; j++)
        if (in[j] == i)
            return false;
    return true;
}

// Theirs' new piece that defines the same as p.
static const Piece *rival(const Weaver *w, const Piece *p)
{
    for (size_t i = 0; p->name.n > 0 && i < w->theirs->n; i++)
        if (same_bytes(w->theirs->at[i].name, p->name) &&
            is_new(w, w->in_theirs, i))
            return &w->theirs->at[i];
    return NULL;
}

static void put_my_item(Weaver *w, Piece *p)
{
    const Piece *their = rival(w, p);
    if (p->done)
        return;
    p->done = true;
    if (their == NULL) {
        put_item(w, p, MINE);
    } else if (!same(their->text, p->text)) {
        put_beside(w->m, p,
                   "// Yours. The new release defines the same name in another "
                   "way, and the lab\n// file has that.");
        text_line(&w->m->report, "clash %.*s", (int)p->name.n, p->name.at);
        w->m->conflict = true;
    }
}

// A task that theirs has moved takes along what mine has put right before it:
// a helper has to stand before its use.
static void put_helpers(Weaver *w, const Piece *task)
{
    size_t to = (size_t)(task - w->mine->at), from = to;
    while (from > 0 && w->mine->at[from - 1].task.n == 0 &&
           is_new(w, w->in_mine, from - 1))
        from--;
    for (; from < to; from++)
        put_my_item(w, &w->mine->at[from]);
}

static void put_task(Weaver *w, const Piece *like, Side side)
{
    const Piece *base = find_task(w->base, like->task);
    const Piece *mine = find_task(w->mine, like->task);
    Piece *theirs = find_task(w->theirs, like->task);
    if (theirs != NULL && theirs->done)
        return;
    if (theirs != NULL)
        theirs->done = true;
    if (side == THEIRS && mine != NULL)
        put_helpers(w, mine);
    bool vanishes = theirs == NULL && base != NULL;
    if (!vanishes)
        begin(w, mine != NULL ? mine : theirs, side);
    if (!vanishes && mine != NULL && theirs != NULL && base != NULL)
        w->last.space = three_way(base->space, mine->space, theirs->space);
    merge_task(w->m, base, mine, theirs);
}

static void put_run(Weaver *w, const Run *run, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        Piece *p = &run->of->at[i];
        if (p->task.n > 0)
            put_task(w, p, run->side);
        else if (run->side == MINE)
            put_my_item(w, p);
        else
            put_item(w, p, THEIRS);
    }
}

// Both runs, a before b; what both sides have put there stands once.
static bool put_runs(Weaver *w, const Run *a, const Run *b)
{
    size_t n_a = a->to - a->from, n_b = b->to - b->from;
    size_t *match = more(NULL, n_a, sizeof *match);
    bool fits =
        n_a == 0 || align(&a->of->at[a->from], n_a,
                          n_b > 0 ? &b->of->at[b->from] : NULL, n_b, match);
    size_t i = a->from, j = b->from;
    for (size_t k = 0; fits && k < n_a; k++) {
        if (match[k] == n_b)
            continue;
        put_run(w, a, i, a->from + k);
        put_run(w, b, j, b->from + match[k]);
        i = a->from + k + 1;
        j = b->from + match[k] + 1;
        const Run *mine = a->side == MINE ? a : b;
        Piece *p = &mine->of->at[mine == a ? i - 1 : j - 1];
        if (p->task.n > 0)
            put_task(w, p, BOTH);
        else if (!p->done)
            put_item(w, p, BOTH);
        p->done = true;
    }
    put_run(w, a, i, a->to);
    put_run(w, b, j, b->to);
    free(match);
    return fits;
}

// What a side has before base's piece p and after the one before it.
static Run run_before(const Weaver *w, size_t p, Side side)
{
    Pieces *of = side == MINE ? w->mine : w->theirs;
    const size_t *in = side == MINE ? w->in_mine : w->in_theirs;
    size_t base_n = w->base->n;
    Run run = {of, of->n, of->n, side, p < base_n && in[p] == of->n};
    size_t next = p;
    while (next < base_n && in[next] == of->n)
        next++;
    if (next < base_n)
        run.from = run.to = in[next];
    // After a piece that is gone, the run has been written before that one.
    if (p == 0)
        run.from = 0;
    else if (in[p - 1] < of->n)
        run.from = in[p - 1] + 1;
    return run;
}

static void put_base(Weaver *w, size_t p)
{
    const Piece *base = &w->base->at[p];
    if (w->in_mine[p] == w->mine->n || w->in_theirs[p] == w->theirs->n) {
        const Piece *mine = find_task(w->mine, base->task);
        if (w->in_mine[p] < w->mine->n && mine != NULL &&
            find_task(w->theirs, base->task) == NULL)
            put_task(w, mine, BOTH);
        return;
    }
    const Piece *mine = &w->mine->at[w->in_mine[p]];
    const Piece *theirs = &w->theirs->at[w->in_theirs[p]];
    if (base->task.n > 0) {
        put_task(w, mine, BOTH);
        return;
    }
    Piece both = *mine;
    both.text = three_way(base->text, mine->text, theirs->text);
    both.space = three_way(base->space, mine->space, theirs->space);
    put_item(w, &both, BOTH);
}

// A task that got another name keeps its function's: it is the same task.
static void match_renamed(Pieces *base, Pieces *mine, Pieces *theirs)
{
    for (size_t i = 0; i < theirs->n; i++) {
        Piece *p = &theirs->at[i];
        if (p->task.n == 0 || find_task(base, p->task) != NULL)
            continue;
        for (size_t j = 0; j < base->n; j++) {
            const Piece *old = &base->at[j];
            if (old->task.n > 0 && same_bytes(old->name, p->name) &&
                find_task(theirs, old->task) == NULL)
                p->task = old->task;
        }
        Piece *my = find_task(mine, p->label);
        if (my != NULL)
            my->task = p->task;
    }
}

static const char *cannot(const Pieces *base, const Pieces *mine,
                          const Pieces *theirs)
{
    if (base->n == 0 || base->odd != NULL || base->torn ||
        theirs->odd != NULL || theirs->torn)
        return "the release's own file has an unusual shape";
    if (mine->odd != NULL)
        return mine->odd;
    for (size_t i = 0; i < theirs->n; i++) {
        Slice task = theirs->at[i].task;
        if (find_task(base, task) != NULL && find_task(mine, task) == NULL)
            return "the line `// Task ...` of a task is missing";
    }
    return NULL;
}

bool weave(Merge *m, Pieces *base, Pieces *mine, Pieces *theirs,
           const char **why)
{
    match_renamed(base, mine, theirs);
    *why = cannot(base, mine, theirs);
    if (*why != NULL)
        return false;
    Weaver w = {.m = m, .base = base, .mine = mine, .theirs = theirs};
    w.in_mine = more(NULL, base->n, sizeof *w.in_mine);
    w.in_theirs = more(NULL, base->n, sizeof *w.in_theirs);
    bool fits = align(base->at, base->n, mine->at, mine->n, w.in_mine) &&
                align(base->at, base->n, theirs->at, theirs->n, w.in_theirs);
    for (size_t p = 0; fits && p <= base->n; p++) {
        Run my = run_before(&w, p, MINE), their = run_before(&w, p, THEIRS);
        if (their.replaces && !my.replaces)
            fits = put_runs(&w, &my, &their);
        else
            fits = put_runs(&w, &their, &my);
        if (p < base->n)
            put_base(&w, p);
    }
    text_add(&m->out, w.last.space);
    free(w.in_mine);
    free(w.in_theirs);
    *why = fits ? NULL : "it is too long";
    return fits;
}
