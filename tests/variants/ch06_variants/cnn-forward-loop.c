// Variant of cnn-forward: stages and linear layers in loops; the last products
// by hand.
void cnn_forward(Cnn *net, const float *x, size_t batch, bool training,
                 Rng *rng)
{
    const float *in = x;
    for (size_t s = 0; s < CNN_STAGES; in = net->stage[s++].y)
        cnn_stage_forward(net, s, in, batch, training, rng);
    float *f = net->stage[CNN_STAGES - 1].y;
    if (training)
        dropout_forward(f, net->mask, f, batch, net->width[0], net->drop_prob,
                        rng);
    for (size_t l = 0; l < 2; l++) {
        const float *a = l == 0 ? f : net->h;
        size_t n = net->width[l], m = net->width[l + 1];
        for (size_t i = 0; i < batch * m; i++) {
            float sum = net->b[l][i % m];
            for (size_t j = 0; j < n; j++)
                sum += a[i / m * n + j] * net->w[l][i % m * n + j];
            net->z[l][i] = sum;
            if (l == 0)
                net->h[i] = fmaxf(sum, 0.0f);
        }
    }
}
