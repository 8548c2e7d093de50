// A convolutional network as an argument of a call: see structs_cnn.h.
#include "structs_cnn.h"
#include "call_internal.h"

#include "init.h"

#include <string.h>

// The call, the number of the network's struct in it, and where that lies here.
typedef struct Sender {
    Call *call;
    int from;
    const Cnn *net;
} Sender;

// Links the pointer at `field`, somewhere in the struct, to array `to`.
static void link_to(const Sender *s, const void *field, int to, size_t first)
{
    size_t offset = (size_t)((const char *)field - (const char *)s->net);
    array_link(s->call, s->from, offset, to, first);
}

// Sends an array of the workspace and links `field`, which points to it.
static int send_floats(const Sender *s, const char *name, float *const *field,
                       size_t n)
{
    int array = array_inout(s->call, name, T_F32, *field, n);
    link_to(s, field, array, 0);
    return array;
}

static int send_bytes(const Sender *s, const char *name, uint8_t *const *field,
                      size_t n)
{
    int array = array_inout(s->call, name, T_U8, *field, n);
    link_to(s, field, array, 0);
    return array;
}

static size_t n_z(const CnnStage *t)
{
    return t->conv.batch * t->maps * t->area;
}

// What a failure calls the arrays.
static const char *const STAGE_NAMES[CNN_STAGES][5] = {
    {"stage[0].z", "stage[0].y", "stage[0].dy", "stage[0].winner",
     "stage[0].mask"},
    {"stage[1].z", "stage[1].y", "stage[1].dy", "stage[1].winner",
     "stage[1].mask"}};

static void send_stage(const Sender *s, CnnArrays *m, size_t k)
{
    const CnnStage *t = &s->net->stage[k];
    const float *params = s->net->params;
    link_to(s, &t->w, m->params, (size_t)(t->w - params));
    link_to(s, &t->b, m->params, (size_t)(t->b - params));
    link_to(s, &t->dw, m->grads, (size_t)(t->w - params));
    link_to(s, &t->db, m->grads, (size_t)(t->b - params));
    const char *const *name = STAGE_NAMES[k];
    m->stage[k].z = send_floats(s, name[0], &t->z, n_z(t));
    m->stage[k].y = send_floats(s, name[1], &t->y, n_z(t));
    m->stage[k].dy = send_floats(s, name[2], &t->dy, n_z(t));
    m->stage[k].winner = send_bytes(s, name[3], &t->winner, n_z(t));
    m->stage[k].mask =
        send_bytes(s, name[4], &t->mask, t->conv.batch * t->maps);
}

// "net=1x10x10-6-12-24-3, ...": an image, the maps of the stages, the layers.
static const char *show_cnn(const void *value)
{
    Cnn net;
    memcpy(&net, value, sizeof net);
    const CnnSize *s = &net.size;
    return words("net=%zux%zux%zu-%zu-%zu-%zu-%zu, net->size.max_batch=%zu",
                 s->channels, s->height, s->width, s->maps[0], s->maps[1],
                 s->hidden, s->n_classes, s->max_batch);
}

CnnArrays arg_cnn(Call *c, const char *name, const Cnn *net)
{
    CnnArrays m;
    size_t batch = net->size.max_batch;
    Sender s = {c, arg_inout(c, name, T_BYTES, net, sizeof *net), net};
    arg_show(c, show_cnn);
    m.params = send_floats(&s, "params", &net->params, net->n_params);
    m.grads = send_floats(&s, "grads", &net->grads, net->n_params);
    for (size_t k = 0; k < CNN_STAGES; k++)
        send_stage(&s, &m, k);
    m.mask = send_bytes(&s, "mask", &net->mask, batch * net->width[0]);
    m.h = send_floats(&s, "h", &net->h, batch * net->width[1]);
    for (size_t l = 0; l < 2; l++) {
        size_t n = batch * net->width[l + 1];
        size_t w = (size_t)(net->w[l] - net->params);
        size_t b = (size_t)(net->b[l] - net->params);
        link_to(&s, &net->w[l], m.params, w);
        link_to(&s, &net->b[l], m.params, b);
        link_to(&s, &net->dw[l], m.grads, w);
        link_to(&s, &net->db[l], m.grads, b);
        m.z[l] = send_floats(&s, l == 0 ? "z[0]" : "z[1]", &net->z[l], n);
        m.dz[l] = send_floats(&s, l == 0 ? "dz[0]" : "dz[1]", &net->dz[l], n);
    }
    return m;
}

