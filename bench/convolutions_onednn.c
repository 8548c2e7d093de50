// A convolution's passes by oneDNN alone: see work.h.
#include "work.h"

#include "onednn_conv.h"

static void stage_passes(const CnnStage *t, float *x, float *dx, size_t batch)
{
    ConvShape s = cnn_shape(t, batch);
    float *forward[] = {t->z, x, t->w, t->b};
    float *to_x[] = {dx, t->dz, t->w};
    float *to_w[] = {t->dw, t->db, t->dz, x};
    op_run_alone(conv_op(CONV_FORWARD, s), forward);
    if (dx)
        op_run_alone(conv_op(CONV_BACKWARD_X, s), to_x);
    op_run_alone(conv_op(CONV_BACKWARD_W, s), to_w);
}

void convolutions_run(const Cnn *net, float *x, size_t batch)
{
    stage_passes(&net->stage[0], x, NULL, batch);
    stage_passes(&net->stage[1], net->stage[0].y, net->stage[0].dy, batch);
}
