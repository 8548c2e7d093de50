// Training for chapter 5's experiments: one recipe, one data set, one seed.
#include "ch05_mlp_parts.h"

#include "denormals.h"
#include "fail.h"
#include "init.h"
#include "progress.h"

static void begin_weights(Mlp *net, float sd, Rng *rng)
{
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n_in = net->width[l], n = n_in * net->width[l + 1];
        if (sd > 0.0f)
            init_normal(net->w[l], n, sd, rng);
        else
            init_he(net->w[l], n, n_in, rng);
    }
}

Training training_open(const Recipe *recipe, const Dataset *data, uint64_t seed)
{
    enum { BLOCK = 1000 }; // rows at a time in evaluation
    denormals_as_zero();
    Rng weights = rng_seed(seed, 1);
    Training t = {.recipe = recipe, .rng = rng_seed(seed, 2)};
    t.net = mlp_new(recipe->width, recipe->n_layers, BLOCK, ACT_RELU);
    t.mb = minibatch_new(data, recipe->batch);
    t.adam = t.net ? adam_new(t.net->n_params, recipe->lr) : NULL;
    if (!t.net || !t.mb || !t.adam)
        fail("out of memory for a network; close other programs");
    for (size_t l = 0; l < recipe->n_layers; l++)
        t.net->drop_prob[l] = recipe->drop_prob[l];
    begin_weights(t.net, recipe->init_sd, &weights);
    return t;
}

void training_close(Training *t)
{
    mlp_free(t->net);
    minibatch_free(t->mb);
    adam_free(t->adam);
}

double training_epoch(Training *t, const Dataset *data)
{
    double seen =
        t->recipe->adam
            ? mlp_adam_epoch(t->net, data, t->mb, t->adam, &t->rng)
            : mlp_sgd_epoch(t->net, data, t->mb, t->recipe->lr, &t->rng);
    progress_step(data->n);
    return seen;
}
