// Variant of deep-forward: the matrix product by hand, in double, bias first.
static void layer_by_hand(float *z, const float *a, const float *w,
                          const float *b, size_t n_in, size_t n_out)
{
    for (size_t j = 0; j < n_out; j++) {
        double sum = (double)b[j];
        for (size_t i = 0; i < n_in; i++)
            sum += (double)w[j * n_in + i] * (double)a[i];
        z[j] = (float)sum;
    }
}

void deep_forward(Mlp *net, const float *x, size_t batch)
{
    if (batch == 0)
        return;
    memcpy(net->a[0], x, batch * net->width[0] * sizeof *x);
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n_in = net->width[l], n_out = net->width[l + 1];
        for (size_t r = 0; r < batch; r++)
            layer_by_hand(net->z[l] + r * n_out, net->a[l] + r * n_in,
                          net->w[l], net->b[l], n_in, n_out);
        if (l + 1 < net->n_layers)
            activation_forward(net->activation, net->a[l + 1], net->z[l],
                               batch * n_out);
    }
}
