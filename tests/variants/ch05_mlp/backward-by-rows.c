// Variant of mlp-backward: sums over the batch in double, from the last row to
// the first, product by product.
#include <string.h>

static void weights_back(Mlp *net, size_t l, size_t batch)
{
    size_t n = net->width[l], m = net->width[l + 1];
    for (size_t j = 0; j < m; j++) {
        double bias = 0.0;
        for (size_t r = batch; r-- > 0;)
            bias += (double)net->dz[l][r * m + j];
        net->db[l][j] = (float)bias;
        for (size_t i = 0; i < n; i++) {
            double sum = 0.0;
            for (size_t r = batch; r-- > 0;)
                sum += (double)net->dz[l][r * m + j] *
                       (double)net->a[l][r * n + i];
            net->dw[l][j * n + i] = (float)sum;
        }
    }
}

static void inputs_back(Mlp *net, size_t l, size_t batch)
{
    size_t n = net->width[l], m = net->width[l + 1];
    float *d = net->dz[l - 1];
    for (size_t k = 0; k < batch * n; k++) {
        double sum = 0.0;
        for (size_t j = 0; j < m; j++)
            sum += (double)net->dz[l][k / n * m + j] *
                   (double)net->w[l][j * n + k % n];
        d[k] = (float)sum;
    }
    if (net->drop_prob[l] > 0.0f)
        dropout_backward(d, d, net->mask[l], batch, n, net->drop_prob[l]);
    activation_backward(net->activation, d, d, net->z[l - 1], batch * n);
}

double mlp_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    size_t l = net->n_layers - 1;
    double loss = softmax_cross_entropy(net->dz[l], net->z[l], labels, batch,
                                        net->width[l + 1]);
    for (; l > 0; l--) {
        weights_back(net, l, batch);
        inputs_back(net, l, batch);
    }
    weights_back(net, 0, batch);
    return loss;
}
