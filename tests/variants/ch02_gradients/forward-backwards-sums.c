// Variant of deep-forward: sums in float from the last input to the first, row
// by row through all layers.
void deep_forward(Mlp *net, const float *x, size_t batch)
{
    for (size_t r = 0; r < batch; r++) {
        const float *in = x + r * net->width[0];
        for (size_t l = 0; l < net->n_layers; l++) {
            size_t n = net->width[l], m = net->width[l + 1];
            float *a = net->a[l] + r * n, *z = net->z[l] + r * m;
            activation_forward(l == 0 ? ACT_IDENTITY : net->activation, a, in,
                               n);
            for (size_t j = 0; j < m; j++) {
                z[j] = 0.0f;
                for (size_t i = n; i-- > 0;)
                    z[j] += a[i] * net->w[l][j * n + i];
                z[j] += net->b[l][j];
            }
            in = z;
        }
    }
}
