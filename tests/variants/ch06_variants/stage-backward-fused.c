// Variant of cnn-stage-backward: dropout, pooling and ReLU in one loop over the
// windows.
#include <string.h>

static void window_back(CnnStage *t, size_t m, size_t i, size_t j)
{
    size_t at = m * t->area + i * (t->width / 2) + j, k = t->winner[at];
    size_t row = 2 * i + k / 2, column = 2 * j + k % 2;
    size_t z = (m * t->height + row) * t->width + column;
    if (t->mask[m] && t->z[z] > 0.0f)
        t->dz[z] = t->dy[at] / (1.0f - t->drop_prob);
}

void cnn_stage_backward(Cnn *net, size_t stage, float *dx, const float *x,
                        size_t batch)
{
    CnnStage *t = &net->stage[stage];
    size_t maps = batch * t->maps, n = maps * t->height * t->width;
    if (n > 0)
        memset(t->dz, 0, n * sizeof *t->dz);
    for (size_t m = 0; m < maps; m++)
        for (size_t i = 0; i < t->height / 2; i++)
            for (size_t j = 0; j < t->width / 2; j++)
                window_back(t, m, i, j);
    conv_backward(dx, t->dw, t->db, t->dz, x, t->w, cnn_shape(t, batch));
}