void ignore_cnn_workspace(Call *c, const CnnArrays *m)
{
    for (size_t k = 0; k < CNN_STAGES; k++) {
        array_ignore(c, m->stage[k].z);
        array_ignore(c, m->stage[k].y);
        array_ignore(c, m->stage[k].dy);
        array_ignore(c, m->stage[k].winner);
        array_ignore(c, m->stage[k].mask);
        array_ignore(c, m->z[k]);
        array_ignore(c, m->dz[k]);
    }
    array_ignore(c, m->mask);
    array_ignore(c, m->h);
}

void take_cnn_from_solution(Cnn *net, const Call *c, const CnnArrays *m)
{
    take_array(net->params, c, SOLUTION, m->params);
    take_array(net->grads, c, SOLUTION, m->grads);
    for (size_t k = 0; k < CNN_STAGES; k++) {
        CnnStage *t = &net->stage[k];
        take_array(t->z, c, SOLUTION, m->stage[k].z);
        take_array(t->y, c, SOLUTION, m->stage[k].y);
        take_array(t->dy, c, SOLUTION, m->stage[k].dy);
        take_array(t->winner, c, SOLUTION, m->stage[k].winner);
        take_array(t->mask, c, SOLUTION, m->stage[k].mask);
        take_array(net->z[k], c, SOLUTION, m->z[k]);
        take_array(net->dz[k], c, SOLUTION, m->dz[k]);
    }
    take_array(net->mask, c, SOLUTION, m->mask);
    take_array(net->h, c, SOLUTION, m->h);
}

static void release_cnn(void *net)
{
    cnn_free(net);
}

static void spoil(void *array, size_t bytes)
{
    memset(array, 0xff, bytes);
}

static void spoil_stage(CnnStage *t)
{
    spoil(t->z, n_z(t) * sizeof *t->z);
    spoil(t->y, n_z(t) * sizeof *t->y);
    spoil(t->dy, n_z(t) * sizeof *t->dy);
    spoil(t->winner, n_z(t));
    spoil(t->mask, t->conv.batch * t->maps);
}

Cnn *test_cnn(Rng *rng, CnnSize size)
{
    Cnn *net = cnn_new(size);
    pool_keep(net, release_cnn);
    spoil(net->grads, net->n_params * sizeof *net->grads);
    spoil(net->mask, size.max_batch * net->width[0]);
    spoil(net->h, size.max_batch * size.hidden * sizeof *net->h);
    for (size_t k = 0; k < CNN_STAGES; k++) {
        CnnStage *t = &net->stage[k];
        size_t n_in = t->conv.in_channels * CNN_KERNEL * CNN_KERNEL;
        init_he(t->w, t->maps * n_in, n_in, rng);
        init_normal(t->b, t->maps, 0.1f, rng);
        spoil_stage(t);
    }
    for (size_t l = 0; l < 2; l++) {
        size_t n_in = net->width[l], n_out = net->width[l + 1];
        init_he(net->w[l], n_in * n_out, n_in, rng);
        init_normal(net->b[l], n_out, 0.1f, rng);
        spoil(net->z[l], size.max_batch * n_out * sizeof *net->z[l]);
        spoil(net->dz[l], size.max_batch * n_out * sizeof *net->dz[l]);
    }
    return net;
}
