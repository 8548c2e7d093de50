// Variant of cnn-stage-forward: one sample after another, in float.
void cnn_stage_forward(Cnn *net, size_t stage, const float *x, size_t batch,
                       bool training, Rng *rng)
{
    CnnStage *t = &net->stage[stage];
    ConvShape one = cnn_shape(t, 1);
    size_t plane = t->height * t->width;
    for (size_t s = 0; s < batch; s++) {
        size_t z = s * t->maps * plane, y = s * t->maps * t->area;
        conv_forward(t->z + z, x, t->w, t->b, one);
        activation_forward(ACT_RELU, t->r + z, t->z + z, t->maps * plane);
        maxpool_forward(t->y + y, t->winner + y, t->r + z, t->maps, t->height,
                        t->width);
        if (training)
            spatial_dropout_forward(t->y + y, t->mask + s * t->maps, t->y + y,
                                    1, t->maps, t->area, t->drop_prob, rng);
        x += one.in_channels * one.height * one.width;
    }
}
