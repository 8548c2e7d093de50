// Variant of mlp-backward: dropout and activation in one loop, the layers by
// recursion.
static void back_from(Mlp *net, size_t l, size_t batch)
{
    size_t n = net->width[l];
    float p = net->drop_prob[l], *d = l > 0 ? net->dz[l - 1] : NULL;
    linear_backward(d, net->dw[l], net->db[l], net->dz[l], net->a[l], net->w[l],
                    batch, n, net->width[l + 1]);
    if (l == 0)
        return;
    for (size_t i = 0; i < batch * n; i++) {
        float slope;
        activation_derivative(net->activation, &slope, &net->z[l - 1][i], 1);
        if (p > 0.0f)
            slope = net->mask[l][i] ? slope / (1.0f - p) : 0.0f;
        d[i] *= slope;
    }
    back_from(net, l - 1, batch);
}

double mlp_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    size_t top = net->n_layers - 1;
    double loss = softmax_cross_entropy(net->dz[top], net->z[top], labels,
                                        batch, net->width[net->n_layers]);
    back_from(net, top, batch);
    return loss;
}
