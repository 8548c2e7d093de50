// Variant of deep-backward: softmax, loss and all products by hand, in double;
// a row at a time, added up.
#include <stdlib.h>

static double top_gradient(float *dz, const float *z, uint8_t label, size_t n,
                           size_t batch)
{
    double max = (double)z[0], sum = 0.0;
    for (size_t k = 1; k < n; k++)
        max = fmax(max, (double)z[k]);
    for (size_t k = 0; k < n; k++)
        sum += exp((double)z[k] - max);
    for (size_t k = 0; k < n; k++) {
        double p = exp((double)z[k] - max) / sum;
        dz[k] = (float)((p - (k == label)) / (double)batch);
    }
    return log(sum) + max - (double)z[label];
}

static void row_back(Mlp *net, size_t l, size_t r)
{
    size_t n = net->width[l], m = net->width[l + 1];
    const float *dz = net->dz[l] + r * m, *a = net->a[l] + r * n;
    for (size_t j = 0; j < m; j++) {
        net->db[l][j] += dz[j];
        for (size_t i = 0; i < n; i++)
            net->dw[l][j * n + i] += dz[j] * a[i];
    }
    for (size_t i = 0; l > 0 && i < n; i++) {
        double da = 0.0;
        for (size_t j = 0; j < m; j++)
            da += (double)dz[j] * (double)net->w[l][j * n + i];
        float d = (float)da;
        activation_backward(net->activation, net->dz[l - 1] + r * n + i, &d,
                            net->z[l - 1] + r * n + i, 1);
    }
}

double deep_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    size_t top = net->n_layers - 1, classes = net->width[top + 1];
    double loss = 0.0;
    memset(net->grads, 0, net->n_params * sizeof *net->grads);
    for (size_t r = 0; r < batch; r++) {
        loss +=
            top_gradient(net->dz[top] + r * classes, net->z[top] + r * classes,
                         labels[r], classes, batch) /
            (double)batch;
        for (size_t l = net->n_layers; l-- > 0;)
            row_back(net, l, r);
    }
    return loss;
}
