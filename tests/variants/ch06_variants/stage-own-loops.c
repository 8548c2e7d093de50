// Variant of cnn-stage-forward: convolution and pooling by hand, in double.
#include <stdlib.h>

static float pixel_of(const CnnStage *t, const float *x, size_t map, size_t row,
                      size_t column)
{
    size_t h = t->conv.height, w = t->conv.width, k = t->conv.kernel;
    const float *weight = t->w + map * t->conv.in_channels * k * k;
    double sum = (double)t->b[map];
    for (size_t c = 0; c < t->conv.in_channels; c++)
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < k; j++)
                sum += (double)weight[(c * k + i) * k + j] *
                       (double)x[(c * h + row + i) * w + column + j];
    return (float)sum;
}

static void pool_plane(float *y, uint8_t *winner, const float *r, size_t height,
                       size_t width)
{
    for (size_t i = 0; i < height / 2; i++)
        for (size_t j = 0; j < width / 2; j++) {
            size_t at = i * (width / 2) + j, best = 0;
            const float *corner = r + 2 * i * width + 2 * j;
            const float four[4] = {corner[0], corner[1], corner[width],
                                   corner[width + 1]};
            for (size_t k = 1; k < 4; k++)
                if (four[k] > four[best])
                    best = k;
            y[at] = four[best];
            winner[at] = (uint8_t)best;
        }
}

void cnn_stage_forward(Cnn *net, size_t stage, const float *x, size_t batch,
                       bool training, Rng *rng)
{
    CnnStage *t = net->stage + stage;
    size_t image = t->conv.in_channels * t->conv.height * t->conv.width;
    size_t plane = t->height * t->width;
    float *all = malloc(plane * sizeof *all);
    for (size_t m = 0; all && m < batch * t->maps; m++) {
        for (size_t i = 0; i < plane; i++)
            all[i] = pixel_of(t, x + m / t->maps * image, m % t->maps,
                              i / t->width, i % t->width);
        pool_plane(t->z + m * t->area, t->winner + m * t->area, all, t->height,
                   t->width);
        for (size_t i = m * t->area; i < (m + 1) * t->area; i++)
            t->y[i] = fmaxf(t->z[i], 0.0f);
    }
    free(all);
    if (training)
        spatial_dropout_forward(t->y, t->mask, t->y, batch, t->maps, t->area,
                                t->drop_prob, rng);
}
