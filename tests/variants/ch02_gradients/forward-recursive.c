// Variant of deep-forward: a layer asks for the one below it first.
static void forward_up_to(Mlp *net, size_t l, const float *x, size_t batch)
{
    size_t n = net->width[l];
    if (l == 0) {
        for (size_t i = 0; i < batch * n; i++)
            net->a[0][i] = x[i];
    } else {
        forward_up_to(net, l - 1, x, batch);
        activation_forward(net->activation, net->a[l], net->z[l - 1],
                           n * batch);
    }
    linear_forward(net->z[l], net->a[l], net->w[l], net->b[l], batch, n,
                   net->width[l + 1]);
}

void deep_forward(Mlp *net, const float *x, size_t batch)
{
    forward_up_to(net, net->n_layers - 1, x, batch);
}
