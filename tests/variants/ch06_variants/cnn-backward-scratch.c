// Variant of cnn-backward: ReLU by a branch, the gradient of the hidden units
// in scratch space of its own.
#include <stdlib.h>

double cnn_backward(Cnn *net, const float *x, const uint8_t *labels,
                    size_t batch)
{
    size_t flat = net->width[0], hidden = net->width[1], n = net->width[2];
    CnnStage *first = &net->stage[0], *second = &net->stage[1];
    float *dh = malloc((batch * hidden + 1) * sizeof *dh);
    double loss = 0.0;
    if (!dh)
        goto done;
    loss = softmax_cross_entropy(net->dz[1], net->z[1], labels, batch, n);
    linear_backward(dh, net->dw[1], net->db[1], net->dz[1], net->h, net->w[1],
                    batch, hidden, n);
    for (size_t i = 0; i < batch * hidden; i++)
        net->dz[0][i] = net->h[i] > 0.0f ? dh[i] : 0.0f;
    linear_backward(second->dy, net->dw[0], net->db[0], net->dz[0], second->y,
                    net->w[0], batch, flat, hidden);
    dropout_backward(second->dy, second->dy, net->mask, batch, flat,
                     net->drop_prob);
    cnn_stage_backward(net, 1, first->dy, first->y, batch);
    cnn_stage_backward(net, 0, NULL, x, batch);
done:
    free(dh);
    return loss;
}
