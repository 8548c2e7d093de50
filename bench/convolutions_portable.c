// A convolution's passes by the portable kernels: see work.h.
#include "work.h"

static void stage_passes(const CnnStage *t, const float *x, float *dx, float *z,
                         size_t batch)
{
    ConvShape s = cnn_shape(t, batch);
    conv_forward(z, x, t->w, t->b, s);
    conv_backward(dx, t->dw, t->db, z, x, t->w, s);
}

void convolutions_run(const Cnn *net, float *x, float *z, size_t batch)
{
    stage_passes(&net->stage[0], x, NULL, z, batch);
    stage_passes(&net->stage[1], net->stage[0].y, net->stage[0].dy, z, batch);
}
