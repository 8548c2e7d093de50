// How one task is merged: what the student has changed stays, what the student
// has left alone becomes the new release's.
#include "merge.h"

static bool is_newline_missing(const Text *text)
{
    return text->n > 0 && text->at[text->n - 1] != '\n';
}

Slice three_way(Slice base, Slice mine, Slice theirs)
{
    if (same_bytes(base, theirs))
        return mine;
    return same(base, mine) ? theirs : mine;
}

void put_beside(Merge *m, const Piece *piece, const char *why)
{
    if (is_newline_missing(&m->beside))
        text_add(&m->beside, slice("\n"));
    if (m->beside.n > 0)
        text_add(&m->beside, slice("\n"));
    text_line(&m->beside, "%s", why);
    text_add(&m->beside, piece->text);
}

static void report(Merge *m, const char *word, Slice name)
{
    text_line(&m->report, "%s %.*s", word, (int)name.n, name.at);
}

// Text of the student's own before the function stays; so does the release's.
static void add_before(Merge *m, Slice base, Slice mine, Slice theirs)
{
    if (same(base, mine) || same(base, theirs) || same(mine, theirs)) {
        text_add(&m->out, three_way(base, mine, theirs));
        return;
    }
    bool has_it =
        mine.n >= theirs.n && same_bytes((Slice){mine.at, theirs.n}, theirs);
    if (!has_it)
        text_add(&m->out, theirs);
    text_add(&m->out, mine);
}

// Both sides have the task.
static void merge_both(Merge *m, const Piece *base, const Piece *mine,
                       const Piece *theirs)
{
    bool filled = !same(base->body, mine->body);
    bool renewed =
        !same(base->text, theirs->text) && !same(mine->text, theirs->text);
    bool torn = !same(base->head, theirs->head) &&
                !same(base->head, mine->head) &&
                !same(mine->head, theirs->head);
    bool odd_line = !same(base->line, theirs->line) &&
                    !same(base->line, mine->line) &&
                    !same(mine->line, theirs->line);
    if (torn || odd_line) {
        put_beside(m, mine,
                   "// Your function. Its first lines have been changed by you "
                   "and by the new\n// release; the lab file has the new blank:"
                   " carry your answer over by hand.");
        text_add(&m->out, theirs->text);
        report(m, "conflict", theirs->label);
        m->conflict = true;
        return;
    }
    text_add(&m->out, three_way(base->line, mine->line, theirs->line));
    add_before(m, base->before, mine->before, theirs->before);
    text_add(&m->out, three_way(base->head, mine->head, theirs->head));
    text_add(&m->out, three_way(base->body, mine->body, theirs->body));
    if (filled)
        report(m, "kept", theirs->label);
    else if (renewed)
        report(m, "renewed", theirs->label);
    if (filled && renewed && !same(base->body, theirs->body))
        report(m, "asks", theirs->label);
}

void merge_task(Merge *m, const Piece *base, const Piece *mine,
                const Piece *theirs)
{
    if (theirs == NULL && base == NULL) {
        text_add(&m->out, mine->text);
    } else if (theirs == NULL && same(base->text, mine->text)) {
        report(m, "gone", mine->label);
    } else if (theirs == NULL) {
        put_beside(m, mine,
                   "// Your function. The new release has no such task.");
        report(m, "beside", mine->label);
    } else if (mine == NULL) {
        text_add(&m->out, theirs->text);
        report(m, "new", theirs->label);
    } else {
        merge_both(m, base != NULL ? base : theirs, mine, theirs);
    }
}
