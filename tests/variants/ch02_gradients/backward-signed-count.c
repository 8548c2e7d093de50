// Variant of deep-backward: a signed counter; slopes multiplied by hand, with
// scratch space for them.
#include <stdlib.h>

double deep_backward(Mlp *net, const uint8_t *labels, size_t batch)
{
    int l = (int)net->n_layers - 1;
    double loss = softmax_cross_entropy(net->dz[l], net->z[l], labels, batch,
                                        net->width[l + 1]);
    while (l > 0) {
        size_t n = batch * net->width[l];
        float *slope = malloc((n + 1) * sizeof *slope);
        if (!slope)
            abort();
        linear_backward(net->dz[l - 1], net->dw[l], net->db[l], net->dz[l],
                        net->a[l], net->w[l], batch, net->width[l],
                        net->width[l + 1]);
        activation_derivative(net->activation, slope, net->z[l - 1], n);
        for (size_t i = 0; i < n; i++)
            net->dz[l - 1][i] *= slope[i];
        free(slope);
        l--;
    }
    linear_backward(NULL, net->dw[0], net->db[0], net->dz[0], net->a[0],
                    net->w[0], batch, net->width[0], net->width[1]);
    return loss;
}
