// Variant of cnn-stage-forward: one sample after another, convolution and
// pooling each by itself.
#include <stdlib.h>

void cnn_stage_forward(Cnn *net, size_t stage, const float *x, size_t batch,
                       bool training, Rng *rng)
{
    CnnStage *t = &net->stage[stage];
    ConvShape one = cnn_shape(t, 1);
    size_t n = t->maps * t->height * t->width;
    float *all = malloc(n * sizeof *all);
    for (size_t s = 0; all && s < batch; s++) {
        size_t y = s * t->maps * t->area;
        conv_forward(all, x, t->w, t->b, one);
        maxpool_forward(t->z + y, t->winner + y, all, t->maps, t->height,
                        t->width);
        activation_forward(ACT_RELU, t->y + y, t->z + y, t->maps * t->area);
        if (training)
            spatial_dropout_forward(t->y + y, t->mask + s * t->maps, t->y + y,
                                    1, t->maps, t->area, t->drop_prob, rng);
        x += one.in_channels * one.height * one.width;
    }
    free(all);
}
