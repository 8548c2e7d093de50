// Variant of cnn-stage-backward: dropout, ReLU and pooling in one loop over the
// windows, then the gradients of the whole convolution.
#include <stdlib.h>

static void window_back(float *dz, const CnnStage *t, size_t m, size_t i,
                        size_t j)
{
    size_t at = m * t->area + i * (t->width / 2) + j, k = t->winner[at];
    size_t row = 2 * i + k / 2, column = 2 * j + k % 2;
    if (t->mask[m] && t->y[at] > 0.0f)
        dz[(m * t->height + row) * t->width + column] =
            t->dy[at] / (1.0f - t->drop_prob);
}

void cnn_stage_backward(Cnn *net, size_t stage, float *dx, const float *x,
                        size_t batch)
{
    CnnStage *t = &net->stage[stage];
    size_t maps = batch * t->maps;
    float *dz = calloc(maps * t->height * t->width + 1, sizeof *dz);
    for (size_t m = 0; dz && m < maps; m++)
        for (size_t i = 0; i < t->height / 2; i++)
            for (size_t j = 0; j < t->width / 2; j++)
                window_back(dz, t, m, i, j);
    if (dz)
        conv_backward(dx, t->dw, t->db, dz, x, t->w, cnn_shape(t, batch));
    free(dz);
}
