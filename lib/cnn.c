// Memory for a small convolutional network: one block holds the struct and all
// its arrays, so that a single free() gives everything back.
#include "cnn.h"

#include "block.h"

#include <assert.h>
#include <stdlib.h>

static size_t times3(size_t a, size_t b, size_t c)
{
    return size_times(size_times(a, b), c);
}

static size_t stage_weights(const CnnStage *t)
{
    return times3(t->maps, t->conv.in_channels, CNN_KERNEL * CNN_KERNEL);
}

static void plan_stage(CnnStage *t, ConvShape conv)
{
    t->conv = conv;
    t->maps = conv.out_channels;
    t->height = conv.height - conv.kernel + 1;
    t->width = conv.width - conv.kernel + 1;
    t->area = size_times(t->height / 2, t->width / 2);
}

static void plan_stages(Cnn *net, CnnSize s)
{
    size_t channels = s.channels, height = s.height, width = s.width;
    for (size_t k = 0; k < CNN_STAGES; k++) {
        plan_stage(&net->stage[k], (ConvShape){s.max_batch, channels, s.maps[k],
                                               height, width, CNN_KERNEL});
        channels = s.maps[k];
        height = net->stage[k].height / 2;
        width = net->stage[k].width / 2;
    }
    net->width[0] = size_times(channels, net->stage[CNN_STAGES - 1].area);
    net->width[1] = s.hidden;
    net->width[2] = s.n_classes;
}

static Cnn plan_cnn(CnnSize s)
{
    assert(s.height >= 10 && s.width >= 10 && s.channels > 0);
    assert(s.maps[0] > 0 && s.maps[1] > 0 && s.hidden > 0);
    assert(s.n_classes > 0 && s.max_batch > 0);
    Cnn net = {.size = s};
    plan_stages(&net, s);
    for (size_t k = 0; k < CNN_STAGES; k++)
        net.n_params =
            size_add(net.n_params,
                     size_add(stage_weights(&net.stage[k]), net.stage[k].maps));
    for (size_t l = 0; l < 2; l++) {
        size_t n = size_times(net.width[l + 1], size_add(net.width[l], 1));
        net.n_params = size_add(net.n_params, n);
    }
    return net;
}

static void take_stage(CnnStage *t, Block *block)
{
    size_t n_maps = size_times(t->conv.batch, t->maps);
    size_t n_y = size_times(n_maps, t->area);
    t->z = block_take_floats(block, n_y);
    t->y = block_take_floats(block, n_y);
    t->dy = block_take_floats(block, n_y);
    t->winner = block_take(block, n_y, sizeof(uint8_t));
    t->mask = block_take(block, n_maps, sizeof(uint8_t));
}

static void take_arrays(Cnn *net, Block *block)
{
    size_t batch = net->size.max_batch;
    net->params = block_take_floats(block, net->n_params);
    net->grads = block_take_floats(block, net->n_params);
    for (size_t k = 0; k < CNN_STAGES; k++)
        take_stage(&net->stage[k], block);
    for (size_t l = 0; l < 2; l++) {
        net->z[l] =
            block_take_floats(block, size_times(batch, net->width[l + 1]));
        net->dz[l] =
            block_take_floats(block, size_times(batch, net->width[l + 1]));
    }
    net->h = block_take_floats(block, size_times(batch, net->width[1]));
    net->mask =
        block_take(block, size_times(batch, net->width[0]), sizeof(uint8_t));
}

// The next n parameters, and their gradients.
static size_t point(const Cnn *net, float **w, float **dw, size_t at, size_t n)
{
    *w = net->params + at;
    *dw = net->grads + at;
    return at + n;
}

static void point_into_params(Cnn *net)
{
    size_t at = 0;
    for (size_t k = 0; k < CNN_STAGES; k++) {
        CnnStage *t = &net->stage[k];
        at = point(net, &t->w, &t->dw, at, stage_weights(t));
        at = point(net, &t->b, &t->db, at, t->maps);
    }
    const size_t *width = net->width;
    for (size_t l = 0; l < 2; l++) {
        at = point(net, &net->w[l], &net->dw[l], at, width[l] * width[l + 1]);
        at = point(net, &net->b[l], &net->db[l], at, width[l + 1]);
    }
}

Cnn *cnn_new(CnnSize size)
{
    Cnn plan = plan_cnn(size);
    Block block = {0};
    block_take(&block, 1, sizeof(Cnn));
    take_arrays(&plan, &block);
    Cnn *net = block_alloc(block.used);
    if (net == NULL)
        return NULL;
    block = (Block){.base = (char *)net};
    block_take(&block, 1, sizeof(Cnn));
    take_arrays(&plan, &block);
    point_into_params(&plan);
    *net = plan;
    return net;
}

void cnn_free(Cnn *net)
{
    free(net);
}
