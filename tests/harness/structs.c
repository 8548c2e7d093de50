// Structs of lib/ as arguments of a call: see structs.h.
#include "structs.h"
#include "call_internal.h"
#include "suite.h"

#include "init.h"

#include <stdio.h>
#include <string.h>

int arg_rng(Call *c, const char *name, Rng rng)
{
    int array = array_inout(c, "rng->state", T_SIZE, &rng.state, 1);
    arg_array(c, name, array);
    return array;
}

// Links a pointer field of struct number `from`, which lies at `field` within
// the struct at `base`, to the array `to`.
static void link_field(Call *c, int from, const void *base, const void *field,
                       int to, size_t first)
{
    size_t offset = (size_t)((const char *)field - (const char *)base);
    array_link(c, from, offset, to, first);
}

// What a failure calls the arrays of layer l: "dz[2]". Each name is made once.
static const char *layer_name(size_t array, size_t l)
{
    enum { N = 4, SIZE = 32 };
    static const char *const arrays[N] = {"a", "z", "dz", "mask"};
    static char names[N][MLP_MAX_LAYERS][SIZE];
    char *name = names[array][l];
    if (!*name)
        snprintf(name, SIZE, "%s[%zu]", arrays[array], l);
    return name;
}

// "net=784-128-10, ...".
static const char *show_mlp(const void *value)
{
    Mlp net;
    memcpy(&net, value, sizeof net);
    const char *text = words("net=%zu", net.width[0]);
    for (size_t l = 0; l < net.n_layers; l++)
        text = words("%s-%zu", text, net.width[l + 1]);
    return words("%s, net->activation=%s, net->max_batch=%zu", text,
                 activation_name(net.activation), net.max_batch);
}

MlpArrays arg_mlp(Call *c, const char *name, const Mlp *net)
{
    MlpArrays m;
    int s = arg_inout(c, name, T_BYTES, net, sizeof *net);
    arg_show(c, show_mlp);
    m.params = array_inout(c, "params", T_F32, net->params, net->n_params);
    m.grads = array_inout(c, "grads", T_F32, net->grads, net->n_params);
    link_field(c, s, net, &net->params, m.params, 0);
    link_field(c, s, net, &net->grads, m.grads, 0);
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n_in = net->max_batch * net->width[l];
        size_t n_out = net->max_batch * net->width[l + 1];
        size_t w = (size_t)(net->w[l] - net->params);
        size_t b = (size_t)(net->b[l] - net->params);
        m.a[l] = array_inout(c, layer_name(0, l), T_F32, net->a[l], n_in);
        m.z[l] = array_inout(c, layer_name(1, l), T_F32, net->z[l], n_out);
        m.dz[l] = array_inout(c, layer_name(2, l), T_F32, net->dz[l], n_out);
        m.mask[l] = array_inout(c, layer_name(3, l), T_U8, net->mask[l], n_in);
        link_field(c, s, net, &net->w[l], m.params, w);
        link_field(c, s, net, &net->b[l], m.params, b);
        link_field(c, s, net, &net->dw[l], m.grads, w);
        link_field(c, s, net, &net->db[l], m.grads, b);
        link_field(c, s, net, &net->a[l], m.a[l], 0);
        link_field(c, s, net, &net->z[l], m.z[l], 0);
        link_field(c, s, net, &net->dz[l], m.dz[l], 0);
        link_field(c, s, net, &net->mask[l], m.mask[l], 0);
    }
    return m;
}

void ignore_workspace(Call *c, const MlpArrays *m, size_t n_layers)
{
    for (size_t l = 0; l < n_layers; l++) {
        array_ignore(c, m->a[l]);
        array_ignore(c, m->z[l]);
        array_ignore(c, m->dz[l]);
        array_ignore(c, m->mask[l]);
    }
}

void take_from_solution(Mlp *net, const Call *c, const MlpArrays *m)
{
    take_array(net->params, c, SOLUTION, m->params);
    take_array(net->grads, c, SOLUTION, m->grads);
    for (size_t l = 0; l < net->n_layers; l++) {
        take_array(net->a[l], c, SOLUTION, m->a[l]);
        take_array(net->z[l], c, SOLUTION, m->z[l]);
        take_array(net->dz[l], c, SOLUTION, m->dz[l]);
        take_array(net->mask[l], c, SOLUTION, m->mask[l]);
    }
}

static const char *show_dataset(const void *value)
{
    Dataset data;
    memcpy(&data, value, sizeof data);
    return words("data->n=%zu", data.n);
}

void arg_dataset(Call *c, const char *name, const Dataset *data)
{
    int s = arg_in(c, name, T_BYTES, data, sizeof *data);
    arg_show(c, show_dataset);
    int x = array_in(c, "data->x", T_F32, data->x, data->n * data->n_features);
    link_field(c, s, data, &data->x, x, 0);
    if (data->y) {
        int y = array_in(c, "data->y", T_U8, data->y, data->n);
        link_field(c, s, data, &data->y, y, 0);
    }
    if (data->target) {
        int t = array_in(c, "data->target", T_F32, data->target, data->n);
        link_field(c, s, data, &data->target, t, 0);
    }
}

