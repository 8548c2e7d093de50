// Variant of digits-forward: the input is copied, and dropout works in place.
static void both_linear(Mlp *net, size_t l, size_t batch)
{
    linear_forward(net->z[l], net->a[l], net->w[l], net->b[l], batch,
                   net->width[l], net->width[l + 1]);
}

void digits_forward(Mlp *net, const float *x, size_t batch, bool training,
                    Rng *rng)
{
    dropout_inference(net->a[0], x, batch, net->width[0]);
    for (size_t l = 0; l < 2; l++) {
        if (l == 1)
            activation_forward(ACT_RELU, net->a[1], net->z[0],
                               batch * net->width[1]);
        if (training)
            dropout_forward(net->a[l], net->mask[l], net->a[l], batch,
                            net->width[l], net->drop_prob[l], rng);
        both_linear(net, l, batch);
    }
}
