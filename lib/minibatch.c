// Mini-batches: see include/minibatch.h.
#include "minibatch.h"

#include "mlp.h" // batch_rows

#include <assert.h>
#include <stdlib.h>

Minibatch *minibatch_new(const Dataset *data, size_t size)
{
    assert(size > 0);
    Minibatch *mb = calloc(1, sizeof *mb);
    if (!mb)
        return NULL;
    mb->size = size;
    mb->order = calloc(data->n + 1, sizeof *mb->order);
    mb->x = calloc(size * data->n_features + 1, sizeof *mb->x);
    mb->y = calloc(size, sizeof *mb->y);
    if (!mb->order || !mb->x || !mb->y) {
        minibatch_free(mb);
        return NULL;
    }
    for (size_t i = 0; i < data->n; i++)
        mb->order[i] = i;
    return mb;
}

void minibatch_free(Minibatch *mb)
{
    if (!mb)
        return;
    free(mb->order);
    free(mb->x);
    free(mb->y);
    free(mb);
}

size_t minibatch_take(Minibatch *mb, const Dataset *data, size_t first)
{
    if (first >= data->n)
        return 0;
    size_t rows = batch_rows(first, data->n, mb->size);
    dataset_gather(mb->x, data->y ? mb->y : NULL, data, mb->order + first,
                   rows);
    return rows;
}
