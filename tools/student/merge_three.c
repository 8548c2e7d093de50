// The whole of a merge. What comes out is checked: each task of the new release
// stands there once, and nothing that the student wrote is missing. If that
// can't be had, mine stays whole and theirs goes beside.
#include "merge.h"

#include <stdlib.h>
#include <string.h>

static bool is_dos(Slice text)
{
    if (text.n == 0 || memchr(text.at, '\n', text.n) == NULL)
        return false;
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] == '\n' && (i == 0 || text.at[i - 1] != '\r'))
            return false;
    return true;
}

static void make_dos(Text *text)
{
    Text dos = {0};
    for (size_t i = 0; i < text->n; i++) {
        if (text->at[i] == '\n' && (i == 0 || text->at[i - 1] != '\r'))
            text_add(&dos, slice("\r"));
        text_add(&dos, (Slice){&text->at[i], 1});
    }
    free(text->at);
    *text = dos;
}

// Text without white space, to look for lines however they are broken.
static void flatten(Text *flat, Slice text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!is_blank((Slice){text.at + i, 1}))
            text_add(flat, (Slice){text.at + i, 1});
}

static bool holds(Slice text, Slice part)
{
    for (size_t at = 0; at + part.n <= text.n; at++) {
        const char *c = memchr(text.at + at, part.at[0], text.n - at);
        if (c == NULL)
            return false;
        at = (size_t)(c - text.at);
        if (at + part.n <= text.n && memcmp(c, part.at, part.n) == 0)
            return true;
    }
    return false;
}

static bool keeps_all(const Merge *m, Slice base, Slice mine)
{
    Text old = {0}, new = {0};
    flatten(&old, base);
    flatten(&new, text_slice(&m->out));
    flatten(&new, text_slice(&m->beside));
    bool keeps = true;
    for (size_t at = 0; keeps && at < mine.n;) {
        Slice line = line_at(mine, at);
        at += line.n;
        Text flat = {0};
        flatten(&flat, line);
        keeps = flat.n == 0 || holds(text_slice(&new), text_slice(&flat)) ||
                holds(text_slice(&old), text_slice(&flat));
        free(flat.at);
    }
    free(old.at);
    free(new.at);
    return keeps;
}

static bool has_tasks(Slice text, const Pieces *theirs)
{
    Pieces pieces;
    pieces_read(&pieces, text, theirs, NULL);
    bool has = pieces.odd == NULL;
    for (size_t i = 0; i < theirs->n; i++)
        if (theirs->at[i].task.n > 0)
            has = has && find_task(&pieces, theirs->at[i].label) != NULL;
    pieces_free(&pieces);
    return has;
}

static const char *merge_pieces(Merge *m, Slice base, Slice mine, Slice theirs)
{
    Pieces b, my, their;
    const char *why;
    pieces_read(&b, base, NULL, NULL);
    pieces_read(&their, theirs, &b, NULL);
    pieces_read(&my, mine, &b, &their);
    if (weave(m, &b, &my, &their, &why)) {
        if (!keeps_all(m, base, mine) ||
            !has_tasks(text_slice(&m->out), &their))
            why = "its functions can't be told apart";
        else if (is_dos(mine))
            make_dos(&m->out);
    }
    pieces_free(&b);
    pieces_free(&my);
    pieces_free(&their);
    return why;
}

static void settle(Merge *m, Slice out, Slice beside, bool conflict)
{
    m->out.n = m->beside.n = 0;
    text_add(&m->out, out);
    text_add(&m->beside, beside);
    m->conflict = conflict;
}

void merge_three(Merge *m, Slice base, Slice mine, Slice theirs)
{
    *m = (Merge){0};
    const char *why = merge_pieces(m, base, mine, theirs);
    if (why != NULL)
        m->report.n = 0;
    if (same_bytes(base, theirs) || same_bytes(mine, theirs)) {
        settle(m, mine, (Slice){0}, false);
    } else if (same_bytes(base, mine)) {
        settle(m, theirs, (Slice){0}, false);
    } else if (why != NULL) {
        settle(m, mine, theirs, true);
        text_line(&m->report, "whole %s", why);
    }
}

void merge_free(Merge *m)
{
    free(m->out.at);
    free(m->beside.at);
    free(m->report.at);
    *m = (Merge){0};
}
