// Tries: to make the suite, or the solution, use numbers from here as indices:
// an order, masks and labels out of every range.
// Task: ch04_dropout digits-train-epoch
#include "dataset.h"
#include "minibatch.h"
#include "mlp.h"
#include "rng.h"

#include <string.h>

double digits_train_epoch(Mlp *net, const Dataset *data, Minibatch *mb,
                          float lr, Rng *rng)
{
    (void)lr;
    for (size_t i = 0; i < data->n; i++)
        mb->order[i] = (size_t)-1;
    for (size_t l = 0; l < net->n_layers; l++)
        memset(net->mask[l], 0xff, net->max_batch * net->width[l]);
    memset(rng, 0xff, sizeof *rng);
    memset(net->params, 0x7f, net->n_params * sizeof *net->params);
    return 1e308;
}
