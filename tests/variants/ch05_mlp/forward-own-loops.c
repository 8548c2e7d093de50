// Variant of mlp-forward: products by hand in double; dropout where there is
// any, else a copy.
#include <string.h>

static void feed(float *a, uint8_t *mask, const float *from, size_t batch,
                 size_t n, float p, Rng *rng)
{
    if (rng && p > 0.0f)
        dropout_forward(a, mask, from, batch, n, p, rng);
    else if (a != from && batch > 0)
        memcpy(a, from, batch * n * sizeof *a);
}

void mlp_forward(Mlp *net, const float *x, size_t batch, bool training,
                 Rng *rng)
{
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n = net->width[l], m = net->width[l + 1];
        if (l > 0)
            activation_forward(net->activation, net->a[l], net->z[l - 1],
                               batch * n);
        feed(net->a[l], net->mask[l], l > 0 ? net->a[l] : x, batch, n,
             net->drop_prob[l], training ? rng : NULL);
        for (size_t r = 0; r < batch; r++)
            for (size_t j = 0; j < m; j++) {
                double sum = 0.0;
                for (size_t i = 0; i < n; i++)
                    sum += (double)net->a[l][r * n + i] *
                           (double)net->w[l][j * n + i];
                net->z[l][r * m + j] = (float)(sum + (double)net->b[l][j]);
            }
    }
}
