// Convolution by oneDNN, as lib/conv.c is measured against. What a pass over a
// shape needs is made at its first call and kept. oneDNN picks the layouts.
#include "onednn_conv.h"

// Two layers, three passes, and four sizes of batch: whole and last ones of
// training and test. The oldest gives way.
enum { N_KEPT = 24 };

static struct Kept {
    ConvPass pass;
    ConvShape shape;
    Op op;
} kept[N_KEPT];

static size_t next_kept;

// The arguments of each pass by oneDNN's names, outputs first.
static const int forward_args[] = {DNNL_ARG_DST, DNNL_ARG_SRC, DNNL_ARG_WEIGHTS,
                                   DNNL_ARG_BIAS};
static const int backward_x_args[] = {DNNL_ARG_DIFF_SRC, DNNL_ARG_DIFF_DST,
                                      DNNL_ARG_WEIGHTS};
static const int backward_w_args[] = {DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_BIAS,
                                      DNNL_ARG_DIFF_DST, DNNL_ARG_SRC};

// Layouts of x, w, b, y (and of their gradients): any, for oneDNN to choose.
typedef struct Layouts {
    dnnl_memory_desc_t x, w, b, y;
} Layouts;

static dnnl_memory_desc_t layout(int n_dims, size_t d0, size_t d1, size_t d2,
                                 size_t d3)
{
    dnnl_dims_t dims = {(dnnl_dim_t)d0, (dnnl_dim_t)d1, (dnnl_dim_t)d2,
                        (dnnl_dim_t)d3};
    dnnl_memory_desc_t out;
    onednn_check(dnnl_memory_desc_init_by_tag(
                     &out, n_dims, dims, dnnl_f32,
                     n_dims == 1 ? dnnl_a : dnnl_format_tag_any),
                 "describe an array");
    return out;
}

static Layouts layouts_of(ConvShape s)
{
    return (Layouts){
        layout(4, s.batch, s.in_channels, s.height, s.width),
        layout(4, s.out_channels, s.in_channels, s.kernel, s.kernel),
        layout(1, s.out_channels, 0, 0, 0),
        layout(4, s.batch, s.out_channels, s.height - s.kernel + 1,
               s.width - s.kernel + 1)};
}

static dnnl_status_t describe(dnnl_convolution_desc_t *out, ConvPass pass,
                              const Layouts *l)
{
    const dnnl_dims_t strides = {1, 1}, padding = {0, 0};
    switch (pass) {
    case CONV_FORWARD:
        return dnnl_convolution_forward_desc_init(
            out, dnnl_forward_training, dnnl_convolution_direct, &l->x, &l->w,
            &l->b, &l->y, strides, padding, padding);
    case CONV_BACKWARD_X:
        return dnnl_convolution_backward_data_desc_init(
            out, dnnl_convolution_direct, &l->x, &l->w, &l->y, strides, padding,
            padding);
    case CONV_BACKWARD_W:
        break;
    }
    return dnnl_convolution_backward_weights_desc_init(
        out, dnnl_convolution_direct, &l->x, &l->w, &l->b, &l->y, strides,
        padding, padding);
}

// forward: the forward pass of the same shape, which oneDNN asks for when it
// plans a backward pass; NULL for the forward pass itself.
static dnnl_primitive_desc_t plan(ConvPass pass, const Layouts *layouts,
                                  dnnl_primitive_desc_t forward)
{
    dnnl_convolution_desc_t desc;
    dnnl_primitive_desc_t pd;
    onednn_check(describe(&desc, pass, layouts), "describe a convolution");
    onednn_check(
        dnnl_primitive_desc_create(&pd, &desc, NULL, onednn_engine(), forward),
        "plan a convolution");
    return pd;
}

static Op new_op(ConvPass pass, ConvShape s)
{
    Layouts layouts = layouts_of(s);
    dnnl_primitive_desc_t forward = plan(CONV_FORWARD, &layouts, NULL);
    if (pass == CONV_FORWARD) {
        Op op = op_new(forward, forward_args, 4, 1);
        dnnl_primitive_desc_destroy(forward);
        return op;
    }
    dnnl_primitive_desc_t backward = plan(pass, &layouts, forward);
    Op op = pass == CONV_BACKWARD_X ? op_new(backward, backward_x_args, 3, 1)
                                    : op_new(backward, backward_w_args, 4, 2);
    dnnl_primitive_desc_destroy(backward);
    dnnl_primitive_desc_destroy(forward);
    return op;
}

static bool same_shape(ConvShape a, ConvShape b)
{
    return a.batch == b.batch && a.in_channels == b.in_channels &&
           a.out_channels == b.out_channels && a.height == b.height &&
           a.width == b.width && a.kernel == b.kernel;
}

Op *conv_op(ConvPass pass, ConvShape s)
{
    for (size_t i = 0; i < N_KEPT; i++)
        if (kept[i].op.primitive && kept[i].pass == pass &&
            same_shape(kept[i].shape, s))
            return &kept[i].op;
    struct Kept *slot = &kept[next_kept++ % N_KEPT];
    op_free(&slot->op);
    *slot = (struct Kept){pass, s, new_op(pass, s)};
    return &slot->op;
}
