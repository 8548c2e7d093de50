// A convolution's passes by oneDNN alone: see work.h.
#include "work.h"

#include "onednn_conv.h"

static void stage_passes(const CnnStage *t, float *x, float *dx, float *z,
                         size_t batch)
{
    ConvShape s = cnn_shape(t, batch);
    float *forward[] = {z, x, t->w, t->b};
    float *to_x[] = {dx, z, t->w};
    float *to_w[] = {t->dw, t->db, z, x};
    op_run_alone(conv_op(CONV_FORWARD, s), forward);
    if (dx)
        op_run_alone(conv_op(CONV_BACKWARD_X, s), to_x);
    op_run_alone(conv_op(CONV_BACKWARD_W, s), to_w);
}

void convolutions_run(const Cnn *net, float *x, float *z, size_t batch)
{
    stage_passes(&net->stage[0], x, NULL, z, batch);
    stage_passes(&net->stage[1], net->stage[0].y, net->stage[0].dy, z, batch);
}