static const char *show_minibatch(const void *value)
{
    Minibatch mb;
    memcpy(&mb, value, sizeof mb);
    return words("mb->size=%zu", mb.size);
}

void arg_minibatch(Call *c, const char *name, const Dataset *data, size_t size)
{
    Minibatch mb = {.size = size};
    size_t *order = pool_alloc(data->n * sizeof *order);
    for (size_t i = 0; i < data->n; i++)
        order[i] = i;
    int s = arg_inout(c, name, T_BYTES, &mb, sizeof mb);
    arg_show(c, show_minibatch);
    int o = array_inout(c, "mb->order", T_SIZE, order, data->n);
    int x = array_out(c, "mb->x", T_F32, size * data->n_features);
    int y = array_out(c, "mb->y", T_U8, size);
    link_field(c, s, &mb, &mb.order, o, 0);
    link_field(c, s, &mb, &mb.x, x, 0);
    link_field(c, s, &mb, &mb.y, y, 0);
    array_ignore(c, o);
    array_ignore(c, x);
    array_ignore(c, y);
}

static void release_mlp(void *net)
{
    mlp_free(net);
}

Mlp *test_mlp(Rng *rng, const size_t *width, size_t n_layers, size_t max_batch,
              Activation activation)
{
    Mlp *net = mlp_new(width, n_layers, max_batch, activation);
    pool_keep(net, release_mlp);
    memset(net->grads, 0xff, net->n_params * sizeof *net->grads);
    for (size_t l = 0; l < n_layers; l++) {
        size_t n_in = max_batch * width[l], n_out = max_batch * width[l + 1];
        init_lecun(net->w[l], width[l] * width[l + 1], width[l], rng);
        init_normal(net->b[l], width[l + 1], 0.1f, rng);
        memset(net->a[l], 0xff, n_in * sizeof *net->a[l]);
        memset(net->z[l], 0xff, n_out * sizeof *net->z[l]);
        memset(net->dz[l], 0xff, n_out * sizeof *net->dz[l]);
        memset(net->mask[l], 0xff, n_in);
    }
    return net;
}

Dataset test_dataset(Rng *rng, size_t n, size_t n_features, size_t n_classes)
{
    return (Dataset){.n = n,
                     .n_features = n_features,
                     .n_classes = n_classes,
                     .x = normal_f32(rng, n * n_features),
                     .y = random_labels(rng, n, n_classes)};
}

Dataset repeated_dataset(Rng *rng, size_t n, size_t times, size_t n_features,
                         size_t n_classes)
{
    Dataset data = test_dataset(rng, n * times, n_features, n_classes);
    for (size_t i = n; i < n * times; i++) {
        data.y[i] = data.y[i - n];
        memcpy(data.x + i * n_features, data.x + (i - n) * n_features,
               n_features * sizeof *data.x);
    }
    return data;
}

double central_difference(double (*loss)(void *context), void *context,
                          float *x, size_t i, float step)
{
    float kept = x[i];
    x[i] = kept + step;
    float above = x[i];
    double up = loss(context);
    x[i] = kept - step;
    double distance = (double)above - (double)x[i];
    double down = loss(context);
    x[i] = kept;
    return (up - down) / distance;
}

float *central_differences(double (*loss)(void *context), void *context,
                           float *x, size_t n, float step)
{
    float *slope = pool_alloc(n * sizeof *slope);
    for (size_t i = 0; i < n; i++)
        slope[i] = (float)central_difference(loss, context, x, i, step);
    return slope;
}

float *element_slopes(const float *(*f)(void *context, const float *x),
                      void *context, const float *x, size_t n, float step)
{
    float *above = repeated_f32(n, 0.0f), *below = repeated_f32(n, 0.0f);
    float *slope = repeated_f32(n, 0.0f);
    for (size_t i = 0; i < n; i++) {
        above[i] = x[i] + step;
        below[i] = x[i] - step;
    }
    const float *up = f(context, above), *down = f(context, below);
    for (size_t i = 0; i < n; i++)
        slope[i] = (float)(((double)up[i] - (double)down[i]) /
                           ((double)above[i] - (double)below[i]));
    return slope;
}

size_t draw_probes(size_t at[MAX_PROBES], size_t n, Rng *rng)
{
    size_t count = n < MAX_PROBES ? n : MAX_PROBES;
    for (size_t k = 0; k < count; k++) {
        size_t first = k * n / count, end = (k + 1) * n / count;
        at[k] = first + (size_t)rng_below(rng, end - first);
    }
    return count;
}
