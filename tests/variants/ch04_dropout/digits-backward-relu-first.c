// Variant of digits-backward: ReLU and dropout both only let through or scale,
// so they change places.
double digits_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    const size_t *n = net->width;
    double loss =
        softmax_cross_entropy(net->dz[1], net->z[1], labels, batch, n[2]);
    linear_backward(net->dz[0], net->dw[1], net->db[1], net->dz[1], net->a[1],
                    net->w[1], batch, n[1], n[2]);
    for (size_t i = 0; i < batch * n[1]; i++)
        if (net->z[0][i] <= 0.0f)
            net->dz[0][i] = 0.0f;
    dropout_backward(net->dz[0], net->dz[0], net->mask[1], batch, n[1],
                     net->drop_prob[1]);
    linear_backward(NULL, net->dw[0], net->db[0], net->dz[0], net->a[0],
                    net->w[0], batch, n[0], n[1]);
    return loss;
}
