// The longest common subsequence of two lists of pieces, by weight: tasks hold
// more than items.
#include "merge.h"

#include <stdlib.h>

static const size_t MAX_CELLS = 20 * 1000 * 1000;

static int weight(const Piece *a, const Piece *b)
{
    if (a->task.n > 0 || b->task.n > 0)
        return same_bytes(a->task, b->task) ? 8 : 0;
    if (!same(a->text, b->text))
        return 0;
    return a->comment ? 2 : 4;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

bool align(const Piece *a, size_t a_n, const Piece *b, size_t b_n,
           size_t *match)
{
    size_t wide = b_n + 1;
    if (a_n + 1 > MAX_CELLS / wide)
        return false;
    // best[i * wide + j]: the weight that a from i and b from j share
    int *best = more(NULL, (a_n + 1) * wide, sizeof *best);
    for (size_t i = a_n + 1; i-- > 0;) {
        for (size_t j = wide; j-- > 0;) {
            int *here = &best[i * wide + j];
            *here = 0;
            if (i == a_n || j == b_n)
                continue;
            *here = larger(here[wide], here[1]);
            int w = weight(&a[i], &b[j]);
            if (w > 0)
                *here = larger(*here, here[wide + 1] + w);
        }
    }
    for (size_t i = 0, j = 0; i < a_n; i++) {
        match[i] = b_n;
        while (j < b_n && best[i * wide + j] == best[i * wide + j + 1])
            j++;
        if (j < b_n && best[i * wide + j] != best[(i + 1) * wide + j])
            match[i] = j++;
    }
    free(best);
    return true;
}
